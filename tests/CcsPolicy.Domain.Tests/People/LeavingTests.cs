using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Xunit;

namespace CcsPolicy.Domain.Tests.People;

public sealed class LeavingTests
{
    private static readonly PersonId Someone = new(Guid.NewGuid());
    private static readonly DocumentId Procedure = new(Guid.NewGuid());
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Fact]
    public void A_contract_renewed_in_time_a_correction_and_a_first_day_to_come_are_no_leaving()
    {
        Assert.Equal(DateTimeOffset.MinValue, Leaving.LastOf([Row(Day(2020, 4, 1), new(2020, 4, 1), new(2026, 3, 31)), Row(Day(2026, 3, 20), new(2026, 4, 1))], Today));
        var wrong = Row(Day(2020, 4, 1), new(2020, 4, 1));
        wrong.Withdraw(Day(2026, 5, 1));
        Assert.Equal(DateTimeOffset.MinValue, Leaving.LastOf([wrong, Row(Day(2026, 5, 1), new(2020, 5, 1))], Today));
        Assert.Equal(DateTimeOffset.MinValue, Leaving.LastOf([Row(Day(2026, 3, 1), new(2026, 4, 1))], Today));
        Assert.Equal(DateTimeOffset.MinValue, Leaving.LastOf([Row(Day(2026, 3, 1), new(2026, 4, 1), Today)], Today));
    }

    [Fact]
    public void Somebody_works_here_since_the_first_of_contracts_without_a_day_between()
    {
        var (first, second, third) = (Row(Day(2020, 4, 1), new(2020, 4, 1), new(2023, 3, 30)), Row(Day(2023, 4, 1), new(2023, 4, 1), new(2026, 3, 31)), Row(Day(2026, 3, 20), new(2026, 4, 1)));
        Assert.Equal(new(2023, 4, 1), new[] { first, second, third }.SinceWithoutBreak(third));
        second.Withdraw(Day(2026, 4, 1));
        Assert.Equal(new(2026, 4, 1), new[] { first, second, third }.SinceWithoutBreak(third));
    }

    [Fact]
    public void Who_was_recorded_as_gone_has_left_even_when_the_days_are_closed_up_afterwards()
    {
        // Ended yesterday, recorded anew from today.
        Assert.Equal(Day(2026, 11, 29), Leaving.LastOf([Row(Day(2020, 4, 1), new(2020, 4, 1), Today.AddDays(-1)), Row(Day(2026, 11, 29).AddHours(9), Today)], Today));
        // The last day is taken back a month later.
        var (first, ended) = (Row(Day(2020, 4, 1), new(2020, 4, 1)), Row(Day(2026, 9, 1), new(2020, 4, 1), new(2026, 8, 31)));
        first.Withdraw(Day(2026, 9, 1));
        ended.Withdraw(Day(2026, 10, 1));
        Assert.Equal(Day(2026, 9, 1), Leaving.LastOf([first, ended, Row(Day(2026, 10, 1), new(2020, 4, 1))], Today));
    }

    [Fact]
    public void What_was_given_before_leaving_does_not_come_back_with_another_employment()
    {
        var (given, again) = (Day(2026, 4, 1), Day(2026, 11, 29).AddHours(9));
        Employment[] employments = [Row(given, new(2020, 4, 1), Today.AddDays(-1)), Row(again, Today)];
        var (deputy, stay) = (Stay(given, Role.CisoDeputy), Stay(given, null));
        var back = Of(employments, deputy, stay);
        Assert.True(back.IsWorker);
        Assert.False(back.SeesCatalogue);
        Assert.Empty(back.Assignments);
        Assert.True(Of([Row(given, new(2020, 4, 1))], deputy, stay).SeesCatalogue);
        Assert.True(Of(employments, Stay(again, Role.CisoDeputy)).SeesCatalogue);

        Assert.False(NeedToKnow.Opens(Grant(given), back));
        Assert.True(NeedToKnow.Opens(Grant(again), back));
        Assert.True(NeedToKnow.Opens(Grant(given), Of([Row(given, new(2020, 4, 1))])));

        Assert.False(new Custody(Someone, given, []).IsKeptBy(Someone, Today, back.Left));
        Assert.True(new Custody(Someone, again, []).IsKeptBy(Someone, Today, back.Left));
    }

    private static Reader Of(Employment[] employments, params Assignment[] assignments) =>
        Reader.Of(new Person { Id = Someone, StaffNumber = "1", Name = "甲", Kana = "こう" }, employments, assignments, [], [], Today);

    private static NeedToKnowGrant Grant(DateTimeOffset at) => new()
    {
        Id = new(Guid.NewGuid()), DocumentId = Procedure, PersonId = Someone, Reason = SealedText.Empty, From = new(2026, 4, 1), Until = new(2027, 3, 31), GrantedBy = Someone, GrantedAt = at,
    };

    private static Employment Row(DateTimeOffset recorded, DateOnly from, DateOnly? until = null) =>
        new() { Id = new(Guid.NewGuid()), PersonId = Someone, Kind = EmploymentKind.Employee, From = from, Until = until, RecordedAt = recorded };

    private static Assignment Stay(DateTimeOffset recorded, Role? role) =>
        new() { Id = new(Guid.NewGuid()), PersonId = Someone, Role = role, DepartmentId = role is null ? new(Guid.NewGuid()) : null, From = new(2020, 4, 1), RecordedAt = recorded };

    private static DateTimeOffset Day(int year, int month, int day) => TokyoTime.StartOf(new(year, month, day));
}
