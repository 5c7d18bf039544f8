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
/// <param name="Committed">The hour of the last commitment over the trees of procedures; null before the first.</param>
public sealed record JournalTail(SignedNote? Last, long Unsigned, DateTimeOffset? Oldest, DateTimeOffset? Committed);

/// <summary>記録の末尾を読む。</summary>
public sealed class JournalTails(PolicyDbFactory databases, JournalKey key)
{
    public async Task<JournalTail> ReadAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var last = await KeptNote.Newest(db, ofProcedures: false, key.Own).FirstOrDefaultAsync(ct);
        var (size, at) = (last?.Point.Size ?? 0, last?.Point.At ?? DateTimeOffset.MinValue);
        var placed = db.JournalPositions.Where(p => p.Tree == JournalPosition.General && p.Number >= size).Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => e.At);
        // Places are given within seconds. Whatever was signed is not newer than the signature.
        var since = last is null ? DateTimeOffset.MinValue : (at < db.Now ? at : db.Now) - TimeSpan.FromMinutes(5);
        var waiting = db.Journal.WithoutReader().Where(e => e.Log == JournalLog.General && e.At >= since && !db.JournalPositions.Any(p => p.EntryId == e.Id)).Select(e => e.At);
        var (count, oldest) = (await placed.LongCountAsync(ct) + await waiting.LongCountAsync(ct), new[] { await placed.MinAsync(at => (DateTimeOffset?)at, ct), await waiting.MinAsync(at => (DateTimeOffset?)at, ct) }.Min());
        var committed = await KeptNote.Newest(db, ofProcedures: true, key.Own).FirstOrDefaultAsync(ct);
        return new JournalTail(last?.Note, count, oldest, committed?.Point.At);
    }
}
