using CcsPolicy.Web.DemoData;
using Xunit;

namespace CcsPolicy.Web.Tests.DemoData;

public sealed class DemoRosterTests
{
    private static readonly DemoYear Year = new(new DateOnly(2026, 11, 24));

    [Fact]
    public void There_are_eight_departments_and_sixty_people()
    {
        Assert.Equal(8, DemoRoster.Departments.Length);
        Assert.Equal(60, DemoRoster.Read(Year).Length);
    }

    [Fact]
    public void Every_kind_of_employment_is_there()
    {
        var kinds = DemoRoster.Read(Year).CountBy(person => person.Employment.What).ToDictionary();
        Assert.Equal(["受託事業者", "契約職員", "役員", "派遣", "職員", "臨時職員"], kinds.Keys.Order(StringComparer.Ordinal));
        Assert.All(kinds.Values, count => Assert.True(count >= 4));
    }

    [Fact]
    public void Names_and_staff_numbers_are_given_once()
    {
        var people = DemoRoster.Read(Year);
        Assert.Equal(people.Length, people.DistinctBy(person => person.StaffNumber).Count());
        Assert.Equal(people.Length, people.DistinctBy(person => person.Name).Count());
        Assert.All(people, person => Assert.Contains(' ', person.Kana));
    }

    [Fact]
    public void Stays_name_departments_and_posts_that_exist()
    {
        var departments = DemoRoster.Departments.Select(department => department.Name).ToHashSet();
        var posts = DemoRoster.Posts.Select(post => post.Name).ToHashSet();
        Assert.All(DemoRoster.Posts, post => Assert.True(post.Department is null || departments.Contains(post.Department)));
        Assert.All(DemoRoster.Read(Year).SelectMany(person => person.Departments), stay => Assert.Contains(stay.What, departments));
        Assert.All(DemoRoster.Read(Year).SelectMany(person => person.Posts), stay => Assert.Contains(stay.What, posts));
    }

    [Fact]
    public void Nobody_stays_longer_than_employed() =>
        Assert.All(DemoRoster.Read(Year), person =>
            Assert.All(person.Departments.Concat(person.Posts).Concat(person.Roles), stay =>
            {
                Assert.True(stay.From >= person.Employment.From, person.Name);
                Assert.True((stay.Until ?? DateOnly.MaxValue) <= (person.Employment.Until ?? DateOnly.MaxValue), person.Name);
            }));

    [Fact]
    public void Posts_that_one_person_fills_are_held_by_one_person_a_day() =>
        Assert.All(
            DemoRoster.Posts.Select(post => post.Name).Except(["理事", "監事"]),
            post => Assert.Single(DemoRoster.Read(Year).SelectMany(person => person.Posts), stay => stay.What == post && stay.InForceOn(Year.Today)));

    [Fact]
    public void Somebody_moved_left_came_and_holds_two_posts()
    {
        var people = DemoRoster.Read(Year);
        var april = new DateOnly(2026, 4, 1);
        Assert.True(people.Count(person => person.Departments.Length == 2 && person.Departments[1].From == april) >= 3);
        Assert.Contains(people, person => person.Employment.Until == new DateOnly(2026, 3, 31));
        Assert.Contains(people, person => person.Employment.From == april);
        Assert.Contains(people, person => person.Posts.Count(post => post.InForceOn(Year.Today)) == 2);
    }

    [Fact]
    public void There_is_an_account_for_each_role() =>
        Assert.Equal(
            ["admin", "auditor", "ciso", "contractor", "custodian", "deputy", "manager", "officer", "staff"],
            DemoRoster.Read(Year).Select(person => person.Account).OfType<string>().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(2026, 4, 1)]
    [InlineData(2027, 3, 31)]
    [InlineData(2031, 1, 5)]
    public void Accounts_belong_to_people_who_work_there_on_any_day_of_any_year(int year, int month, int day)
    {
        var then = new DemoYear(new DateOnly(year, month, day));
        Assert.All(DemoRoster.Read(then).Where(person => person.Account is not null), person => Assert.True(person.Employment.InForceOn(then.Today)));
    }
}
