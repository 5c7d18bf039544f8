using System.Globalization;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Waiting;

/// <summary>送信待ちの扱い。Takes up what waits, under a lease: a worker that dies loses it to the next, so that everything is done at least once.</summary>
public sealed class OutboxLeases(PolicyDbFactory databases)
{
    /// <summary>The lease of one worker on some messages that are addressed to nobody yet.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(Guid worker, int most, TimeSpan lease, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        var free = await Free(db, now).Where(m => m.RecipientId == null).OrderBy(m => m.DueAt).Take(most).Select(m => m.Id).ToListAsync(ct);
        return free.Count == 0 ? [] : await TakeAsync(db, m => m.Where(one => free.Contains(one.Id)), worker, now, lease, ct);
    }

    /// <summary>The lease of one worker on all that is due to one person, so that it goes out as one mail; nothing when nothing is due to anybody.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeOfOnePersonAsync(Guid worker, TimeSpan lease, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        while (await Free(db, now).Where(m => m.RecipientId != null).OrderBy(m => m.DueAt).ThenBy(m => m.RecipientId).Select(m => m.RecipientId).FirstOrDefaultAsync(ct) is { } person)
            // Where another worker was faster, the next person's turn has come.
            if (await TakeAsync(db, m => m.Where(one => one.RecipientId == person), worker, now, lease, ct) is { Count: > 0 } taken)
                return taken;
        return [];
    }

    /// <summary>Done, if the worker's lease still holds; otherwise another has it and the answer is false.</summary>
    public Task<bool> FinishAsync(OutboxMessage message, CancellationToken ct) => FinishAsync([message], ct);

    /// <summary>All of them done, that were taken together.</summary>
    public async Task<bool> FinishAsync(IReadOnlyCollection<OutboxMessage> messages, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await FinishAsync(db, messages, ct);
    }

    /// <summary>The same in the transaction of what is made of them.</summary>
    internal static async Task<bool> FinishAsync(PolicyDb db, IReadOnlyCollection<OutboxMessage> messages, CancellationToken ct)
    {
        var now = db.Now;
        return await Leased(db, messages).ExecuteUpdateAsync(m => m.SetProperty(x => x.DoneAt, now).SetProperty(x => x.LeasedBy, (Guid?)null).SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null), ct) == messages.Count;
    }

    /// <summary>Gives it back, to be tried again later.</summary>
    public async Task<bool> PutBackAsync(OutboxMessage message, DateTimeOffset due, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await PutBackAsync(db, message, due, ct);
    }

    internal static async Task<bool> PutBackAsync(PolicyDb db, OutboxMessage message, DateTimeOffset due, CancellationToken ct) => await Leased(db, [message]).ExecuteUpdateAsync(
        m => m.SetProperty(x => x.DueAt, due).SetProperty(x => x.LeasedBy, (Guid?)null).SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null), ct) == 1;

    /// <summary>The mail server did not take them: they are tried again when they are due, or no more.</summary>
    /// <param name="due">Null where they are given up.</param>
    public async Task<bool> RefusedAsync(IReadOnlyCollection<OutboxMessage> messages, string reply, DateTimeOffset? due, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        var since = messages.Min(m => m.FailingSince) ?? now;
        return await Leased(db, messages).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.DueAt, x => due ?? x.DueAt).SetProperty(x => x.GivenUpAt, due == null ? now : (DateTimeOffset?)null).SetProperty(x => x.FailingSince, since).SetProperty(x => x.Reply, reply)
                .SetProperty(x => x.LeasedBy, (Guid?)null).SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null), ct) == messages.Count;
    }

    /// <summary>Whatever waits for its mail is done without one: there is no server to send it by.</summary>
    public async Task LetGoAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        await db.Outbox.WithoutReader().Where(m => m.RecipientId != null && m.DoneAt == null && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.DoneAt, now), ct);
    }

    /// <summary>Since when the oldest mail waits that is due, and how many were given up: a number for whoever looks after the server, of all documents.</summary>
    public async Task<(DateTimeOffset? Oldest, int GivenUp)> StandingAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        var open = db.Outbox.WithoutReader().Where(m => m.DoneAt == null);
        var due = await open.Where(m => m.GivenUpAt == null && m.DueAt <= now).OrderBy(m => m.DueAt).Select(m => (DateTimeOffset?)m.DueAt).FirstOrDefaultAsync(ct);
        var failing = await open.Where(m => m.GivenUpAt == null && m.FailingSince != null).OrderBy(m => m.FailingSince).Select(m => m.FailingSince).FirstOrDefaultAsync(ct);
        return (due < failing || failing is null ? due : failing, await open.CountAsync(m => m.GivenUpAt != null, ct));
    }

    /// <summary>Whatever the server did not take, or was given up, is due now as if it had never been tried.</summary>
    public async Task TryAgainAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var now = db.Now;
        await db.Outbox.WithoutReader().Where(m => m.RecipientId != null && m.DoneAt == null && m.FailingSince != null && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.DueAt, now).SetProperty(x => x.GivenUpAt, (DateTimeOffset?)null).SetProperty(x => x.FailingSince, (DateTimeOffset?)null).SetProperty(x => x.Attempts, 0), ct);
    }

    private static IQueryable<OutboxMessage> Free(PolicyDb db, DateTimeOffset now) =>
        db.Outbox.WithoutReader().Where(m => m.DoneAt == null && m.GivenUpAt == null && m.DueAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now));

    private static async Task<IReadOnlyList<OutboxMessage>> TakeAsync(
        PolicyDb db, Func<IQueryable<OutboxMessage>, IQueryable<OutboxMessage>> which, Guid worker, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        var until = now + lease;
        // Asked again in the statement that takes them: of two workers that saw the same message one gets it.
        await which(Free(db, now)).ExecuteUpdateAsync(m => m.SetProperty(x => x.LeasedBy, worker).SetProperty(x => x.LeasedUntil, until).SetProperty(x => x.Attempts, x => x.Attempts + 1), ct);
        return await which(db.Outbox.WithoutReader()).AsNoTracking().Where(m => m.LeasedBy == worker && m.LeasedUntil == until && m.DoneAt == null).OrderBy(m => m.DueAt).ThenBy(m => m.Id).ToListAsync(ct);
    }

    private static IQueryable<OutboxMessage> Leased(PolicyDb db, IReadOnlyCollection<OutboxMessage> messages)
    {
        var (ids, one) = (messages.Select(m => m.Id).ToList(), messages.First());
        var (worker, until) = (one.LeasedBy, one.LeasedUntil);
        return db.Outbox.WithoutReader().Where(m => ids.Contains(m.Id) && m.LeasedBy == worker && m.LeasedUntil == until && m.DoneAt == null);
    }
}

