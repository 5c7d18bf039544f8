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
}
