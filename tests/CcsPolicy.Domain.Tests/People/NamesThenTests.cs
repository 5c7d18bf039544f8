using CcsPolicy.Domain.People;
using Xunit;

namespace CcsPolicy.Domain.Tests.People;

/// <summary>その日の名称。</summary>
public sealed class NamesThenTests
{
    private static readonly DepartmentId Office = DepartmentId.From(Guid.Parse("0198aaaa-0000-7000-8000-000000000001"));
    private static readonly DateTimeOffset Known = new(2026, 4, 10, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2019-03-31", "庶務課")]
    [InlineData("2019-04-01", "総務課")]
    [InlineData("2025-03-31", "総務課")]
    [InlineData("2025-04-01", "企画課")]
    public void A_day_has_the_name_whose_last_day_is_the_next(string day, string name) =>
        Assert.Equal(name, new NamesThen([Former("総務課", "2025-03-31"), Former("庶務課", "2019-03-31")], DateOnly.Parse(day, null)).Of(Office, "企画課"));

    [Fact]
    public void A_withdrawn_name_counts_only_for_what_was_known_before_it_was_withdrawn()
    {
        var mistaken = Former("総務課", "2025-03-31");
        mistaken.Withdraw(Known);
        Assert.Equal("企画課", new NamesThen([mistaken], new(2024, 4, 1)).Of(Office, "企画課"));
        Assert.Equal("総務課", new NamesThen([mistaken], new(2024, 4, 1), Known).Of(Office, "企画課"));
    }

    [Fact]
    public void What_was_known_before_a_renaming_was_recorded_bore_the_name_that_it_ended()
    {
        var recorded = Former("総務課", "2026-03-31");
        Assert.Equal("企画課", new NamesThen([recorded], new(2026, 4, 5)).Of(Office, "企画課"));
        Assert.Equal("総務課", new NamesThen([recorded], new(2026, 4, 5), recorded.RecordedAt).Of(Office, "企画課"));
        Assert.Equal("企画課", new NamesThen([recorded], new(2026, 4, 5), recorded.RecordedAt.AddTicks(1)).Of(Office, "企画課"));
    }

    [Fact]
    public void What_was_never_renamed_bears_the_name_of_now() => Assert.Equal("企画課", new NamesThen([], new(1990, 1, 1)).Of(Office, "企画課"));

    private static FormerName Former(string name, string until) => new()
    {
        Id = FormerNameId.From(Guid.NewGuid()), DepartmentId = Office, Name = name, Until = DateOnly.Parse(until, null), RecordedAt = Known.AddDays(-1),
    };
}
