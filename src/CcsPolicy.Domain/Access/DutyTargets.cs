using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 確認の対象。Who of those for whom a document is (<see cref="Audience"/>) has to acknowledge it: all of them until rules are decided, then those whom a rule names. Who may read it is another question, and stays as it is.
/// Of a procedure rules say who needs a grant and bind nobody, also where it is opened to everybody; and where a document is for those to whom it is granted, the grant alone binds.
/// </summary>
public sealed class DutyTargets
{
    private readonly Tier tier;

    /// <summary>The last first, each with the first day on which it holds.</summary>
    private readonly ImmutableArray<(DateOnly From, TargetDecision Decision)> decisions;

    public DutyTargets(Tier tier, Audience audience, IEnumerable<TargetDecision> decisions)
        : this(tier, tier == Tier.Procedure || audience == Audience.Granted ? [] : [.. decisions.OrderByDescending(decision => decision.Number).Select(decision => (TokyoTime.DateOf(decision.DecidedAt), decision))])
    {
    }

    private DutyTargets(Tier tier, ImmutableArray<(DateOnly From, TargetDecision Decision)> decisions) => (this.tier, this.decisions) = (tier, decisions);

    /// <summary>No rule has ever left anybody out.</summary>
    public bool IsEverybody => decisions.IsEmpty;

    /// <summary>As it was decided before an instant, when the document was for these.</summary>
    public DutyTargets At(Audience then, DateTimeOffset before) => new(tier, then == Audience.Granted ? [] : decisions.RemoveAll(one => one.Decision.DecidedAt >= before));

    /// <summary>
    /// Since when somebody of that standing is meant: the first of the days without a break until the day of the standing on each of which the decision that held on it meant the person, and everybody was meant before the
    /// first. Whoever is meant by another rule, or another decision, on the next day goes on being meant. Null for whoever is not meant on the day; the first of all days for whoever always was.
    /// </summary>
    public DateOnly? Since(TargetStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var (day, first) = (standing.Day, (DateOnly?)null);
        foreach (var (from, decision) in decisions)
        {
            // Of several decisions of one day the last holds on it; one that was taken after the day does not hold yet.
            if (from > day)
                continue;
            while (day >= from)
            {
                if ((decision.Rules.Count == 0 ? DateOnly.MinValue : decision.Since(standing, day)) is not { } since)
                    return first;
                first = since > from ? since : from;
                if (first == DateOnly.MinValue)
                    return first;
                day = first.Value.AddDays(-1);
            }
        }
        return DateOnly.MinValue;
    }
}
