using System.Globalization;
using System.Text.Json;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>復元の説明。Entries of restores: each names the checkpoint that was lost by it, and by that alone the record may be shorter than one that was signed.</summary>
internal static class Restores
{
    /// <summary>To how many entries the record was restored when this very checkpoint was lost; null when no entry in its place says so.</summary>
    public static async Task<long?> SizeAfterLosingAsync(PolicyDb db, Checkpoint lost, CancellationToken ct)
    {
        var entries = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Log == JournalLog.General && e.Action == BackupFacts.Restored)
            .Join(db.JournalPositions.Where(p => p.Tree == JournalPosition.General), e => e.Id, p => p.EntryId, (e, p) => new { e.Bytes, p.Number }).ToListAsync(ct);
        foreach (var entry in entries.OrderByDescending(entry => entry.Number))
        {
            var details = DetailsOf(entry.Bytes);
            if (Number(details, "size") == lost.Size && details.GetValueOrDefault("root") == lost.Root.ToString()
                && DateTimeOffset.TryParse(details.GetValueOrDefault("at"), CultureInfo.InvariantCulture, out var at) && at == lost.At
                && Number(details, "restored-size") is { } restored && restored < lost.Size && restored <= entry.Number)
                return restored;
        }
        return null;
    }

    /// <summary>A number among what an entry says; null when it is none.</summary>
    internal static long? Number(Dictionary<string, string> details, string name) =>
        long.TryParse(details.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What an entry says beside its kind.</summary>
    internal static Dictionary<string, string> DetailsOf(byte[] bytes)
    {
        using var record = JsonDocument.Parse(bytes);
        return record.RootElement.TryGetProperty("details", out var details)
            ? details.EnumerateObject().ToDictionary(detail => detail.Name, detail => detail.Value.GetString() ?? "", StringComparer.Ordinal) : [];
    }
}
