using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Documents;

/// <summary>階層。Where a document stands in the three tiers. The first two together are the "Policy" of reports.</summary>
public enum Tier
{
    /// <summary>基本方針</summary>
    BasicPolicy,

    /// <summary>対策基準</summary>
    Standard,

    /// <summary>実施手順</summary>
    Procedure,
}

/// <summary>公開の範囲。Who may know that the document exists.</summary>
public enum Openness
{
    /// <summary>公開: everybody, where a public page is switched on; signed-in people always.</summary>
    Public,

    /// <summary>内部: 組合業務従事者, everybody with an employment.</summary>
    Internal,

    /// <summary>職員等の全員: 職員, 契約職員 and 臨時職員.</summary>
    AllStaff,

    /// <summary>知る必要のある者: those with a grant, the custodian, the CISO and the named deputy.</summary>
    NeedToKnow,
}

/// <summary>対象者。Who is bound by the document and acknowledges its editions.</summary>
public enum Audience
{
    /// <summary>組合業務従事者</summary>
    AllWorkers,

    /// <summary>職員等</summary>
    AllStaff,

    /// <summary>知る必要のある者: those to whom a grant opens it</summary>
    Granted,
}

/// <summary>種別。What kind of instrument the document is.</summary>
public enum InstrumentKind
{
    /// <summary>方針</summary>
    Policy,

    /// <summary>規程</summary>
    Rules,

    /// <summary>基準</summary>
    Standard,

    /// <summary>細則</summary>
    DetailedRules,

    /// <summary>要綱</summary>
    Outline,

    /// <summary>要領</summary>
    Guideline,

    /// <summary>訓令</summary>
    Directive,

    /// <summary>手順書、マニュアル</summary>
    Manual,
}

/// <summary>改定方式。How changes of the document are put into words.</summary>
public enum AmendingMethod
{
    /// <summary>改正: an amending instrument, in sentences or as a table, as the office writes its rules.</summary>
    Instrument,

    /// <summary>改定: the text as it now is, with a table of its revisions (改定履歴).</summary>
    Revision,
}

/// <summary>改定方式の意味。</summary>
public static class AmendingMethods
{
    /// <summary>Whether an edition of the kind is put into words by an amending text: an amendment in part, of a document that is amended so.</summary>
    public static bool HasInstrument(this AmendingMethod method, EditionKind kind) => method == AmendingMethod.Instrument && kind == EditionKind.PartialAmendment;

    /// <summary>Whether an edition of this kind is put into words by an instrument: an amendment in part, or a repeal (○○は、廃止する。).</summary>
    public static bool IsPutIntoWords(this AmendingMethod method, EditionKind kind) => method.HasInstrument(kind) || (method == AmendingMethod.Instrument && kind == EditionKind.Repeal);
}

/// <summary>規程。A text of one of the three tiers through all its editions.</summary>
public sealed class PolicyDocument
{
    public required DocumentId Id { get; init; }

    public required Tier Tier { get; init; }

    /// <summary>規程番号, unique only among what its reader may know.</summary>
    public required SealedText Code { get; set; }

    public required SealedText Title { get; set; }

    public required InstrumentKind Instrument { get; set; }

    /// <summary>改定方式</summary>
    public AmendingMethod AmendedBy { get; set; }

    /// <summary>所管</summary>
    public required DepartmentId OwnerDepartmentId { get; set; }

    /// <summary>管理者 for whom it was registered. Who it is on a day follows from this and the handovers (<see cref="Custody"/>); a reader carries what is in own custody.</summary>
    public required PersonId FirstCustodianId { get; init; }

    public required Openness Openness { get; set; }

