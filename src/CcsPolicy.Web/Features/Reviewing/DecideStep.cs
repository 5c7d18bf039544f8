using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>合議・決裁。A decision on the text whose hash the decider saw.</summary>
public sealed record DecideStep(AmendmentId Amendment, ApprovalStepId Step, ContentHash Seen, StepOutcome Outcome, string Reason);

/// <summary>Takes a step of approval.</summary>
public sealed class DecideStepHandler(ReaderDb store, IOptions<AmendingOptions> usage)
{
    public const int LongestReason = 2_000;

    public async Task<Result<AmendmentStage>> HandleAsync(DecideStep ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(ask.Amendment, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        var step = amendment.Steps.FirstOrDefault(s => s.Id == ask.Step);
        if (step?.TakenAsDeputyBy(db.Reader) is not { } asDeputy)
            return AmendmentErrors.NotYourStep;
        if (ask.Reason.Trim().Length > LongestReason)
            return AmendmentErrors.OpinionTooLong;
        var reason = ask.Reason.Trim() is { Length: > 0 } words ? db.Seal(document.Id, words) : default;
        if (amendment.Decide(ask.Step, db.Reader.PersonId!.Value, asDeputy, ask.Outcome, reason, db.Now, ask.Seen).Error is { } refusal)
            return refusal;
        if (ask.Outcome == StepOutcome.Agreed && (await AgreeAsync(db, amendment, ct)).Error is { } disagree)
            return disagree;
        db.Record(new JournalFact(ask.Outcome == StepOutcome.Returned ? "amendment.returned" : step.Kind == StepKind.Decide ? "amendment.decided" : "amendment.agreed")
            .With("amendment", ask.Amendment).With("step", ask.Step).With("hash", ask.Seen).With("deputy", asDeputy ? "yes" : null).With("stage", amendment.Stage), document);
        db.OneAtATime(amendment);
        return (await db.TrySaveAsync(AmendmentErrors.StepIsNotDue, ct)).Map(_ => amendment.Stage);
    }

    /// <summary>The rows as they stand now: the text that was submitted on the edition that was published, and instrument and table that say the same.</summary>
    private async Task<Result<Done>> AgreeAsync(PolicyDb db, Amendment amendment, CancellationToken ct)
    {
        var read = await db.ReadDraftAsync(amendment, ct);
        if (read.Error is { } unreadable)
            return unreadable;
        var text = read.Value;
        if (text.Hash != amendment.SubmittedHash)
            return AmendmentErrors.TextIsNotAsSubmitted;
        // What cannot be published as it stands is not decided: it is carried over first, and decided in the form that it has then.
        if (amendment.IsSupersededIn(await db.EditionOrderAsync(amendment.DocumentId, ct)))
            return AmendmentErrors.Superseded;
        if (amendment.BaseEditionId is not { } before)
            return Done.Instance;
        if (await db.Editions.AsNoTracking().Where(edition => edition.Id == before).Select(edition => edition.Hash).SingleAsync(ct) != text.Hasher.Of(ProvisionText.Write(text.Base)))
            return AmendmentErrors.TextIsNotAsSubmitted;
        var instrument = amendment.Document!.AmendedBy.HasInstrument(amendment.Kind) ? usage.Value.Between(text.Base, text.Tree, amendment.EffectiveFrom) : null;
        return AmendmentAgreement.Of(text.Base, text.Tree, instrument, text.Comparison());
    }
}
