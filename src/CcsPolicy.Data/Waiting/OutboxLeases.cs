using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Waiting;

/// <summary>送信待ちの扱い。Takes up what waits, under a lease: a worker that dies loses it to the next, so that everything is done at least once.</summary>
public sealed class OutboxLeases(PolicyDbFactory databases)
{
    /// <summary>The lease of one worker on some messages.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(Guid worker, int most, TimeSpan lease, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        var until = now + lease;
        var free = await db.Outbox.WithoutReader().Where(m => m.DoneAt == null && m.DueAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .OrderBy(m => m.DueAt).Take(most).Select(m => m.Id).ToListAsync(ct);
        if (free.Count == 0)
            return [];
        // Asked again in the statement that takes them: of two workers that saw the same message one gets it.
        await db.Outbox.WithoutReader()
            .Where(m => free.Contains(m.Id) && m.DoneAt == null && m.DueAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.LeasedBy, worker).SetProperty(x => x.LeasedUntil, until).SetProperty(x => x.Attempts, x => x.Attempts + 1), ct);
        return await db.Outbox.WithoutReader().AsNoTracking()
            .Where(m => free.Contains(m.Id) && m.LeasedBy == worker && m.LeasedUntil == until && m.DoneAt == null).OrderBy(m => m.DueAt).ToListAsync(ct);
    }

    /// <summary>Done, if the worker's lease still holds; otherwise another has it and the answer is false.</summary>
    public async Task<bool> FinishAsync(OutboxMessage message, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        return await Leased(db, message).ExecuteUpdateAsync(m => m.SetProperty(x => x.DoneAt, now), ct) == 1;
    }

    /// <summary>Gives it back, to be tried again later.</summary>
    public async Task<bool> PutBackAsync(OutboxMessage message, DateTimeOffset due, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await Leased(db, message).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.DueAt, due).SetProperty(x => x.LeasedBy, (Guid?)null).SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null), ct) == 1;
    }

    private static IQueryable<OutboxMessage> Leased(PolicyDb db, OutboxMessage message)
    {
        var (id, worker, until) = (message.Id, message.LeasedBy, message.LeasedUntil);
        return db.Outbox.WithoutReader().Where(m => m.Id == id && m.LeasedBy == worker && m.LeasedUntil == until && m.DoneAt == null);
    }
}

/// <summary>送信待ちへの追加。</summary>
public static class OutboxMessages
{
    /// <summary>Puts work down in the transaction of the next save.</summary>
    /// <param name="payload">Ids only; words are looked up with the recipient's rights when the work is done.</param>
    public static void Enqueue(this PolicyDb db, string kind, string payload, PersonId? recipient = null, DocumentId? document = null, DateTimeOffset? due = null) =>
        db.Outbox.Add(new OutboxMessage
        {
            Id = db.Ids.Next(),
            Kind = kind,
            Payload = payload,
            RecipientId = recipient,
            DocumentId = document,
            DueAt = due ?? db.Now,
        });
}
