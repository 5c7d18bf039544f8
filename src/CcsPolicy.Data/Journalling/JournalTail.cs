using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>記録の末尾。How far the general journal is under a signature, and what is not yet.</summary>
/// <param name="Last">The last signed checkpoint; null before the first.</param>
/// <param name="Unsigned">Entries after it.</param>
/// <param name="Oldest">The instant of the first of them.</param>
public sealed record JournalTail(SignedNote? Last, long Unsigned, DateTimeOffset? Oldest);

/// <summary>記録の末尾を読む。</summary>
public sealed class JournalTails(PolicyDbFactory databases, JournalKey key)
{
    public async Task<JournalTail> ReadAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var last = await KeptNote.Newest(db, ofProcedures: false, key).FirstOrDefaultAsync(ct);
        var (size, at) = (last?.Point.Size ?? 0, last?.Point.At ?? DateTimeOffset.MinValue);
        // Whatever was signed is not newer than the signature.
        var unsigned = db.Journal.WithoutReader().Where(e => e.Log == JournalLog.General && !db.JournalPositions.Any(p => p.EntryId == e.Id && p.Number < size));
        if (last is not null)
            unsigned = unsigned.Where(e => e.At >= at.AddMinutes(-5));
        return new JournalTail(last?.Note, await unsigned.LongCountAsync(ct), await unsigned.MinAsync(e => (DateTimeOffset?)e.At, ct));
    }
}
