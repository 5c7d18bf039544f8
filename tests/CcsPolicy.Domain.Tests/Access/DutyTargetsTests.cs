using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

/// <summary>Who is bound on which day, where rules of targets were decided.</summary>
public sealed class DutyTargetsTests
{
    private static readonly DateOnly First = new(2026, 4, 1);
    private static readonly DateTimeOffset Before = TokyoTime.StartOf(First).AddDays(-100);
    private static readonly PersonId Someone = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly DepartmentId[] Departments = [new(new Guid(2, 0, 0, new byte[8])), new(new Guid(3, 0, 0, new byte[8]))];
    private static readonly InformationSystemId[] Systems = [new(new Guid(4, 0, 0, new byte[8])), new(new Guid(5, 0, 0, new byte[8]))];

    private static readonly Gen<(int What, int From, int Days)> Row = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 25], Gen.Int[0, 12]);

    // -1 stands for nothing stated.
    private static readonly Gen<(int Department, int System, int Employment)> Rule = Gen.Select(Gen.Int[-1, 1], Gen.Int[-1, 1], Gen.Int[-1, 1]);

    private static readonly Gen<((int What, int From, int Days)[] Kinds, (int What, int From, int Days)[] Stays, (int What, int From, int Days)[] Uses, int Closed)> People =
        Gen.Select(Row.Array[1, 3], Row.Array[0, 4], Row.Array[0, 5], Gen.Int[10, 45]);

    [Fact]
    public void A_rule_names_somebody_since_the_first_of_the_days_without_a_break_on_which_all_that_it_states_was_so() => Gen.Select(Rule, People, Gen.Int[0, 35]).Sample((rule, who, on) =>
    {
        var day = First.AddDays(on);
        var since = RuleOf(rule).Since(StandingOf(who, day));
        Assert.Equal(Holds(rule, who, day), since is not null);
        if (since is not { } first)
            return;
        // What a rule states of days before the ones that are kept, and of nothing stated, is not asked.
        for (var at = first > First ? first : First; at <= day; at = at.AddDays(1))
            Assert.True(Holds(rule, who, at, day), $"{at} of {first}..{day}");
        if (first > First && rule is not (-1, -1, -1))
            Assert.False(Holds(rule, who, first.AddDays(-1), day));
    }, iter: 20_000);

    [Fact]
    public void The_last_decision_binds_and_a_newcomer_by_it_is_bound_since_it_was_decided() => Gen.Select(Rule.Array[0, 3].Array[0, 3], People, Gen.Int[0, 35]).Sample((decided, who, on) =>
    {
        var (day, standing) = (First.AddDays(on), StandingOf(who, First.AddDays(on)));
        var decisions = decided.Select((rules, at) => DecisionOf(at + 1, First.AddDays(at), rules)).ToList();
        var since = new DutyTargets(Audience.AllWorkers, decisions).Since(standing);
        if (decisions.Count == 0)
        {
            Assert.Equal(DateOnly.MinValue, since);
            return;
        }
        var named = decisions.ConvertAll(decision => decision.Rules.Count == 0 || decision.Rules.Exists(rule => rule.Since(standing) is not null));
        Assert.Equal(named[^1], since is not null);
        // Where it is for those to whom it is granted, no rule binds or frees anybody.
        Assert.Equal(DateOnly.MinValue, new DutyTargets(Audience.Granted, decisions).Since(standing));
        if (since is not { } first)
            return;
        var lastWithout = named.FindLastIndex(was => !was);
        Assert.True(lastWithout < 0 || first >= First.AddDays(lastWithout + 1));
        if (lastWithout < 0 && decisions[^1].Rules.Count == 0)
            Assert.Equal(DateOnly.MinValue, first);
        // As it was decided before any of them, everybody was meant.
        Assert.True(new DutyTargets(Audience.AllWorkers, decisions).At(Audience.AllWorkers, Before).IsEverybody);
    }, iter: 20_000);

    [Fact]
    public void What_was_used_before_somebody_left_does_not_come_back_with_another_employment()
    {
        Employment[] employments =
        [
            new() { Id = default, PersonId = Someone, Kind = EmploymentKind.Employee, From = First, Until = First.AddDays(9), RecordedAt = Before },
            new() { Id = default, PersonId = Someone, Kind = EmploymentKind.Employee, From = First.AddDays(20), RecordedAt = Before },
        ];
        SystemUse[] uses = [new() { Id = default, PersonId = Someone, SystemId = Systems[0], From = First, RecordedAt = Before }];
        Assert.Contains(Systems[0], TargetStanding.Of(employments, [], uses, InUse(100), First.AddDays(5)).Systems.Keys);
        Assert.Empty(TargetStanding.Of(employments, [], uses, InUse(100), First.AddDays(12)).Systems);
        Assert.Empty(TargetStanding.Of(employments, [], uses, InUse(100), First.AddDays(25)).Systems);
    }

    [Fact]
    public void A_use_that_was_corrected_counts_on_a_day_past_as_it_was_known_then()
    {
        Employment[] employments = [new() { Id = default, PersonId = Someone, Kind = EmploymentKind.Employee, From = First, RecordedAt = Before }];
        var wrong = new SystemUse { Id = default, PersonId = Someone, SystemId = Systems[0], From = First, RecordedAt = Before };
        wrong.Withdraw(TokyoTime.StartOf(First.AddDays(10)));
        Assert.Empty(TargetStanding.Of(employments, [], [wrong], InUse(100), First.AddDays(5)).Systems);
        Assert.Equal(First, TargetStanding.Of(employments, [], [wrong], InUse(100), First.AddDays(5), TokyoTime.StartOf(First.AddDays(6))).Systems[Systems[0]]);
    }

    private static Dictionary<InformationSystemId, InformationSystem> InUse(int closed) =>
        Systems.ToDictionary(id => id, id => new InformationSystem { Id = id, Code = id.ToString(), Name = "システム", Until = id == Systems[0] ? First.AddDays(closed) : null });

    private static TargetStanding StandingOf(((int What, int From, int Days)[] Kinds, (int What, int From, int Days)[] Stays, (int What, int From, int Days)[] Uses, int Closed) who, DateOnly day) => TargetStanding.Of(
        Employed(who.Kinds).Select(row => new Employment { Id = default, PersonId = Someone, Kind = (EmploymentKind)row.What, From = First.AddDays(row.From), Until = First.AddDays(row.From + row.Days), RecordedAt = Before }),
        who.Stays.Select(row => new Assignment { Id = default, PersonId = Someone, DepartmentId = Departments[row.What], From = First.AddDays(row.From), Until = First.AddDays(row.From + row.Days), RecordedAt = Recorded(day, who.Kinds) }),
        who.Uses.Select(row => new SystemUse { Id = default, PersonId = Someone, SystemId = Systems[row.What], From = First.AddDays(row.From), Until = First.AddDays(row.From + row.Days), RecordedAt = Recorded(day, who.Kinds) }), InUse(who.Closed), day);

    // Recorded after the person last left, so that leaving takes nothing away here.
    private static DateTimeOffset Recorded(DateOnly day, (int What, int From, int Days)[] kinds) => TokyoTime.StartOf(day);

    // One after the other: employments do not overlap.
    private static IEnumerable<(int What, int From, int Days)> Employed((int What, int From, int Days)[] kinds)
    {
        var next = 0;
        foreach (var (what, gap, days) in kinds)
        {
            yield return (what, next + (gap % 3), days);
            next += (gap % 3) + days + 1;
        }
    }

    private static bool Holds((int Department, int System, int Employment) rule, ((int What, int From, int Days)[] Kinds, (int What, int From, int Days)[] Stays, (int What, int From, int Days)[] Uses, int Closed) who, DateOnly day, DateOnly? seenOn = null)
    {
        var kinds = Employed(who.Kinds).Where(row => Covers(row, day)).ToList();
        // Since when a rule names somebody says nothing of days without employment: the duty counts from the employment anyway.
        return (seenOn is not null || kinds.Count > 0) && (rule.Employment < 0 || kinds.Exists(row => row.What == rule.Employment)) && (rule.Department < 0 || who.Stays.Any(row => row.What == rule.Department && Covers(row, day)))
            && (rule.System < 0 || (who.Uses.Any(row => row.What == rule.System && Covers(row, day)) && (rule.System != 0 || First.AddDays(who.Closed) >= (seenOn ?? day))));
    }

    private static bool Covers((int What, int From, int Days) row, DateOnly day) => First.AddDays(row.From) <= day && First.AddDays(row.From + row.Days) >= day;

    private static TargetRule RuleOf((int Department, int System, int Employment) rule, int ordinal = 1) => new()
    {
        DecisionId = default, Ordinal = ordinal, DepartmentId = rule.Department < 0 ? null : Departments[rule.Department], SystemId = rule.System < 0 ? null : Systems[rule.System],
        Employment = rule.Employment < 0 ? null : (EmploymentKind)rule.Employment,
    };

    private static TargetDecision DecisionOf(int number, DateOnly day, (int Department, int System, int Employment)[] rules)
    {
        var decision = new TargetDecision { Id = default, DocumentId = default, Number = number, DecidedBy = default, DecidedAt = TokyoTime.StartOf(day) };
        decision.Rules.AddRange(rules.Select((rule, at) => RuleOf(rule, at + 1)));
        return decision;
    }
}
