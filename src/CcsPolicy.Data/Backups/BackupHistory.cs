using System.Globalization;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Backups;

/// <summary>What the journal says of a backup, a restore or a drill.</summary>
/// <param name="Backup">The id of the backup that it is about, in hexadecimal; null where there is none.</param>
/// <param name="MadeAt">When that backup was made.</param>
/// <param name="Journal">Entries of the general tree of the journal.</param>
/// <param name="Root">Root of the general tree, as checkpoints write it; null where it is not said.</param>
/// <param name="Keys">How many recovery keys opened it; 0 when the master key did.</param>
public sealed record BackupEvent(string Action, DateTimeOffset At, string? Backup, DateTimeOffset? MadeAt, long? Journal, string? Root, long? Keys);

/// <summary>Asks the journal when there was a backup and a drill last.</summary>
public sealed class BackupHistory(PolicyDbFactory databases)
{
    /// <summary>The last fact of each kind, by its action.</summary>
    public async Task<IReadOnlyDictionary<string, BackupEvent>> LastAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var last = new Dictionary<string, BackupEvent>(StringComparer.Ordinal);
        foreach (var action in new[] { BackupFacts.Made, BackupFacts.Failed, BackupFacts.Restored, BackupFacts.Drilled, BackupFacts.DrillFailed, BackupFacts.DrillNotBegun })
            if (await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Action == action && e.Log == JournalLog.General).OrderByDescending(e => e.At).Select(e => new { e.At, e.Bytes }).FirstOrDefaultAsync(ct) is { } entry)
                last[action] = Of(action, entry.At, Restores.DetailsOf(entry.Bytes));
        return last;
    }

    private static BackupEvent Of(string action, DateTimeOffset at, Dictionary<string, string> details)
    {
        long? Number(string name) => Restores.Number(details, name);
        DateTimeOffset? made = DateTimeOffset.TryParse(details.GetValueOrDefault("made"), CultureInfo.InvariantCulture, out var instant) ? instant : null;
        return new BackupEvent(action, at, details.GetValueOrDefault("backup"), made, Number("journal") ?? Number("restored-size"), details.GetValueOrDefault("root"), Number("keys"));
    }
}
