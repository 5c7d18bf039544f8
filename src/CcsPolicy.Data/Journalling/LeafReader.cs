using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace CcsPolicy.Data.Journalling;

/// <summary>The columns of an entry as the database gives them; a changed one may hold anything.</summary>
internal readonly record struct EntryColumns(object Id, object At, object Actor, object Action, object Document);

/// <summary>Reads a record and compares the columns beside it.</summary>
internal sealed class LeafReader
{
    private const string RestoredFact = "backup.restored";
    private const string Action = "Action";
    private const string Version = "v";
    private const int AtLength = 28;

    internal const string SqlForm = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    public List<(string Name, string Hash)> Rows { get; } = [];

    public byte[] Salt { get; private set; } = [];

    /// <summary>The instant of the record.</summary>
    public DateTime At { get; private set; }

    /// <summary>Details of a record that tells of a restore; otherwise null.</summary>
    public Dictionary<string, string>? Restored { get; private set; }

    /// <summary>Reads the record; answers the column that differs from it, <c>Bytes</c> when it is no record, or null. What is no record says nothing, of rows neither.</summary>
    public string? Read(ReadOnlySpan<byte> record, in EntryColumns columns)
    {
        Forget();
        try
        {
            if (Utf8.IsValid(record) && ReadMembers(record, columns, out var wrong))
                return wrong;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            // It is no record.
        }
        Forget();
        return "Bytes";
    }

    private void Forget()
    {
        Rows.Clear();
        (Salt, At, Restored) = ([], default, null);
    }

    /// <summary>False when it is no record of version 1.</summary>
    private bool ReadMembers(ReadOnlySpan<byte> record, in EntryColumns columns, out string? wrong)
    {
        var json = new Utf8JsonReader(record);
        wrong = null;
        var (seen, isRestore) = (0, false);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            seen++;
            if (json.ValueTextEquals("details"u8))
            {
                if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                    return false;
                if (isRestore)
                    Restored = Strings(ref json);
                else
                    json.Skip();
            }
            else if (json.ValueTextEquals("rows"u8))
            {
                seen--;
                if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                    return false;
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    var name = json.GetString()!;
                    json.Read();
                    Rows.Add((name, json.GetString()!));
                }
            }
            else if (json.ValueTextEquals("salt"u8))
            {
                json.Read();
                Salt = Convert.FromHexString(json.GetString()!);
            }
            else if (json.ValueTextEquals("at"u8))
            {
                json.Read();
                // One form only: of those that a clock may be read from, others have other lengths or another end.
                if (json.ValueSpan is not [.., (byte)'Z'] || json.ValueSpan.Length != AtLength)
                    return false;
                At = json.GetDateTime();
                if (!IsAt(columns.At))
                    wrong ??= "At";
            }
            else
            {
                var (name, value) = json.ValueTextEquals("id"u8) ? ("Id", columns.Id) : json.ValueTextEquals("action"u8) ? (Action, columns.Action)
                    : json.ValueTextEquals("actor"u8) ? ("ActorId", columns.Actor) : json.ValueTextEquals("document"u8) ? ("DocumentId", columns.Document)
                    : json.ValueTextEquals("v"u8) ? (Version, DBNull.Value) : ("", DBNull.Value);
                json.Read();
                if (name.Length == 0 || (name == Version && json.GetInt32() != 1))
                    return false;
                isRestore |= name == Action && Equal(ref json, RestoredFact);
                if (name != Version && !Equal(ref json, value))
                    wrong ??= name;
            }
        }
        return seen == 8 && Salt.Length == 16 && json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    private bool IsAt(object column)
    {
        Span<char> written = stackalloc char[SqlForm.Length];
        return At.TryFormat(written, out var length, SqlForm, CultureInfo.InvariantCulture)
            && written[..length].SequenceEqual(column as string ?? StoredValue.Text(column));
    }

    private static bool Equal(ref Utf8JsonReader json, object column)
    {
        if (json.TokenType == JsonTokenType.Null || column is DBNull)
            return json.TokenType == JsonTokenType.Null && column is DBNull;
        if (StoredValue.Id(column) is not { } id)
            return json.ValueTextEquals(column as string ?? StoredValue.Text(column));
        // As PublicId writes it, without making a word of each.
        Span<char> written = stackalloc char[32];
        return id.TryFormat(written, out _, "N") && json.ValueTextEquals(written);
    }

    private static Dictionary<string, string> Strings(ref Utf8JsonReader json)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            strings[name] = json.GetString() ?? "";
        }
        return strings;
    }
}
