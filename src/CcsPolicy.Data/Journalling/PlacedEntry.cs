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
    public static IAsyncEnumerable<PlacedEntry> WithCodesOf(PolicyDb db, IQueryable<JournalPosition> places) =>
        places.AsNoTracking().Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { e.Id, p.Tree, p.Number, p.Hour, p.Leaf, e.Bytes })
            .LeftJoin(db.JournalVouchers, e => e.Id, v => v.EntryId, (e, v) => new { e.Id, e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes, Code = v == null ? null : v.Code })
            .OrderBy(e => e.Tree).ThenBy(e => e.Number).Select(e => new PlacedEntry(e.Id, e.Tree, e.Number, e.Hour, e.Leaf, e.Bytes, e.Code)).AsAsyncEnumerable();

    /// <summary>Whether the product has made the record and has given it this place.</summary>
    public bool IsOwn(PolicyDb db) => Code is not null && RecordMac.IsIn(db, Bytes) && RecordMac.IsOfPlace(db, Code, Id, Tree, Number, Hour, TreeHash.OfLeaf(Bytes));
}
