using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

/// <summary>Grants are gone through every half-year, from the last review or from the oldest of them.</summary>
public sealed class GrantReviewingTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Gen<(int Granted, int? Until, bool Ended)[]> Grants = Gen.Select(
        Gen.Int[-900, 0], Gen.Int[-30, 30].Select(day => day > 20 ? (int?)null : day), Gen.Int[0, 3].Select(ended => ended == 0)).Array[0, 6];

    [Fact]
    public void A_review_is_due_half_a_year_after_the_last_or_after_the_oldest_grant_that_is_gone_through_whichever_is_later() =>
        Gen.Select(Grants, Gen.Int[-900, 300].Select(day => day > 0 ? (int?)null : day)).Sample((planned, last) =>
        {
            var due = GrantReviewing.DueOn(planned.Select(Grant), last is { } day ? Today.AddDays(day) : null, Today);
            var open = planned.Where(grant => !grant.Ended && (grant.Until ?? 0) >= 0).ToList();
            DateOnly? expected = open.Count == 0 ? null : Today.AddDays(Math.Max(open.Min(grant => grant.Granted), last ?? int.MinValue)).AddMonths(6);
            Assert.Equal(expected, due);
            Assert.Equal(open.Count, GrantReviewing.ToReview(planned.Select(Grant), Today).Count());
        }, iter: 5_000);

    [Fact]
    public void After_a_review_none_is_due_for_half_a_year() => Grants.Sample(planned =>
    {
        var due = GrantReviewing.DueOn(planned.Select(Grant), Today, Today);
        Assert.True(due is null || due >= Today.AddMonths(6));
    }, iter: 2_000);

    [Theory]
    [InlineData("2026-08-31", "2027-02-28")]
    [InlineData("2026-03-31", "2026-09-30")]
    [InlineData("2026-04-01", "2026-10-01")]
    public void Half_a_year_ends_with_the_month_where_the_day_is_missing(string last, string due) =>
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
            GrantReviewing.DueOn([Grant((-900, null, false))], DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture), Today));

    [Theory]
    [InlineData("2026-04-01", "2027-03-31")]
    [InlineData("2026-12-31", "2027-03-31")]
    [InlineData("2027-01-01", "2028-03-31")]
    [InlineData("2027-03-31", "2028-03-31")]
    public void The_end_that_is_proposed_is_that_of_the_fiscal_year_and_three_months_away_at_least(string day, string end) =>
        Assert.Equal(DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture), NeedToKnowGrant.UsualEnd(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_newcomer_waits_neither_before_having_come_nor_before_the_grant_was_given_and_holds() =>
        Gen.Select(Gen.Int[-900, 0], Gen.Int[-900, 30]).Sample((granted, came) =>
        {
            var stay = new Assignment { Id = default, PersonId = default, DepartmentId = default(DepartmentId), From = Today.AddDays(came), RecordedAt = TokyoTime.StartOf(Today) };
            Assert.Equal(Today.AddDays(Math.Max(granted, came)), Grant((granted, null, false)).WaitsSince(stay));
        }, iter: 500);

    private static NeedToKnowGrant Grant((int Granted, int? Until, bool Ended) planned)
    {
        var at = TokyoTime.StartOf(Today.AddDays(planned.Granted));
        var grant = new NeedToKnowGrant
        {
            Id = default, DocumentId = default, PersonId = default(PersonId), Reason = SealedText.Empty, From = Today.AddDays(planned.Granted),
            Until = planned.Until is { } until ? Today.AddDays(until) : DateOnly.MaxValue, GrantedBy = default, GrantedAt = at,
        };
        if (planned.Ended)
            grant.End(default, at, SealedText.Empty);
        return grant;
    }
}
