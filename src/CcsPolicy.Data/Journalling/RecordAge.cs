using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 記録の古さ。A record gets its place soon after it was made, and after those that were made before it. One that somebody has taken away and puts back later says what was so then: behind newer ones it would undo them.
/// </summary>
internal static class RecordAge
{
    /// <summary>So much may a record be older than one before it: transactions end in another order than they began, and clocks of two nodes differ.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    /// <summary>Whether a record may stand behind others of its tree.</summary>
    /// <param name="before">The instant of the newest that stands there; null when none does.</param>
    /// <param name="placed">When it got its place: a clock that once ran ahead holds up nothing.</param>
    public static bool MayFollow(DateTimeOffset at, DateTimeOffset? before, DateTimeOffset placed) => before is not { } newest || at >= (newest < placed ? newest : placed) - Most;

    public static DateTimeOffset Later(DateTimeOffset? before, DateTimeOffset at) => before > at ? before.Value : at;

    /// <summary>
    /// The newest instant among the last places of a tree, by what their records say; null when it has none. It is not known while one of them has not its record, as the product made it: somebody has taken it away, and
    /// what is older would look newer.
    /// </summary>
    public static async Task<(bool IsKnown, DateTimeOffset? At)> LastAsync(PolicyDb db, Guid tree, CancellationToken ct)
    {
        var last = await db.JournalPositions.Where(p => p.Tree == tree).OrderByDescending(p => p.Number).Take(50).LeftJoin(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { p.EntryId, Bytes = e == null ? null : e.Bytes }).ToListAsync(ct);
        var heads = last.ConvertAll(place => place.Bytes is not null && RecordMac.IsIn(db, place.Bytes) && RecordHead.Of(place.Bytes) is { } head && head.Id == place.EntryId ? head.At : (DateTimeOffset?)null);
        return (!heads.Contains(null), heads.Max());
    }
}
