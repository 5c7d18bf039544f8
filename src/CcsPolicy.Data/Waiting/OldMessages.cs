using System.Linq.Expressions;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Waiting;

/// <summary>
/// 古いお知らせの片付け。Deletes messages that were done with, or given up, long ago; what waits stays however old it is. In portions, each a statement of its own, so that nobody's save waits long. Nothing of it
/// goes into the journal: what was published, answered and acknowledged is on record there already, and a number of messages would tell of documents that its reader may not know.
/// </summary>
public sealed class OldMessages(PolicyDbFactory databases)
{
    /// <summary>So many go with one statement.</summary>
    public const int Portion = 500;

    /// <summary>So many portions go in one turn; the rest waits for the next.</summary>
    public const int MostPortions = 20;

    private const string Turn = "outbox.old";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Deletes what was done with or given up before the instant; how many. Of several nodes one does.</summary>
    public async Task<int> RemoveAsync(Guid worker, DateTimeOffset before, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var removed = 0;
        Expression<Func<OutboxMessage, bool>>[] kinds = [m => m.DoneAt != null && m.DoneAt < before, m => m.DoneAt == null && m.GivenUpAt != null && m.GivenUpAt < before];
        for (var (kind, portion) = (0, 0); kind < kinds.Length && portion < MostPortions && await db.TakeAsync(Turn, worker, Lease, ct); portion++)
        {
            var old = kinds[kind];
            var ids = await db.Outbox.WithoutReader().Where(old).OrderBy(m => m.DoneAt).ThenBy(m => m.GivenUpAt).Take(Portion).Select(m => m.Id).ToListAsync(ct);
            // Asked again in the statement: one that somebody has tried again meanwhile waits.
            removed += ids.Count == 0 ? 0 : await db.Outbox.WithoutReader().Where(old).Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(ct);
            if (ids.Count < Portion)
                kind++;
        }
        await db.ReleaseAsync(Turn, worker, ct);
        return removed;
    }
}
