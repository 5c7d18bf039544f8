using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Amendments;

/// <summary>改正の段階。起案中 → 審査中 → 決裁済 → 公布済, or 取下げ.</summary>
public enum AmendmentStage
{
    /// <summary>起案中</summary>
    Drafted,

    /// <summary>審査中</summary>
    InReview,

    /// <summary>決裁済</summary>
    Approved,

    /// <summary>公布済</summary>
    Published,

    /// <summary>取下げ</summary>
    Withdrawn,
}

/// <summary>
/// 改正。The working copy that leads to one edition (制定 and 廃止 included). Its text is a base edition plus operations; its way is
/// 起案 → 合議 → 決裁 → 公布. Whoever wrote or submitted it never decides it.
/// </summary>
public sealed class Amendment
{
    private readonly List<ApprovalStep> steps = [];
    private readonly List<AmendmentAuthor> authors = [];

    public required AmendmentId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The edition amended; null for an enactment.</summary>
    public EditionId? BaseEditionId { get; init; }

    /// <summary>載せ替える版: the edition, waiting for its day, whose place the edition to come takes; null for an amendment of its own.</summary>
    public EditionId? CarriesId { get; init; }

    /// <summary>載せ替え元: the amendment, withdrawn, that this one goes on from on another edition; null for one that began anew.</summary>
    public AmendmentId? ContinuesId { get; init; }

    /// <summary>伴う改正: the amendment of another document that this one goes with, because it mends what that one leaves behind; null for an amendment of its own.</summary>
    public AmendmentId? AccompaniesId { get; private set; }

    public required EditionKind Kind { get; init; }

    public Significance Significance { get; private set; }

    /// <summary>制定日・改正日 as planned.</summary>
    public DateOnly? EnactedOn { get; private set; }

    /// <summary>施行日 as planned.</summary>
    public DateOnly? EffectiveFrom { get; private set; }

    public DateOnly? AppliesFrom { get; private set; }

    public DateOnly? PromulgatedOn { get; private set; }

    /// <summary>改正の理由, told to readers.</summary>
    public SealedText Reason { get; private set; }

    public AmendmentStage Stage { get; private set; } = AmendmentStage.Drafted;

    public required PersonId DraftedBy { get; init; }

    public required DateTimeOffset DraftedAt { get; init; }

