using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 載せ替え。A draft whose base is no longer the latest goes on as a new amendment on the latest edition; the old one is withdrawn with all that was
/// written and decided. Whoever had a hand in the old one has one in the new.
/// </summary>
public sealed class RebaseAmendmentHandler(ReaderDb store)
{
    public async Task<Result<AmendmentId>> HandleAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(document.Id, ct);
        if (!amendment.IsOpen() || !amendment.IsSupersededIn(order))
            return AmendmentErrors.Closed;
        var latest = amendment.PredecessorIn(order);
        if (latest is { Kind: EditionKind.Repeal })
            return AmendmentErrors.DocumentIsRepealed;
        var draft = await db.ReadDraftAsync(amendment, ct);
        if (draft.Error is { } unreadable)
            return unreadable;
        var onto = latest is null ? ProvisionTree.Empty : await db.ReadTreeAsync(latest.Id, ct);
        var moved = DraftRebase.Onto(draft.Value.Base, draft.Value.Tree, onto);
        if (moved.Error is { } conflict)
            return conflict;
        var begun = db.Begin(document, amendment.Kind, latest?.Id);
        if (begun.Error is { } refusal)
            return refusal;
        var next = begun.Value;
        next.Plan(new PlannedEdition(
            amendment.EnactedOn, amendment.EffectiveFrom, amendment.PromulgatedOn, amendment.AppliesFrom, amendment.Significance, amendment.Reason));
        foreach (var writer in amendment.Authors.Select(author => author.PersonId).Append(amendment.DraftedBy).Concat(new[] { amendment.SubmittedBy }.OfType<PersonId>()))
            next.WorkOn(writer);
        db.Append(next, document, 1, new DraftOperation.ReplaceText(moved.Value));
        if (amendment.Withdraw(db.Now).Error is { } closed)
            return closed;
        db.Record(new JournalFact("amendment.rebased").With("amendment", next.Id).With("from", id).With("base", latest?.Id), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => next.Id);
    }
}
