using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 義務の対象。Who of those for whom a document is (<see cref="Audience"/>) has to acknowledge it: all of them until rules are decided, then those whom a rule names. Who may read it is another question, and stays as it is;
/// where a document is for those to whom it is granted, the grant alone binds.
/// </summary>
public sealed class DutyTargets(Audience audience, IEnumerable<TargetDecision> decisions)
{
    private readonly ImmutableArray<TargetDecision> decisions = audience == Audience.Granted ? [] : [.. decisions.OrderByDescending(decision => decision.Number)];

    /// <summary>No rule has ever left anybody out.</summary>
    public bool IsEverybody => decisions.IsEmpty;

    /// <summary>As it was decided before an instant, when the document was for these.</summary>
    public DutyTargets At(Audience then, DateTimeOffset before) => new(then, decisions.Where(decision => decision.DecidedAt < before));

    /// <summary>Since when somebody of that standing is meant: since the rule is so of the person, and since it was decided where it was not so before. Null for whoever is not; the first of all days for whoever always was.</summary>
    public DateOnly? Since(TargetStanding standing)
    {
        if (IsEverybody)
            return DateOnly.MinValue;
        if (MeantBy(decisions[0], standing) is not { } since)
            return null;
        var before = decisions.Skip(1).TakeWhile(decision => MeantBy(decision, standing) is not null).Count();
        if (before + 1 == decisions.Length)
            return since;
        var decided = TokyoTime.DateOf(decisions[before].DecidedAt);
        return decided > since ? decided : since;
    }

    private static DateOnly? MeantBy(TargetDecision decision, TargetStanding standing) => decision.Rules.Count == 0 ? DateOnly.MinValue : decision.Since(standing);
}
