using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 対象の決定。Whom a document is meant for, as rules over department, post, employment and systems used; the last decision holds. Inserted once and never changed: whom it was
/// meant for on a day past can still be told. Being meant opens nothing: that takes a grant. Of a document that everybody here may read it says who has to (<see cref="DutyTargets"/>).
/// </summary>
public sealed class TargetDecision
{
    public required TargetDecisionId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>From 1, without gaps within the document: of two who decide at once, the second is told.</summary>
    public required int Number { get; init; }

    public required PersonId DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Whoever one of them names is meant; none: nobody in particular.</summary>
    public List<TargetRule> Rules { get; } = [];

    public PolicyDocument? Document { get; private init; }

    /// <summary>The decision that holds.</summary>
    /// <param name="decisions">All decisions about one document.</param>
    public static TargetDecision? Holding(IEnumerable<TargetDecision> decisions) => decisions.MaxBy(decision => decision.Number);

    /// <summary>Since when without a break until a day somebody of that standing is meant by the rule that has named the person for longest; null for whoever is not meant on the day.</summary>
    public DateOnly? Since(TargetStanding standing, DateOnly day)
    {
        DateOnly? first = null;
        foreach (var rule in Rules)
            if (standing.Since(rule, day) is { } since && !(first <= since))
                first = since;
        return first;
    }

    /// <summary>Whether the reader is meant on the reader's day.</summary>
    public bool Binds(Reader reader) => Since(reader.Standing, reader.Standing.Day) is not null;
}

/// <summary>対象の規則。Names everybody who meets all that it states; a rule that states nothing names everybody who works here.</summary>
public sealed class TargetRule
{
    public required TargetDecisionId DecisionId { get; init; }

    /// <summary>Place in the decision, from 1.</summary>
    public required int Ordinal { get; init; }

    public DepartmentId? DepartmentId { get; init; }

    public PostId? PostId { get; init; }

    public EmploymentKind? Employment { get; init; }

    /// <summary>利用システム</summary>
    public InformationSystemId? SystemId { get; init; }
}

/// <summary>見られない対象者。Who is bound by a document as its target and cannot see it.</summary>
public static class UnseeingTargets
{
    /// <summary>
    /// Whether the reader is meant and the document is not there for the reader. A system administrator is left out: no grant would open a procedure to one.
    /// </summary>
    /// <param name="reader">A reader with what grants open.</param>
    public static bool IsMeantInVain(this Reader reader, PolicyDocument document, TargetDecision? targets) =>
        targets?.Binds(reader) == true && !(document.Tier == Tier.Procedure && reader.IsAdministrator) && !reader.MayKnow(document);
}
