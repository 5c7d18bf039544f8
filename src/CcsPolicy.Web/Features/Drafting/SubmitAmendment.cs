using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>提出。Dates, weight and reason of an amendment, and the text that the drafter saw.</summary>
public sealed record SubmitAmendment(
    AmendmentId Id, ContentHash Seen, DateOnly EnactedOn, DateOnly EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom, Significance Significance, string Reason);

/// <summary>What is to be submitted and which way it will go.</summary>
/// <param name="Step">The last step of the draft.</param>
/// <param name="KeepsEntry">The text keeps a line and a 附則 of what amends it.</param>
/// <param name="LeftBehind">References of the text itself that would point elsewhere or nowhere; null for a text that amends none.</param>
public sealed record SubmissionView(
    AmendmentId Id, DocumentId Document, string Title, EditionKind Kind, AmendmentStage Stage, Significance Significance, DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom,
    string Reason, ContentHash Hash, int Step, int Provisions, int Changes, bool KeepsEntry, int? LeftBehind, IReadOnlyList<RouteStep> Route)
{
    /// <summary>The amendment that it goes with, where the reader may follow that one.</summary>
    public Accompanying? First { get; init; }

    /// <summary>Numbers of the edition before that stand twice and are read as words.</summary>
    public IReadOnlyList<NumberReadAsWords> Lost { get; init; } = [];
}

/// <summary>Ends drafting: the text goes to 合議 by the manager of the department in charge, where there is one who did not write it, then to 決裁.</summary>
public sealed class SubmitAmendmentHandler(ReaderDb store, Readers readers)
{
    public async Task<Result<SubmissionView>> PrepareAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (own, first, _) = await db.FindAmendmentWithAsync(id, ct);
        if (own is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var text = await db.ReadDraftAsync(amendment, ct);
        if (text.Error is { } refusal)
            return refusal;
        var route = await db.PlannedRouteAsync(amendment, document, await readers.EverybodyTodayAsync(ct), db.Reader.PersonId, ct);
        var comparison = text.Value.Comparison();
        // What goes with another amendment is proposed for its days.
        var given = amendment.EffectiveFrom is null && first is { Stage: not AmendmentStage.Withdrawn } && first.EffectiveFrom >= db.Reader.Day ? first : null;
        return new SubmissionView(id, document.Id, await db.TitleAsync(document, ct), amendment.Kind, amendment.Stage, amendment.Significance, amendment.EnactedOn ?? given?.EnactedOn, amendment.EffectiveFrom ?? given?.EffectiveFrom, amendment.PromulgatedOn,
            amendment.AppliesFrom, db.Open(document.Id, amendment.Reason), text.Value.Hash, text.Value.Sequence, text.Value.Tree.All().Count(), comparison.PlacesChanged, EnterAmendmentHandler.IsFor(amendment, document) && AmendmentEntry.IsKeptBy(text.Value.Base),
            amendment.BaseEditionId is null ? null : ConsequentialChanges.Within(comparison).Count(one => one.IsDangling), route)
        {
            First = await db.TitledAsync(first, ct), Lost = NumberReadAsWords.Between(text.Value.Base, text.Value.Tree),
        };
    }

    public async Task<Result<Done>> HandleAsync(SubmitAmendment ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(ask.Id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var text = await db.ReadDraftAsync(amendment, ct);
        if (text.Error is { } unreadable)
            return unreadable;
        if (text.Value.Tree.Provisions.IsEmpty)
            return AmendmentErrors.EmptyText;
        // One that is carried over may come to nothing: then it takes the place of one that would undo what came before it.
        if (amendment is { Kind: EditionKind.PartialAmendment or EditionKind.FullRevision, BaseEditionId: not null, CarriesId: null } && text.Value.Tree == text.Value.Base)
            return AmendmentErrors.NothingChanged;
        if (text.Value.Hash != ask.Seen)
            return AmendmentErrors.SavedElsewhere;
        if (amendment.CarriesId is not null && (ask.EnactedOn, ask.EffectiveFrom) != (amendment.EnactedOn, amendment.EffectiveFrom))
            return AmendmentErrors.CarriedKeepsDates;
        if (amendment is { Kind: not EditionKind.Repeal, BaseEditionId: not null }
            && AmendmentEntry.Contradicts(text.Value.Base, text.Value.Tree, [ask.EnactedOn, ask.PromulgatedOn ?? ask.EnactedOn], ask.EffectiveFrom))
            return AmendmentErrors.DaysDisagree;
        var reason = ask.Reason.Length == 0 ? default : db.Seal(document.Id, ask.Reason);
        if (amendment.Plan(new PlannedEdition(ask.EnactedOn, ask.EffectiveFrom, ask.PromulgatedOn, ask.AppliesFrom, ask.Significance, reason)).Error is { } closed)
            return closed;
        var route = db.RouteOf(amendment, document, await readers.EverybodyTodayAsync(ct));
        if (amendment.Submit(db.Reader.PersonId!.Value, db.Now, text.Value.Hash, route).Error is { } refusal)
            return refusal;
        db.Record(new JournalFact("amendment.submitted").With("amendment", ask.Id).With("round", amendment.Round).With("hash", text.Value.Hash)
            .With("effective", ask.EffectiveFrom).With("steps", route.Count), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => Done.Instance);
    }
}
