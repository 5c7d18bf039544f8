using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Amendments;

/// <summary>段階の種類。</summary>
public enum StepKind
{
    /// <summary>合議</summary>
    Consult,

    /// <summary>決裁</summary>
    Decide,
}

/// <summary>段階の結果。</summary>
public enum StepOutcome
{
    /// <summary>同意・承認</summary>
    Agreed,

    /// <summary>差戻し</summary>
    Returned,
}

/// <summary>決裁段階。One step of the way of an amendment: who may take it, and what came of it. Once closed it never changes.</summary>
public sealed class ApprovalStep
{
    public required ApprovalStepId Id { get; init; }

    public AmendmentId AmendmentId { get; private set; }

    public int Round { get; private set; }

    public int Ordinal { get; private set; }

    public required StepKind Kind { get; init; }

    /// <summary>The role that takes the step; a CISO's step may be taken by the deputy (代決).</summary>
    public required Role Role { get; init; }

    /// <summary>For 合議 by a manager: of which department.</summary>
    public DepartmentId? DepartmentId { get; init; }

    public PersonId? DecidedBy { get; private set; }

    /// <summary>代決</summary>
    public bool AsDeputy { get; private set; }

    public StepOutcome? Outcome { get; private set; }

    public SealedText Reason { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    internal void Enter(AmendmentId amendment, int round, int ordinal) => (AmendmentId, Round, Ordinal) = (amendment, round, ordinal);

    internal void Close(PersonId by, bool asDeputy, StepOutcome outcome, SealedText reason, DateTimeOffset at) =>
        (DecidedBy, AsDeputy, Outcome, Reason, DecidedAt) = (by, asDeputy, outcome, reason, at);

    /// <summary>Whether the reader may take the step, and whether as deputy; null when not.</summary>
    public bool? TakenAsDeputyBy(Access.Reader reader) => Role switch
    {
        Role.Ciso when reader.Roles.Contains(Role.Ciso) && reader.Can(Access.Ability.DecideAmendments) => false,
        Role.Ciso when reader.Roles.Contains(Role.CisoDeputy) && reader.Can(Access.Ability.DecideAmendments) => true,
        Role.DepartmentManager when DepartmentId is { } department && reader.ConsultsFor(department) => false,
        _ => null,
    };
}
