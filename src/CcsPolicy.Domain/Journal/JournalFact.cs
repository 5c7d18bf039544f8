using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Journal;

/// <summary>事実。Something that was done, to be journalled: names are stable, values are ids, numbers, days and hashes — never words of a document.</summary>
/// <param name="Action">Past tense, such as <c>edition.published</c>.</param>
public sealed record JournalFact(string Action, DocumentId? Document = null)
{
    private readonly SortedDictionary<string, string> details = new(StringComparer.Ordinal);

    /// <summary>What was given to it, as it is written.</summary>
    public IReadOnlyDictionary<string, string> Details => details;

    public JournalFact With(string name, object? value)
    {
        if (value is not null)
            details[name] = value switch
            {
                DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                DateTimeOffset instant => instant.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "",
            };
        return this;
    }

    /// <summary>Whether a record says the same of the same document, whoever wrote it and when.</summary>
    /// <param name="record">A record as <see cref="ToBytes"/> makes it.</param>
    public bool IsSaidBy(byte[] record)
    {
        using var json = JsonDocument.Parse(record);
        return json.RootElement.GetProperty("action").GetString() == Action && json.RootElement.GetProperty("document").GetString() == Document?.ToString()
            && json.RootElement.GetProperty("details").EnumerateObject().Select(one => (one.Name, one.Value.GetString() ?? "")).SequenceEqual(details.Select(one => (one.Key, one.Value)));
    }

    /// <summary>The record: UTF-8 JSON, names in ordinal order, with 128 random bits so that its hash tells nothing.</summary>
    /// <param name="rows">Names and hashes of the rows of legal weight that came with it, in ordinal order of their names.</param>
    public byte[] ToBytes(JournalEntryId id, JournalLog log, DateTimeOffset at, PersonId? actor, byte[] salt, IReadOnlyCollection<(string Name, string Hash)> rows)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("action", Action);
            json.WriteString("actor", actor?.ToString());
            json.WriteString("at", at.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartObject("details");
            foreach (var (name, value) in details)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("document", Document?.ToString());
            json.WriteString("id", id.ToString());
            json.WriteString("log", log.ToString());
            if (rows.Count > 0)
            {
                json.WriteStartObject("rows");
                foreach (var (name, hash) in rows)
                    json.WriteString(name, hash);
                json.WriteEndObject();
            }
            json.WriteString("salt", Convert.ToHexStringLower(salt));
            json.WriteNumber("v", 1);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
