using System.Globalization;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Backups;

/// <summary>What the journal says of a backup, a restore or a drill; numbers only.</summary>
/// <param name="MadeAt">When the backup was made that it is about.</param>
/// <param name="Bytes">Size of the file; null where it is not said.</param>
/// <param name="Journal">Entries of the general journal.</param>
/// <param name="Seconds">How long a drill took.</param>
/// <param name="Keys">How many recovery keys opened it; 0 when the master key did.</param>
public sealed record BackupEvent(string Action, DateTimeOffset At, DateTimeOffset? MadeAt, long? Bytes, long? Rows, long? Documents, long? Acknowledgements, long? Journal, long? Seconds, long? Keys);

/// <summary>Asks the journal when there was a backup and a drill last.</summary>
public sealed class BackupHistory(PolicyDbFactory databases)
{
    /// <summary>The last fact of each kind, by its action.</summary>
    public async Task<IReadOnlyDictionary<string, BackupEvent>> LastAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var last = new Dictionary<string, BackupEvent>(StringComparer.Ordinal);
        foreach (var action in new[] { BackupFacts.Made, BackupFacts.Failed, BackupFacts.Restored, BackupFacts.Drilled, BackupFacts.DrillFailed })
            if (await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Action == action && e.Log == JournalLog.General).OrderByDescending(e => e.At).Select(e => new { e.At, e.Bytes }).FirstOrDefaultAsync(ct) is { } entry)
                last[action] = Of(action, entry.At, Restores.DetailsOf(entry.Bytes));
        return last;
    }

    private static BackupEvent Of(string action, DateTimeOffset at, Dictionary<string, string> details)
    {
        long? Number(string name) => Restores.Number(details, name);
        DateTimeOffset? made = DateTimeOffset.TryParse(details.GetValueOrDefault("made"), CultureInfo.InvariantCulture, out var instant) ? instant : null;
        return new BackupEvent(action, at, made, Number("bytes"), Number("rows"), Number("documents"), Number("acknowledgements"), Number("journal") ?? Number("restored-size"), Number("seconds"), Number("keys"));
    }
}
