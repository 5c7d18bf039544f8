using System.Runtime.CompilerServices;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>An entry with its place.</summary>
internal sealed record PlacedEntry(Guid Tree, long Number, long? Hour, byte[] Leaf, byte[] Bytes)
{
    /// <summary>Those of the places, tree by tree in the order of their numbers, one after another.</summary>
    public static IAsyncEnumerable<PlacedEntry> Of(PolicyDb db, IQueryable<JournalPosition> places) =>
        places.AsNoTracking().Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { p.Tree, p.Number, p.Hour, p.Leaf, e.Bytes })
            .OrderBy(e => e.Tree).ThenBy(e => e.Number).Select(e => new PlacedEntry(e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes)).AsAsyncEnumerable();

    /// <summary>Of those the ones that the product has made and given their places: whoever counts them finds that others are among them.</summary>
    public static async IAsyncEnumerable<PlacedEntry> OwnOf(PolicyDb db, IQueryable<JournalPosition> places, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var vouched = places.AsNoTracking().Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { p.EntryId, p.Tree, p.Number, p.Hour, p.Leaf, e.Bytes })
            .Join(db.JournalVouchers, e => e.EntryId, v => v.EntryId, (e, v) => new { e.EntryId, e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes, v.Code }).OrderBy(e => e.Tree).ThenBy(e => e.Number);
        await foreach (var entry in vouched.AsAsyncEnumerable().WithCancellation(ct))
            if (RecordMac.IsIn(db, entry.Bytes) && RecordMac.IsOfPlace(db, entry.Code, entry.EntryId, entry.Tree, entry.Number, entry.Hour))
                yield return new PlacedEntry(entry.Tree, entry.Number, entry.Hour, entry.Leaf, entry.Bytes);
    }
}
