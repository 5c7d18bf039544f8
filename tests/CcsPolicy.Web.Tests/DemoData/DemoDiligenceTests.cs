using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.DemoData;
using Xunit;

namespace CcsPolicy.Web.Tests.DemoData;

public sealed class DemoDiligenceTests
{
    private static readonly DemoYear Year = new(new DateOnly(2026, 11, 24));
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
    private static readonly DemoAsking Policy = new("basic-policy-3", new DateOnly(2025, 10, 1), null);

    [Fact]
    public void Most_people_answer_some_late_and_a_few_never()
    {
        var people = DemoRoster.Read(Year).Where(person => person.Employment.InForceOn(Year.Today)).ToList();
        var answers = people.Select(person => Answer(person, Policy, 1)).ToList();
        Assert.InRange(answers.Count(answer => answer is null), 3, people.Count / 3);
        Assert.InRange(answers.Count(answer => answer is { } at && TokyoTime.DateOf(at) > Policy.From.AddDays(21)), 3, people.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_answers_and_another_one_others()
    {
        var people = DemoRoster.Read(Year);
        Assert.Equal(people.Select(person => Answer(person, Policy, 1)), people.Select(person => Answer(person, Policy, 1)));
        Assert.NotEqual(people.Select(person => Answer(person, Policy, 1)), people.Select(person => Answer(person, Policy, 2)));
    }

    [Fact]
    public void Nobody_answers_before_being_asked_after_leaving_or_in_the_future()
    {
        foreach (var person in DemoRoster.Read(Year))
            for (var seed = 0; seed < 50; seed++)
                if (Answer(person, Policy, seed) is { } at)
                {
                    var day = TokyoTime.DateOf(at);
                    Assert.True(at <= Now);
                    Assert.True(day >= Policy.From);
                    Assert.True(person.Employment.InForceOn(day));
                    Assert.False(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
                }
    }

    [Fact]
    public void An_edition_that_was_replaced_is_not_acknowledged_afterwards()
    {
        var asking = Policy with { Until = new DateOnly(2025, 10, 10) };
        foreach (var person in DemoRoster.Read(Year))
            Assert.False(Answer(person, asking, 1) is { } at && TokyoTime.DateOf(at) > asking.Until);
    }

    [Fact]
    public void The_staff_account_has_read_the_former_policy_and_not_the_new_one()
    {
        var staff = DemoRoster.Read(Year).Single(person => person.Account == "staff");
        Assert.Null(Answer(staff, Policy, 1));
        Assert.NotNull(Answer(staff, new DemoAsking("basic-policy-2", new DateOnly(2025, 4, 1), new DateOnly(2025, 9, 30)), 1));
    }

    [Theory]
    [InlineData("2026-03-27", 0, "2026-03-27")]
    [InlineData("2026-03-27", 1, "2026-03-30")]
    [InlineData("2026-03-28", 0, "2026-03-30")]
    [InlineData("2025-12-26", 1, "2026-01-05")]
    public void Weekends_and_New_Year_are_passed_over(string from, int after, string day) =>
        Assert.Equal(Day(day), DemoDiligence.WorkingDay(Day(from), after));

    private static DateTimeOffset? Answer(DemoPerson person, DemoAsking asking, int seed) => new DemoDiligence(seed, Now).AnswerOf(person, asking);

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd");
}