/// <summary>送信待ちへの追加。</summary>
public static class OutboxMessages
{
    /// <summary>版の公布: an edition was published and has come into force.</summary>
    public const string EditionPublished = "mail.edition-published";

    /// <summary>その日の督促: whoever is to be reminded on a day is worked out. Without a recipient; the payload is the day.</summary>
    public const string RemindersOfDay = "mail.reminders-of-day";

    /// <summary>確認のお願い: the recipient is asked for something and has not done it. The payload is the day.</summary>
    public const string DutyReminder = "mail.duty-reminder";

    /// <summary>期限超過の知らせ: somebody whom the recipient manages is late. The payload is the day.</summary>
    public const string PeopleLate = "mail.people-late";

    /// <summary>申出への回答: what the recipient said about a provision was answered. The payload is the matter.</summary>
    public const string MatterAnswered = "mail.matter-answered";

    /// <summary>The id of what is put down once for a kind, a day and a recipient, whoever does it and how often: a second one cannot be stored.</summary>
    public static Guid IdOf(string kind, DateOnly day, PersonId? recipient = null) => IdOf($"{kind} {PayloadOf(day)} {recipient}");

    /// <summary>The same of a message about an edition.</summary>
    public static Guid IdOf(EditionId edition, PersonId recipient) => IdOf($"{EditionPublished} {edition} {recipient}");

    /// <summary>The same of what follows a message of its own: each cause tells each person once.</summary>
    public static Guid IdOf(Guid cause, PersonId recipient) => IdOf($"{cause:N} {recipient}");

    /// <summary>How the payload of a reminder names its day.</summary>
    public static string PayloadOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Guid IdOf(string words) => Guid.ParseExact(ContentHash.Of(words).ToString()[..32], "N");

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
