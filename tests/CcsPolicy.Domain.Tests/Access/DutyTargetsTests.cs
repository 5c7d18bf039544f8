using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

/// <summary>Who is bound since which day, where rules of targets were decided: against what a slow reader of the rows finds day by day.</summary>
public sealed class DutyTargetsTests
{
    private static readonly DateOnly First = new(2026, 4, 1);
    private static readonly DateTimeOffset Before = TokyoTime.StartOf(First).AddDays(-100);
    private static readonly PersonId Someone = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly DepartmentId[] Departments = [new(new Guid(2, 0, 0, new byte[8])), new(new Guid(3, 0, 0, new byte[8]))];
    private static readonly InformationSystemId[] Systems = [new(new Guid(4, 0, 0, new byte[8])), new(new Guid(5, 0, 0, new byte[8]))];

    // Recorded and withdrawn: days from the first; -1 stands for long before, and for never.
    private static readonly Gen<Stay> AnyStay = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 25], Gen.Int[0, 14], Gen.Int[-4, 12], Gen.Int[-12, 30], (what, from, days, recorded, withdrawn) => new Stay(what, from, from + days, int.Max(recorded, -1), int.Max(withdrawn, -1)));

    // -1 stands for nothing stated.
    private static readonly Gen<Rule> AnyRule = Gen.Select(Gen.Int[-1, 1], Gen.Int[-1, 1], Gen.Int[-1, 1], (department, system, employment) => new Rule(department, system, employment));

    private static readonly Gen<History> Histories = Gen.Select(
        Gen.Select(Gen.Int[0, 1], Gen.Int[-3, 2], Gen.Int[0, 14]).Array[1, 4], AnyStay.Array[0, 5], AnyStay.Array[0, 5], Gen.Select(Gen.Int[-6, 20], Gen.Int[10, 50]).Array[2],
        Gen.Select(AnyRule.Array[0, 3], Gen.Int[0, 30]).Array[0, 4], (kinds, stays, uses, lives, decided) => new History(Employed(kinds), stays, uses, lives, [.. decided.OrderBy(one => one.Item2)]));

    [Fact]
    public void Somebody_is_bound_since_the_first_of_the_days_without_a_break_on_which_the_decision_of_the_day_meant_the_person() => Gen.Select(Histories, Gen.Int[0, 40], Gen.Bool).Sample((history, on, asOfThen) =>
    {
        if (!history.Works(on))
            return;
        var knownAt = asOfThen ? TokyoTime.StartOf(First.AddDays(on + 1)).AddTicks(-1) : (DateTimeOffset?)null;
        var targets = new DutyTargets(Tier.Standard, Audience.AllWorkers, history.Decided.Select((one, at) => DecisionOf(at + 1, First.AddDays(one.Day), one.Rules)));
        var since = targets.Since(StandingOf(history, First.AddDays(on), knownAt));
        var expected = history.BoundSince(on, asOfThen);
        Assert.Equal(expected is null, since is null);
        if (expected is not { } first)
            return;
        var employed = Enumerable.Range(0, on + 1).Reverse().TakeWhile(history.Works).Last();
        Assert.Equal(First.AddDays(first), since > First.AddDays(employed) ? since : First.AddDays(employed));
        // What was decided after the day changes nothing of it.
        Assert.Equal(since, targets.At(Audience.AllWorkers, TokyoTime.StartOf(First.AddDays(on + 1))).Since(StandingOf(history, First.AddDays(on), knownAt)));
    }, iter: 60_000);

    [Fact]
    public void Who_moves_from_one_department_that_is_meant_to_another_stays_late()
    {
        Stay[] stays = [new(0, 0, 182, -1, -1), new(1, 183, 400, -1, -1)];
        var history = new History([(0, 0, 400)], stays, [], [(-1, 900), (-1, 900)], []);
        var both = DecisionOf(1, First.AddDays(10), [new Rule(0, -1, -1), new Rule(1, -1, -1)]);
        Assert.Equal(DateOnly.MinValue, new DutyTargets(Tier.Standard, Audience.AllWorkers, [both]).Since(StandingOf(history, First.AddDays(200), null)));
        // A day in between that no rule names begins it anew.
        var apart = history with { Stays = [stays[0], stays[1] with { From = 184 }] };
        Assert.Equal(First.AddDays(184), new DutyTargets(Tier.Standard, Audience.AllWorkers, [both]).Since(StandingOf(apart, First.AddDays(200), null)));
    }

    [Fact]
    public void Who_has_owed_it_as_everybody_did_goes_on_owing_it_where_the_first_rule_means_the_person()
    {
        var history = new History([(0, 0, 400)], [new(0, 0, 209, -1, -1), new(1, 210, 400, -1, -1)], [], [(-1, 900), (-1, 900)], []);
        var first = DecisionOf(1, First.AddDays(214), [new Rule(1, -1, -1)]);
        Assert.Equal(DateOnly.MinValue, new DutyTargets(Tier.Standard, Audience.AllWorkers, [first]).Since(StandingOf(history, First.AddDays(220), null)));
        // Who came after it is asked from that day.
        Assert.Equal(First.AddDays(214), new DutyTargets(Tier.Standard, Audience.AllWorkers, [DecisionOf(1, First.AddDays(100), [new Rule(1, 0, -1)]), DecisionOf(2, First.AddDays(214), [new Rule(1, -1, -1)])]).Since(StandingOf(history, First.AddDays(220), null)));
    }

    [Fact]
    public void Another_kind_of_employment_that_another_rule_names_is_no_new_beginning()
    {
        var history = new History([(0, 0, 99), (1, 100, 400)], [], [], [(-1, 900), (-1, 900)], []);
        var each = DecisionOf(1, First.AddDays(5), [new Rule(-1, -1, 0), new Rule(-1, -1, 1)]);
        Assert.Equal(DateOnly.MinValue, new DutyTargets(Tier.Standard, Audience.AllWorkers, [each]).Since(StandingOf(history, First.AddDays(150), null)));
        Assert.Equal(First.AddDays(100), new DutyTargets(Tier.Standard, Audience.AllWorkers, [DecisionOf(1, First.AddDays(5), [new Rule(-1, -1, 1)])]).Since(StandingOf(history, First.AddDays(150), null)));
    }

    [Fact]
    public void A_use_counts_from_the_first_day_of_its_system_until_its_last()
    {
        var history = new History([(0, 0, 400)], [], [new(0, 0, 300, -1, -1)], [(40, 80), (-1, 900)], []);
        var rule = DecisionOf(1, First, [new Rule(-1, 0, -1)]);
        DateOnly? On(int day) => new DutyTargets(Tier.Standard, Audience.AllWorkers, [rule]).Since(StandingOf(history, First.AddDays(day), null));
        Assert.Equal((null, First.AddDays(40), First.AddDays(40), null), (On(39), On(40), On(80), On(81)));
    }

    [Theory]
    [InlineData(Tier.Procedure, Audience.AllStaff)]
    [InlineData(Tier.Procedure, Audience.Granted)]
    [InlineData(Tier.Standard, Audience.Granted)]
    public void Rules_of_a_procedure_bind_and_free_nobody_and_neither_do_any_where_a_grant_binds(Tier tier, Audience audience)
    {
        var targets = new DutyTargets(tier, audience, [DecisionOf(1, First, [new Rule(0, 0, 0)])]);
        Assert.True(targets.IsEverybody);
        Assert.True(targets.At(Audience.AllStaff, DateTimeOffset.MaxValue).IsEverybody);
        Assert.Equal(DateOnly.MinValue, targets.Since(StandingOf(new History([(0, 0, 9)], [], [], [(-1, 90), (-1, 90)], []), First, null)));
    }

    private static TargetStanding StandingOf(History history, DateOnly day, DateTimeOffset? knownAt) => TargetStanding.Of(
        history.Kinds.Select(row => new Employment { Id = default, PersonId = Someone, Kind = (EmploymentKind)row.Kind, From = First.AddDays(row.From), Until = First.AddDays(row.Until), RecordedAt = Before }),
        history.Stays.Select(row => Withdrawn(new Assignment { Id = default, PersonId = Someone, DepartmentId = Departments[row.What], From = First.AddDays(row.From), Until = First.AddDays(row.Until), RecordedAt = Recorded(row) }, row, one => one.Withdraw)),
        history.Uses.Select(row => Withdrawn(new SystemUse { Id = default, PersonId = Someone, SystemId = Systems[row.What], From = First.AddDays(row.From), Until = First.AddDays(row.Until), RecordedAt = Recorded(row) }, row, one => one.Withdraw)),
        Systems.Select((id, at) => new InformationSystem { Id = id, Code = id.ToString(), Name = "システム", From = history.Lives[at].From < 0 ? null : First.AddDays(history.Lives[at].From), Until = First.AddDays(history.Lives[at].Until) }).ToDictionary(system => system.Id),
        day, knownAt);

    private static DateTimeOffset Recorded(Stay row) => row.Recorded < 0 ? Before : TokyoTime.StartOf(First.AddDays(row.Recorded));

    private static T Withdrawn<T>(T made, Stay row, Func<T, Action<DateTimeOffset>> withdraw)
    {
        if (row.Withdrawn >= 0 && row.Withdrawn > row.Recorded)
            withdraw(made)(TokyoTime.StartOf(First.AddDays(row.Withdrawn)));
        return made;
    }

    // One after the other, with or without days between: employments do not overlap.
    private static (int Kind, int From, int Until)[] Employed((int Kind, int Gap, int Days)[] kinds)
    {
        var (rows, next) = (new List<(int, int, int)>(), 0);
        foreach (var (kind, gap, days) in kinds)
        {
            var from = next + int.Max(gap, 0);
            rows.Add((kind, from, from + days));
            next = from + days + 1;
        }
        return [.. rows];
    }

    private static TargetDecision DecisionOf(int number, DateOnly day, Rule[] rules)
    {
        var decision = new TargetDecision { Id = default, DocumentId = default, Number = number, DecidedBy = default, DecidedAt = TokyoTime.StartOf(day).AddHours(9) };
        decision.Rules.AddRange(rules.Select((rule, at) => new TargetRule
        {
            DecisionId = default, Ordinal = at + 1, DepartmentId = rule.Department < 0 ? null : Departments[rule.Department], SystemId = rule.System < 0 ? null : Systems[rule.System],
            Employment = rule.Employment < 0 ? null : (EmploymentKind)rule.Employment,
        }));
        return decision;
    }

    private sealed record Rule(int Department, int System, int Employment);

    private sealed record Stay(int What, int From, int Until, int Recorded, int Withdrawn)
    {
        public bool Covers(int day) => From <= day && day <= Until;
    }

    /// <summary>What there is about somebody, in days from the first.</summary>
    private sealed record History((int Kind, int From, int Until)[] Kinds, Stay[] Stays, Stay[] Uses, (int From, int Until)[] Lives, (Rule[] Rules, int Day)[] Decided)
    {
        public bool Works(int day) => Kinds.Any(row => row.From <= day && day <= row.Until);

        /// <summary>Looks at one day after the other.</summary>
        public int? BoundSince(int on, bool asOfThen)
        {
            int? since = null;
            for (var day = on; day >= 0 && Works(day) && IsMeant(day, on, asOfThen); day--)
                since = day;
            return since;
        }

        private bool IsMeant(int day, int on, bool asOfThen)
        {
            var held = Decided.LastOrDefault(one => one.Day <= day).Rules;
            return held is null || held.Length == 0 || held.Any(rule =>
                (rule.Employment < 0 || Kinds.Any(row => row.Kind == rule.Employment && row.From <= day && day <= row.Until))
                && (rule.Department < 0 || Stays.Any(row => row.What == rule.Department && row.Covers(day) && Counts(row, on, asOfThen)))
                && (rule.System < 0 || (Lives[rule.System].From <= day && day <= Lives[rule.System].Until && Uses.Any(row => row.What == rule.System && row.Covers(day) && Counts(row, on, asOfThen)))));
        }

        // On record, and not from before the person last left.
        private bool Counts(Stay row, int on, bool asOfThen)
        {
            var withdrawn = row.Withdrawn >= 0 && row.Withdrawn > row.Recorded;
            if (asOfThen ? row.Recorded > on || (withdrawn && row.Withdrawn <= on) : withdrawn)
                return false;
            for (var day = 1; day <= on; day++)
                if (Works(day - 1) && !Works(day) && row.Recorded < day)
                    return false;
            return true;
        }
    }
}
