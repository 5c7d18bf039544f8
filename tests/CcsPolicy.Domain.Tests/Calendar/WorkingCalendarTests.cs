using CcsPolicy.Domain.Calendar;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 36_500].Select(days => new DateOnly(2000, 1, 1).AddDays(days));

    [Theory]
    [InlineData("2026-04-01", 0, "2026-04-01")]
    [InlineData("2026-04-04", 0, "2026-04-06")]
    [InlineData("2026-04-28", 1, "2026-04-30")]
    [InlineData("2026-05-01", 1, "2026-05-07")]
    [InlineData("2026-12-28", 1, "2027-01-04")]
    [InlineData("2026-09-18", 1, "2026-09-24")]
    [InlineData("2026-11-30", 10, "2026-12-14")]
    public void Weekends_holidays_and_the_turn_of_the_year_do_not_count(string from, int days, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), WorkingCalendar.Usual.After(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days));

    [Fact]
    public void What_is_due_after_so_many_working_days_is_a_working_day_with_so_many_before_it() =>
        Day.Select(Gen.Int[1, 60]).Sample((from, days) =>
        {
            var due = WorkingCalendar.Usual.After(from, days);
            return WorkingCalendar.Usual.IsWorkingDay(due) && WorkingCalendar.Usual.Between(from, due) == days && WorkingCalendar.Usual.Between(due, from) <= 0;
        }, iter: 500);

    [Theory]
    [InlineData("12月29日から1月3日まで", "12月29日から1月3日まで")]
    [InlineData("12/29-1/3", "12月29日から1月3日まで")]
    [InlineData("１２月２９日～翌年１月３日（年末年始）", "12月29日から1月3日まで")]
    [InlineData("10月1日 創立記念日", "10月1日")]
    [InlineData("2027-05-06", "令和9年5月6日")]
    [InlineData("令和9年5月6日\n\n2/29", "令和9年5月6日|2月29日")]
    [InlineData("令和9年12月28日から1月5日まで", "令和9年12月28日から1月5日まで")]
    public void Days_are_read_as_an_office_writes_them_and_written_so_that_they_read_the_same(string lines, string expected)
    {
        var read = ClosedDays.Read(lines);
        Assert.Equal(expected, string.Join('|', read.Value));
        Assert.Equal(read.Value, ClosedDays.Read(string.Join('\n', read.Value)).Value);
    }

    [Theory]
    [InlineData("13月1日")]
    [InlineData("2月30日")]
    [InlineData("2027-02-29")]
    [InlineData("年末年始")]
    [InlineData("12月29日から1月32日まで")]
    [InlineData("1月1日1月2日")]
    public void What_is_no_day_is_refused_with_its_line(string line)
    {
        var refused = ClosedDays.Read("12/29-1/3\n" + line);
        Assert.Equal("calendar.unreadable", refused.Error!.Code);
        Assert.Contains(line, refused.Error.Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_of_one_year_go_over_into_the_next_and_no_further()
    {
        var closed = ClosedDays.Read("令和9年12月28日から1月5日まで").Value[0];
        Assert.Equal((true, true, true, false, false), (closed.Contains(new(2027, 12, 28)), closed.Contains(new(2027, 12, 31)), closed.Contains(new(2028, 1, 5)), closed.Contains(new(2028, 1, 6)), closed.Contains(new(2027, 1, 2))));
    }
}