    public required Audience Audience { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid RowVersion { get; set; }

    /// <summary>
    /// Whether somebody with these rows may be custodian on the day: works here, is no auditor, has not left the department in charge after having been in it, and, for a
    /// procedure, is not employed elsewhere (派遣, 受託者の従業者) and does not administer the system.
    /// </summary>
    public bool MayBeKeptBy(IEnumerable<Employment> employments, IEnumerable<Assignment> stays, DateOnly day) =>
        MayBeKeptBy(Tier, OwnerDepartmentId, employments, stays, day);

    /// <summary>The same for a document that is yet to be registered.</summary>
    public static bool MayBeKeptBy(Tier tier, DepartmentId owner, IEnumerable<Employment> employments, IEnumerable<Assignment> stays, DateOnly day)
    {
        var (rows, employed) = (stays.ToList(), employments.ToList());
        var left = Leaving.LastOf(employed, day);
        var inCharge = rows.Where(row => row.DepartmentId == owner && row.From <= day).ToList();
        return employed.Exists(row => row.HoldsOn(day) && (tier != Tier.Procedure || row.Kind.MayKeepProcedures()))
            && (inCharge.Count == 0 || inCharge.Exists(row => row.HoldsOn(day)))
            && !rows.Exists(row => row.Role is { } role && !JointOffices.Allows(role, Role.Custodian) && row.StandsOn(day, left))
            && !(tier == Tier.Procedure && rows.Exists(row => row.Role == Role.SystemAdministrator && row.HoldsOn(day)));
    }

    /// <summary>Whether a document of the tier may be open so far: a procedure is never public or internal, and only the CISO opens it to all 職員等.</summary>
    public static DomainError? OpennessFits(Tier tier, Openness openness) =>
        tier == Tier.Procedure && openness is Openness.Public or Openness.Internal ? DocumentErrors.ProcedureStaysClosed
        : tier != Tier.Procedure && openness == Openness.NeedToKnow ? DocumentErrors.PolicyStaysOpen
        : null;

    /// <summary>Whether a document of the tier may be such an instrument: a basic policy is no manual, and a procedure no policy, rules, standard or directive.</summary>
    public static DomainError? InstrumentFits(Tier tier, InstrumentKind instrument) =>
        (tier switch
        {
            Tier.BasicPolicy => instrument is InstrumentKind.Policy or InstrumentKind.Rules or InstrumentKind.Outline or InstrumentKind.Directive,
            Tier.Standard => instrument is not (InstrumentKind.Policy or InstrumentKind.Manual),
            Tier.Procedure => instrument is InstrumentKind.DetailedRules or InstrumentKind.Outline or InstrumentKind.Guideline or InstrumentKind.Manual,
        }) ? null : DocumentErrors.InstrumentDoesNotFit;

    /// <summary>Whether it can be a 規程番号: it begins with a letter or a number, has no sign that nobody sees, and its numbers are not nought.</summary>
    public static DomainError? CodeFits(string code)
    {
        var runes = code.Trim().EnumerateRunes().ToList();
        if (runes.Count == 0)
            return DocumentErrors.CodeMissing;
        var digits = runes.Where(Rune.IsDigit).ToList();
        return TypedWords.HasUnseen(code.Trim()) || !Rune.IsLetterOrDigit(runes[0]) || (digits.Count > 0 && digits.TrueForAll(digit => Rune.GetNumericValue(digit) == 0)) ? DocumentErrors.CodeUnusable : null;
    }

    /// <summary>How an instrument of the kind is usually amended: a manual is no rule and gets no amending instrument.</summary>
    public static AmendingMethod MethodOf(InstrumentKind instrument) => instrument == InstrumentKind.Manual ? AmendingMethod.Revision : AmendingMethod.Instrument;

    /// <summary>Whoever may know a document is bound by it; of a public one, those who work here.</summary>
    public static Audience AudienceOf(Openness openness) => openness switch
    {
        Openness.NeedToKnow => Audience.Granted,
        Openness.AllStaff => Audience.AllStaff,
        Openness.Public or Openness.Internal => Audience.AllWorkers,
    };

    /// <summary>Decides who may know the document from now on, and so who is bound by it. What was acknowledged before stays on record.</summary>
    public Result<OpennessDecision> Open(Openness to, OpennessDecisionId id, SealedText reason, PersonId by, DateTimeOffset at)
    {
        if (OpennessFits(Tier, to) is { } refusal)
            return refusal;
        if (to == Openness)
            return DocumentErrors.OpennessUnchanged;
        if (reason.IsEmpty)
            return DocumentErrors.ReasonMissing;
        var decision = new OpennessDecision
        {
            Id = id, DocumentId = Id, Before = Openness, After = to, AudienceBefore = Audience, AudienceAfter = AudienceOf(to), Reason = reason, DecidedBy = by, DecidedAt = at,
        };
        (Openness, Audience) = (decision.After, decision.AudienceAfter);
        return decision;
    }
}

/// <summary>具体化。A provision below carries out a provision (or the whole) of the document above it.</summary>
public sealed class ImplementsLink
{
    public required ImplementsLinkId Id { get; init; }

    /// <summary>The document below.</summary>
    public required DocumentId BelowId { get; init; }

    /// <summary>Lineage key of the provision below.</summary>
    public required Guid BelowKey { get; init; }

    /// <summary>The document above.</summary>
    public required DocumentId AboveId { get; init; }

    /// <summary>Lineage key of the provision above; null for the whole document.</summary>
    public Guid? AboveKey { get; init; }

    public required PersonId RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public PolicyDocument? Below { get; init; }

    public PolicyDocument? Above { get; init; }

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;

    /// <summary>A provision is carried out by one of a lower tier, and by nothing beside or above it.</summary>
    public static DomainError? Fits(Tier below, Tier above) => above < below ? null : DocumentErrors.LinkPointsUp;

    /// <summary>Whether both say the same.</summary>
    public bool IsAsGoodAs(ImplementsLink other) =>
        (BelowId, BelowKey, AboveId, AboveKey) == (other.BelowId, other.BelowKey, other.AboveId, other.AboveKey);
}