    public PersonId? SubmittedBy { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>Hash of the text that was submitted; what every decision is about.</summary>
    public ContentHash? SubmittedHash { get; private set; }

    /// <summary>How often it has been submitted; steps carry the round they belong to.</summary>
    public int Round { get; private set; }

    public EditionId? PublishedEditionId { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public Guid RowVersion { get; set; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>The edition to come as it is planned.</summary>
    public PlannedEdition Planned => new(EnactedOn, EffectiveFrom, PromulgatedOn, AppliesFrom, Significance, Reason);

    /// <summary>Steps of all rounds, in order.</summary>
    public IReadOnlyList<ApprovalStep> Steps => steps;

    public IReadOnlyList<AmendmentAuthor> Authors => authors;

    public IEnumerable<ApprovalStep> CurrentSteps => steps.Where(step => step.Round == Round).OrderBy(step => step.Ordinal);

    public ApprovalStep? NextStep => Stage == AmendmentStage.InReview ? CurrentSteps.FirstOrDefault(step => step.Outcome is null) : null;

    /// <summary>Neither published nor withdrawn.</summary>
    public bool IsOpen() => Stage is not (AmendmentStage.Published or AmendmentStage.Withdrawn);

    /// <summary>
    /// Whether the edition that it was made from is no longer the one right before it: another edition has come between. Until the dates are known it is
    /// taken to come after its base and after all that is put on record later.
    /// </summary>
    public bool IsSupersededIn(EditionOrder order) => PredecessorIn(order)?.Id != BaseEditionId || (CarriesId is { } carried && order.NowOf(carried) != carried);

    /// <summary>The edition right before the one that this would become.</summary>
    public EditionDates? PredecessorIn(EditionOrder order) => CarriesId is { } carried ? order.Before(order.NowOf(carried))
        : EffectiveFrom is { } from ? order.All.LastOrDefault(e => e.EffectiveFrom < from || (e.EffectiveFrom == from && e.EnactedOn <= (EnactedOn ?? DateOnly.MaxValue)))
        : order.All.LastOrDefault(e => e.Id == BaseEditionId || e.RecordedAt > DraftedAt) ?? (BaseEditionId is { } madeFrom ? order.BeforePlaceOf(madeFrom) : null);

    /// <summary>The editions that come behind the one that this would become; none until its dates are known.</summary>
    public IEnumerable<EditionDates> SuccessorsIn(EditionOrder order) => CarriesId is { } carried ? order.All.Skip(order.NumberOf(order.NowOf(carried)))
        : EffectiveFrom is { } from ? order.All.Where(e => (e.EffectiveFrom, e.EnactedOn).CompareTo((from, EnactedOn ?? DateOnly.MaxValue)) > 0)
        : [];

    public bool IsWrittenBy(PersonId person) => DraftedBy == person || SubmittedBy == person || authors.Any(author => author.PersonId == person);

    /// <summary>Sets the dates, the weight and the reason of the edition to come; like its text they stand still once it is submitted.</summary>
    public Result<Done> Plan(PlannedEdition plan)
    {
        if (Stage != AmendmentStage.Drafted)
            return AmendmentErrors.NotInDraft;
        (EnactedOn, EffectiveFrom, PromulgatedOn, AppliesFrom) = (plan.EnactedOn, plan.EffectiveFrom, plan.PromulgatedOn, plan.AppliesFrom);
        // Only a partial amendment can be editorial: a new or wholly revised text is always to be read.
        Significance = Kind == EditionKind.PartialAmendment ? plan.Significance : Significance.Substantive;
        Reason = plan.Reason;
        return Done.Instance;
    }

    /// <summary>Whether the one that it goes with does not come with it: that one is withdrawn, not decided yet, or for another day.</summary>
    public bool ComesWithout(Amendment first) => first is not { Stage: AmendmentStage.Approved or AmendmentStage.Published } || first.EffectiveFrom != EffectiveFrom;

    /// <summary>Says that it goes with another amendment, unless it goes with one already.</summary>
    public Result<Done> Accompany(AmendmentId first)
    {
        if (Stage != AmendmentStage.Drafted)
            return AmendmentErrors.NotInDraft;
        if (first != Id)
            AccompaniesId ??= first;
        return Done.Instance;
    }

    /// <summary>The amendment that it goes with goes on as another one.</summary>
    public void AccompanyInstead(AmendmentId was, AmendmentId next)
    {
        if (IsOpen() && AccompaniesId == was)
            AccompaniesId = next;
    }

    /// <summary>Notes that the person had a hand in the text.</summary>
    public Result<Done> WorkOn(PersonId by)
    {
        if (Stage != AmendmentStage.Drafted)
            return AmendmentErrors.NotInDraft;
        if (by != DraftedBy && authors.All(author => author.PersonId != by))
            authors.Add(new AmendmentAuthor { AmendmentId = Id, PersonId = by });
        return Done.Instance;
    }

    /// <summary>起案 ends: the text goes on its way through the route.</summary>
    public Result<Done> Submit(PersonId by, DateTimeOffset at, ContentHash text, IReadOnlyList<ApprovalStep> route)
    {
        if (Stage != AmendmentStage.Drafted)
            return AmendmentErrors.NotInDraft;
        if (EnactedOn is null || EffectiveFrom is null)
            return AmendmentErrors.DatesMissing;
        if (route.Count == 0 || route[^1].Kind != StepKind.Decide)
            return AmendmentErrors.RouteWithoutDecision;
        (SubmittedBy, SubmittedAt, SubmittedHash, Stage) = (by, at, text, AmendmentStage.InReview);
        Round++;
        var ordinal = 0;
        foreach (var step in route)
        {
            step.Enter(Id, Round, ordinal++);
            steps.Add(step);
        }
        return Done.Instance;
    }

    /// <summary>合議 or 決裁 (代決 when <paramref name="asDeputy"/>) of the step that is due. A return sends it back to 起案中 with the reason.</summary>
    public Result<Done> Decide(ApprovalStepId stepId, PersonId by, bool asDeputy, StepOutcome outcome, SealedText reason, DateTimeOffset at, ContentHash seen)
    {
        if (Stage != AmendmentStage.InReview)
            return AmendmentErrors.NotInReview;
        if (IsWrittenBy(by))
            return AmendmentErrors.SelfApproval;
        if (seen != SubmittedHash)
            return AmendmentErrors.AnotherTextWasSeen;
        if (NextStep is not { } step || step.Id != stepId)
            return AmendmentErrors.StepIsNotDue;
        if (outcome == StepOutcome.Returned && reason.IsEmpty)
            return AmendmentErrors.ReturnNeedsReason;
        step.Close(by, asDeputy, outcome, reason, at);
        Stage = outcome == StepOutcome.Returned ? AmendmentStage.Drafted
            : CurrentSteps.All(s => s.Outcome == StepOutcome.Agreed) ? AmendmentStage.Approved
            : AmendmentStage.InReview;
        return Done.Instance;
    }

    /// <summary>公布: ends in an edition. The text must be the one that was decided.</summary>
    public Result<Done> Publish(EditionId edition, ContentHash text, DateTimeOffset at)
    {
        if (Stage == AmendmentStage.Published)
            return AmendmentErrors.AlreadyPublished;
        if (Stage != AmendmentStage.Approved)
            return AmendmentErrors.NotApproved;
        if (text != SubmittedHash)
            return AmendmentErrors.AnotherTextWasSeen;
        (Stage, PublishedEditionId, ClosedAt) = (AmendmentStage.Published, edition, at);
        return Done.Instance;
    }

    /// <summary>取下げ: possible until published. What was written and decided is kept.</summary>
    public Result<Done> Withdraw(DateTimeOffset at)
    {
        if (Stage is AmendmentStage.Published or AmendmentStage.Withdrawn)
            return AmendmentErrors.Closed;
        (Stage, ClosedAt) = (AmendmentStage.Withdrawn, at);
        return Done.Instance;
    }
}

/// <summary>起案者。Someone who had a hand in the text beside the first drafter.</summary>
public sealed class AmendmentAuthor
{
    public required AmendmentId AmendmentId { get; init; }

    public required PersonId PersonId { get; init; }
}

/// <summary>予定の版。What the edition to come is to carry beside its text.</summary>
/// <param name="EnactedOn">制定日・改正日</param>
/// <param name="EffectiveFrom">施行日</param>
/// <param name="PromulgatedOn">公布日, where it differs</param>
/// <param name="AppliesFrom">適用日, where it differs</param>
/// <param name="Reason">改正の理由, sealed</param>
public sealed record PlannedEdition(
    DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn = null, DateOnly? AppliesFrom = null,
    Significance Significance = Significance.Substantive, SealedText Reason = default)
{
    /// <summary>What an edition on record was planned as.</summary>
    public static PlannedEdition Of(Edition edition) =>
        new(edition.EnactedOn, edition.EffectiveFrom, edition.PromulgatedOn, edition.AppliesFrom, edition.Significance, edition.Reason);
}
