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
/// <param name="key">Tells which hours were signed; null where nothing is signed.</param>
public sealed class JournalSequencer(PolicyDbFactory databases, JournalKey? key = null)
{
    internal const string LeaseName = "journal";

    private const int Batch = 2_000;

    /// <summary>How long after its instant an entry is usually committed at the latest.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(30);

    /// <summary>How far back each minute's pass looks for entries that were committed late: for all that are not too old by then.</summary>
    private static readonly TimeSpan Late = RecordAge.Most + TimeSpan.FromMinutes(2);

    /// <summary>So many of them are remembered.</summary>
    private const int MostForeign = 1_000;

    private readonly Guid holder = Guid.NewGuid();
    private readonly Lazy<TrustedKeys> keys = new(() => new TrustedKeys(key?.OfPublic() ?? []), LazyThreadSafetyMode.PublicationOnly);
    private readonly HashSet<JournalEntryId> foreign = [];
    private DateTimeOffset since;
    private DateTimeOffset waiting;
    private DateTimeOffset lateNext;
    private DateTimeOffset allNext;

    /// <summary>製品が書いていない記録: entries whose code is not of this installation, and old ones that somebody has put back. They get no place and no signature.</summary>
    public IReadOnlyCollection<JournalEntryId> Foreign => foreign;

    /// <summary>One pass; answers how many entries got their places, or null when another node has the turn.</summary>
    public async Task<int?> GiveAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        if (!await db.TakeAsync(LeaseName, holder, LeaseLength, ct))
        {
            allNext = default;
            return null;
        }
        // A clock that was set back begins anew.
        var from = since;
        if (now >= allNext || allNext > now.AddDays(1) || since > now)
            (from, allNext, lateNext) = (default, now.AddDays(1), now.AddMinutes(1));
        else if (now >= lateNext || lateNext > now.AddMinutes(1))
            (from, lateNext) = (since < now - Late ? since : now - Late, now.AddMinutes(1));
        if (from == default)
            foreign.Clear();
        waiting = DateTimeOffset.MaxValue;
        var (given, passedOver) = (0, 0);
        while (await GiveAsync(db, from, passedOver, ct) is { } some && some.Given + some.Foreign > 0)
            (given, passedOver) = (given + some.Given, passedOver + some.Foreign);
        since = waiting < now - Soon ? waiting : now - Soon;
        return given;
    }

    /// <summary>Lets another node go on at once.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.ReleaseAsync(LeaseName, holder, ct);
    }

    /// <summary>One pass, as a portal does it, that leaves the turn to the next.</summary>
    public async Task GiveOnceAsync(CancellationToken ct)
    {
        await GiveAsync(ct);
        await ReleaseAsync(ct);
    }

    /// <summary>Whether a portal runs on this database; false when it cannot be reached.</summary>
    public static async Task<bool> IsUnderWayAsync(PolicyDbFactory databases, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        try
        {
            return await db.Database.CanConnectAsync(ct) && await db.IsHeldAsync(LeaseName, LeaseLength, ct);
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <param name="passedOver">How many entries without a place stay as they are.</param>
    private async Task<(int Given, int Foreign)> GiveAsync(PolicyDb db, DateTimeOffset from, int passedOver, CancellationToken ct)
    {
        var entries = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.At >= from && !db.JournalPositions.Any(p => p.EntryId == e.Id))
            .OrderBy(e => e.At).ThenBy(e => e.Id).Skip(passedOver).Take(Batch).Select(e => new { e.Id, e.At, e.Log, e.DocumentId, e.Bytes, IsVouchedFor = db.JournalVouchers.Any(v => v.EntryId == e.Id) }).ToListAsync(ct);
        if (entries.Count == 0)
            return default;
        // Whoever adds a row past the product does not get it signed, nor one that had a place which is gone, nor a record with other columns beside it than its own.
        var ours = entries.ToLookup(entry => !entry.IsVouchedFor && RecordMac.IsIn(db, entry.Bytes) && RecordHead.Of(entry.Bytes) == new RecordHead(entry.Id, entry.At, entry.Log, entry.DocumentId));
        foreach (var entry in ours[false])
            Remember(entry.Id);
        var (places, vouchers) = (new List<JournalPosition>(entries.Count), new List<JournalVoucher>(entries.Count));
        var hour = ours[true].Any(entry => entry.Log != JournalLog.General) ? await HourAsync(db, ct) : 0;
        foreach (var tree in ours[true].GroupBy(e => JournalPosition.TreeOf(e.Log, e.DocumentId)))
        {
            var last = await db.JournalPositions.Where(p => p.Tree == tree.Key).OrderByDescending(p => p.Number).Select(p => new { p.Number, p.Hour, p.Leaf }).FirstOrDefaultAsync(ct);
            var number = last?.Number + 1 ?? 0;
            var (isKnown, before) = await RecordAge.LastAsync(db, tree.Key, ct);
            if (!isKnown)
            {
                // Every pass asks again, from the first that waits.
                waiting = tree.Select(entry => entry.At).Append(waiting).Min();
                continue;
            }
            var leafBefore = TreeHash.From(last?.Leaf);
            foreach (var entry in tree)
            {
                if (!RecordAge.MayFollow(entry.At, before, db.Now))
                {
                    Remember(entry.Id);
                    continue;
                }
                before = RecordAge.Later(before, entry.At);
                var leaf = TreeHash.OfLeaf(entry.Bytes);
                var place = new JournalPosition
                {
                    EntryId = entry.Id,
                    Tree = tree.Key,
                    Number = number++,
                    Leaf = leaf.ToBytes(),
                    Hour = tree.Key == JournalPosition.General ? null : Math.Max(hour, last?.Hour ?? 0),
                };
                places.Add(place);
                vouchers.Add(new JournalVoucher { EntryId = entry.Id, Code = RecordMac.OfPlace(db, entry.Id, place.Tree, place.Number, place.Hour, leaf, leafBefore) });
                leafBefore = leaf;
            }
        }
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.InsertManyAsync(places, ct);
            await db.InsertManyAsync(vouchers, ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbException fault) when (fault.IsAlreadyThere())
        {
            // Another node was faster; the next pass sees what it left.
            return default;
        }
        return (places.Count, entries.Count - places.Count);
    }

    /// <summary>The hour under way, which is committed when it is over: also one that another node, whose clock goes ahead, has committed already, is over.</summary>
    private async Task<long> HourAsync(PolicyDb db, CancellationToken ct) =>
        1 + Math.Max(db.Now.ToUnixTimeSeconds() / 3600, key is null ? 0 : await KeptNote.LastSizeAsync(db, ofProcedures: true, keys.Value, ct));

    private void Remember(JournalEntryId entry)
    {
        if (foreign.Count < MostForeign)
            foreign.Add(entry);
    }
}
