using System.Text.Json;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>記録の見出し。What a record says of itself. The columns beside it say the same unless somebody has changed them, and only the record has a code.</summary>
internal readonly record struct RecordHead(JournalEntryId Id, DateTimeOffset At, JournalLog Log, DocumentId? Document)
{
    /// <summary>Null when the bytes are no record.</summary>
    public static RecordHead? Of(byte[] record)
    {
        try
        {
            using var json = JsonDocument.Parse(record);
            var root = json.RootElement;
            return Guid.TryParseExact(root.GetProperty("id").GetString(), "N", out var id) && Enum.TryParse<JournalLog>(root.GetProperty("log").GetString(), out var log)
                ? new(new(id), root.GetProperty("at").GetDateTimeOffset(), log, root.GetProperty("document").GetString() is { } document ? new DocumentId(Guid.ParseExact(document, "N")) : null) : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
