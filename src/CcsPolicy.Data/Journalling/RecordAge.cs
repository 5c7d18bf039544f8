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
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    /// <summary>Whether a record may stand behind others of its tree.</summary>
    /// <param name="before">The instant of the newest that stands there; null when none does.</param>
    /// <param name="placed">When it got its place: a clock that once ran ahead holds up nothing.</param>
    public static bool MayFollow(DateTimeOffset at, DateTimeOffset? before, DateTimeOffset placed) => before is not { } newest || at >= (newest < placed ? newest : placed) - Most;

    public static DateTimeOffset Later(DateTimeOffset? before, DateTimeOffset at) => before > at ? before.Value : at;

    /// <summary>The newest instant among the last places of a tree, by what their records say.</summary>
    public static async Task<DateTimeOffset?> LastAsync(PolicyDb db, Guid tree, CancellationToken ct)
    {
        var last = await db.JournalPositions.Where(p => p.Tree == tree).OrderByDescending(p => p.Number).Take(50).Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => e.Bytes).ToListAsync(ct);
        return last.Max(record => RecordHead.Of(record)?.At);
    }
}
