using System.Runtime.CompilerServices;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>An entry with its place.</summary>
/// <param name="Code">Of the place; null where it has none, or nobody asked for it.</param>
internal sealed record PlacedEntry(JournalEntryId Id, Guid Tree, long Number, long? Hour, byte[] Leaf, byte[] Bytes, byte[]? Code)
{
    /// <summary>Those of the places, tree by tree in the order of their numbers, one after another.</summary>
    public static IAsyncEnumerable<PlacedEntry> Of(PolicyDb db, IQueryable<JournalPosition> places) =>
        places.AsNoTracking().Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { e.Id, p.Tree, p.Number, p.Hour, p.Leaf, e.Bytes })
            .OrderBy(e => e.Tree).ThenBy(e => e.Number).Select(e => new PlacedEntry(e.Id, e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes, null)).AsAsyncEnumerable();

    /// <summary>The same with their codes, to be asked whether they are <see cref="IsOwn"/>.</summary>
    public static async IAsyncEnumerable<PlacedEntry> WithCodesOf(PolicyDb db, IQueryable<JournalPosition> places, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // Read before: not every database answers another question in between.
        RecordMac.ReadKeys(db);
        var entries = places.AsNoTracking().Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { e.Id, p.Tree, p.Number, p.Hour, p.Leaf, e.Bytes })
            .LeftJoin(db.JournalVouchers, e => e.Id, v => v.EntryId, (e, v) => new { e.Id, e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes, Code = v == null ? null : v.Code })
            .OrderBy(e => e.Tree).ThenBy(e => e.Number).Select(e => new PlacedEntry(e.Id, e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes, e.Code)).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(ct))
            yield return entry;
    }

    /// <summary>Whether the product has made the record and has given it this place.</summary>
    /// <param name="before">The leaf before it in its tree.</param>
    public bool IsOwn(PolicyDb db, TreeHash? before) => Code is not null && RecordMac.IsIn(db, Bytes) && RecordMac.IsOfPlace(db, Code, Id, Tree, Number, Hour, TreeHash.OfLeaf(Bytes), before);

    /// <summary>Whether every entry that no signature covers is <see cref="IsOwn"/>.</summary>
    /// <param name="verified">Says how far the trees are signed.</param>
    public static async Task<bool> AreOwnAsync(PolicyDb db, JournalReport verified, CancellationToken ct)
    {
        var (size, hour) = (verified.Anchored, verified.CommittedHour);
        var places = db.JournalPositions.Where(p => p.Tree != JournalPosition.General || p.Number >= size - 1);
        var (count, read, before) = (await places.CountAsync(ct), 0, (PlacedEntry?)null);
        await foreach (var entry in WithCodesOf(db, places, ct))
        {
            var isSigned = entry.Tree == JournalPosition.General ? entry.Number < size : entry.Hour <= hour;
            if (!isSigned && !entry.IsOwn(db, before?.Tree == entry.Tree ? TreeHash.OfLeaf(before.Bytes) : null))
                return false;
            (before, read) = (entry, read + 1);
        }
        return read == count;
    }
}
