using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Publishing;

/// <summary>撤回。Takes an edition back that waits for its day.</summary>
/// <param name="Seen">What was shown to become of those behind it: <see cref="TakingBackView.Seen"/>.</param>
public sealed record TakeBackEdition(DocumentId Document, EditionId Edition, ContentHash Seen, string Reason);

/// <summary>An edition that can be taken back, and what becomes of those that wait behind it.</summary>
public sealed record TakingBackView(
    DocumentId Document, EditionId Edition, string Title, EditionKind Kind, int Number, DateOnly EffectiveFrom, IReadOnlyList<CarriedEdition> Carried, ContentHash Seen);

/// <summary>
/// 施行待ちの版の撤回。The officer takes an edition back before its day, with the reason: a further row stands in its place, in force on no day, and what was taken back stays on record. What
/// waits behind it is carried over onto the edition before it; where both changed the same, a person does that. Nobody decides a new text: what is in force stays so.
/// </summary>
public sealed class TakeBackEditionHandler(ReaderDb store)
{
    public const int LongestReason = 2_000;

    public async Task<Result<TakingBackView>> ViewAsync(DocumentId document, EditionId edition, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await FindAsync(db, document, edition, ct) is not var (found, order, waiting, _))
            return DocumentErrors.NotFound;
        var carried = await db.BehindTakenBackAsync(order, edition, ct);
        return new TakingBackView(document, edition, await db.TitleAsync(found, ct), waiting.Kind, order.NumberOf(edition), waiting.EffectiveFrom, carried, SeenOf(db, found, edition, carried));
    }

    public async Task<Result<Done>> HandleAsync(TakeBackEdition ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await FindAsync(db, ask.Document, ask.Edition, ct) is not var (document, order, _, before))
            return DocumentErrors.NotFound;
        var reason = ask.Reason.Trim();
        if (reason.Length > LongestReason)
            return AmendmentErrors.OpinionTooLong;
        if (TypedWords.Refusal(reason, TypedWords.FewestOfAReason, AmendmentErrors.TakingBackNeedsReason) is { } unsaid)
            return unsaid;
        if (await db.Amendments.AnyAsync(a => a.CarriesId == ask.Edition && a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn, ct))
            return AmendmentErrors.CarriedAlready;
        var carried = await db.BehindTakenBackAsync(order, ask.Edition, ct);
        if (SeenOf(db, document, ask.Edition, carried) != ask.Seen)
            return AmendmentErrors.WaitingEditionsChanged;
        var now = db.Now;
        var was = await db.Editions.AsNoTracking().SingleAsync(edition => edition.Id == ask.Edition, ct);
        var row = new Edition
        {
            Id = db.Ids.Next<EditionId>(), DocumentId = document.Id, Kind = EditionKind.TakenBack, Significance = was.Significance, EnactedOn = was.EnactedOn, PromulgatedOn = was.PromulgatedOn,
            EffectiveFrom = was.EffectiveFrom, AppliesFrom = was.AppliesFrom, Title = was.Title, Text = was.Text, Keys = was.Keys, Hash = was.Hash, Reason = db.Seal(document.Id, reason),
            BaseEditionId = was.BaseEditionId, CarriedFromId = was.Id, RecordedAt = now, RecordedBy = db.Reader.PersonId!.Value,
        };
        db.Editions.Add(row);
        db.Record(new JournalFact("edition.taken-back").With("edition", was.Id).With("record", row.Id).With("effective", was.EffectiveFrom), document);
        await db.PutAsync(document, before.Id, carried, now, ct);
        await db.FollowWithholdingAsync(document, default, ct);
        // Nobody is told on its day of an edition that does not come.
        var places = order.PlacesOf(was.Id).Select(id => id.ToString()).ToList();
        foreach (var message in await db.Outbox.Where(m => m.DocumentId == document.Id && places.Contains(m.Payload) && m.DoneAt == null).ToListAsync(ct))
            message.DoneAt = now;
        db.Entry(document).Property(d => d.RowVersion).IsModified = true;
        return await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct);
    }

    /// <summary>An edition that waits behind another one, of a document for which the reader publishes.</summary>
    private static async Task<(PolicyDocument Document, EditionOrder Order, EditionDates Waiting, EditionDates Before)?> FindAsync(PolicyDb db, DocumentId id, EditionId edition, CancellationToken ct)
    {
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayPublish(document))
            return null;
        var order = await db.EditionOrderAsync(id, ct);
        return order.WaitingOn(db.Reader.Day).FirstOrDefault(one => one.Id == edition) is { } waiting && order.Before(edition) is { } before ? (document, order, waiting, before) : null;
    }

    private static ContentHash SeenOf(PolicyDb db, PolicyDocument document, EditionId edition, IReadOnlyList<CarriedEdition> carried) =>
        db.HasherOf(document).Of(string.Join('\n', carried.Select(one => $"{one.Edition.Id} {one.GoesByItself}").Prepend(edition.ToString())));
}
