using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Waiting;

/// <summary>通知の宛先。Who is told of what, by ids alone: no word of a document is opened here.</summary>
public sealed class NoticeRecipients(PolicyDbFactory databases, Readers readers)
{
    /// <summary>The recipient with the rights of this moment. Somebody of whom nobody has confirmed who opened the account is told no more than that account would be shown.</summary>
    public async Task<Reader> OfAsync(PersonId person, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var reader = await readers.TodayAsync(person, ct);
        return await Confirmed(db).AnyAsync(id => id == person, ct) ? reader : reader.Unconfirmed();
    }

    /// <summary>
    /// Turns a message into one for each person who is bound by its document and may know it, in one transaction: a worker that dies here has made all of them or none. False when another worker has it by now.
    /// </summary>
    /// <param name="mailAt">When each is mailed; null where no mail is sent.</param>
    public async Task<bool> FanOutAsync(OutboxMessage cause, DateTimeOffset? mailAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cause);
        await using var db = databases.OpenFor(Reader.Nobody);
        if (cause.Kind == OutboxMessages.MatterAnswered)
            return await TellAskerAsync(db, cause, mailAt, ct);
        var today = TokyoTime.DateOf(db.Now);
        var (document, edition) = await EditionAsync(db, cause, ct);
        if (edition is not null && edition.EffectiveFrom > today)
            return await OutboxLeases.PutBackAsync(db, cause, TokyoTime.StartOf(edition.EffectiveFrom), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await OutboxLeases.FinishAsync(db, [cause], ct))
            return false;
        if (document is not null && edition is not null)
            await AddAsync(db, document, edition.Id, mailAt, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Tells whoever raised a matter that it was answered, if that person may still know the document.</summary>
    private async Task<bool> TellAskerAsync(PolicyDb db, OutboxMessage cause, DateTimeOffset? mailAt, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await OutboxLeases.FinishAsync(db, [cause], ct))
            return false;
        if (PublicId.TryParse<MatterId>(cause.Payload) is { } id && await db.Matters.WithoutReader().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct) is { } matter)
        {
            var document = await db.Documents.WithoutReader().AsNoTracking().SingleAsync(one => one.Id == matter.DocumentId, ct);
            if ((await OfAsync(matter.AskedBy, ct)).MayKnow(document))
                db.Outbox.Add(new OutboxMessage
                {
                    Id = OutboxMessages.IdOf(cause.Id, matter.AskedBy), Kind = OutboxMessages.MatterAnswered, RecipientId = matter.AskedBy, DocumentId = document.Id, Payload = cause.Payload, DueAt = mailAt ?? db.Now, DoneAt = mailAt is null ? db.Now : null,
                });
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The document and the edition to tell of: the one that has taken the place of the one that was published, where it has come last into force or still waits. Of others nobody is told.</summary>
    private static async Task<(PolicyDocument? Document, EditionDates? Edition)> EditionAsync(PolicyDb db, OutboxMessage cause, CancellationToken ct)
    {
        if (cause.Kind != OutboxMessages.EditionPublished || cause.DocumentId is not { } id || PublicId.TryParse<EditionId>(cause.Payload) is not { } published)
            return (null, null);
        var document = await db.Documents.WithoutReader().AsNoTracking().SingleAsync(d => d.Id == id, ct);
        var order = new EditionOrder(await db.Editions.WithoutReader().Where(e => e.DocumentId == id)
            .Select(e => new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId)).ToListAsync(ct));
        var (today, now) = (TokyoTime.DateOf(db.Now), order.NowOf(published));
        return (document, order.LastOn(today) is { } last && last.Id == now ? last : order.WaitingOn(today).FirstOrDefault(edition => edition.Id == now));
    }

    private async Task AddAsync(PolicyDb db, PolicyDocument document, EditionId edition, DateTimeOffset? mailAt, CancellationToken ct)
    {
        var (now, payload) = (db.Now, edition.ToString());
        var told = (await db.Outbox.WithoutReader().Where(m => m.DocumentId == document.Id && m.Payload == payload && m.RecipientId != null).Select(m => m.RecipientId!.Value).ToListAsync(ct)).ToHashSet();
        var targets = new DutyTargets(document.Tier, document.Audience, await db.TargetDecisions.WithoutReader().AsNoTracking().Include(d => d.Rules).Where(d => d.DocumentId == document.Id).ToListAsync(ct));
        foreach (var reader in await EverybodyAsync(db, ct))
        {
            var person = reader.PersonId!.Value;
            if (!told.Contains(person) && document.Audience.Binds(reader.Employment, reader.Opened.Contains(document.Id)) && targets.Since(reader.Standing) is not null && reader.MayKnow(document))
                db.Outbox.Add(new OutboxMessage
                {
                    Id = OutboxMessages.IdOf(edition, person), Kind = OutboxMessages.EditionPublished, RecipientId = person, DocumentId = document.Id, Payload = payload, DueAt = mailAt ?? now, DoneAt = mailAt is null ? now : null,
                });
        }
    }

    /// <summary>Everybody who works here today, each with the rights of this moment, as <see cref="OfAsync"/> gives them.</summary>
    internal async Task<IReadOnlyList<Reader>> EverybodyAsync(PolicyDb db, CancellationToken ct)
    {
        var confirmed = (await Confirmed(db).ToListAsync(ct)).ToHashSet();
        return [.. (await readers.EverybodyTodayAsync(ct)).Select(one => confirmed.Contains(one.PersonId!.Value) ? one : one.Unconfirmed())];
    }

    private static IQueryable<PersonId> Confirmed(PolicyDb db) => db.Users.Where(account => account.ClosedAt == null && account.OwnerConfirmedAt != null).Select(account => account.PersonId);
}
