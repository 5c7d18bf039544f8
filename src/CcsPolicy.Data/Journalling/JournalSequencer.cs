using System.Data.Common;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 記録の順番。Gives entries their places in their trees, in the order of their instants, after they were committed: so that no change waits for another because of its journal entry. One node
/// does it at a time; were two to try, the database would refuse the second of two equal places.
/// </summary>
public sealed class JournalSequencer(PolicyDbFactory databases)
{
    internal const string LeaseName = "journal";

    private const int Batch = 2_000;

    /// <summary>How long after its instant an entry is usually committed at the latest.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>How far back each minute's pass looks for entries that were committed late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private readonly Guid holder = Guid.NewGuid();
    private DateTimeOffset since;
    private DateTimeOffset lateNext;
    private DateTimeOffset allNext;

    /// <summary>One pass; answers how many entries got their places, or null when another node has the turn.</summary>
    public async Task<int?> GiveAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        if (!await db.TakeAsync(LeaseName, holder, TimeSpan.FromSeconds(30), ct))
        {
            allNext = default;
            return null;
        }
        var from = since;
        if (now >= allNext)
            (from, allNext, lateNext) = (default, now.AddDays(1), now.AddMinutes(1));
        else if (now >= lateNext)
            (from, lateNext) = (now - Late, now.AddMinutes(1));
        var given = 0;
        while (await GiveAsync(db, from, ct) is > 0 and var some)
            given += some;
        since = now - Soon;
        return given;
    }

    private static async Task<int> GiveAsync(PolicyDb db, DateTimeOffset from, CancellationToken ct)
    {
        var entries = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.At >= from && !db.JournalPositions.Any(p => p.EntryId == e.Id))
            .OrderBy(e => e.At).ThenBy(e => e.Id).Take(Batch).Select(e => new { e.Id, e.Log, e.DocumentId, e.Bytes }).ToListAsync(ct);
        if (entries.Count == 0)
            return 0;
        var now = db.Now;
        var places = new List<JournalPosition>(entries.Count);
        foreach (var tree in entries.GroupBy(e => JournalPosition.TreeOf(e.Log, e.DocumentId)))
        {
            var number = await db.JournalPositions.Where(p => p.Tree == tree.Key).MaxAsync(p => (long?)p.Number, ct) + 1 ?? 0;
            foreach (var entry in tree)
                places.Add(new JournalPosition { EntryId = entry.Id, Tree = tree.Key, Number = number++, Leaf = TreeHash.OfLeaf(entry.Bytes).ToBytes(), GivenAt = now });
        }
        try
        {
            await db.InsertManyAsync(places, ct);
        }
        catch (DbException fault) when (fault.IsAlreadyThere())
        {
            // Another node was faster; the next pass sees what it left.
            return 0;
        }
        return entries.Count;
    }
}
