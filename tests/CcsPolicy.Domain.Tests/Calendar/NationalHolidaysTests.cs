using System.Globalization;
using CcsPolicy.Domain.Calendar;
using Xunit;

namespace CcsPolicy.Domain.Tests.Calendar;

public sealed class NationalHolidaysTests
{
    /// <summary>As the calendars of these years had them.</summary>
    [Theory]
    [InlineData(1948, "9/23 11/3 11/23")]
    [InlineData(1959, "1/1 1/15 3/21 4/10 4/29 5/3 5/5 9/24 11/3 11/23")]
    [InlineData(1973, "1/1 1/15 2/11 3/21 4/29 4/30 5/3 5/5 9/15 9/23 9/24 10/10 11/3 11/23")]
    [InlineData(1988, "1/1 1/15 2/11 3/20 3/21 4/29 5/3 5/4 5/5 9/15 9/23 10/10 11/3 11/23")]
    [InlineData(1989, "1/1 1/2 1/15 1/16 2/11 2/24 3/21 4/29 5/3 5/4 5/5 9/15 9/23 10/10 11/3 11/23 12/23")]
    [InlineData(2008, "1/1 1/14 2/11 3/20 4/29 5/3 5/4 5/5 5/6 7/21 9/15 9/23 10/13 11/3 11/23 11/24 12/23")]
    [InlineData(2009, "1/1 1/12 2/11 3/20 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 11/3 11/23 12/23")]
    [InlineData(2019, "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23")]
    [InlineData(2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23")]
    [InlineData(2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23")]
    [InlineData(2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23")]
    [InlineData(2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23")]
    public void A_year_has_these_and_no_others(int year, string expected) =>
        Assert.Equal(expected, string.Join(' ', NationalHolidays.Of(year).Order().Select(day => day.ToString("M'/'d", CultureInfo.InvariantCulture))));

    /// <summary>The formulas by which calendars reckon: 春分 = ⌊20.8431 + 0.242194 (y − 1980)⌋ − ⌊(y − 1980) / 4⌋, 秋分 with 23.2488.</summary>
    [Fact]
    public void The_equinoxes_of_a_century_and_a_half_are_those_of_the_usual_formulas()
    {
        for (var year = 1949; year < 2100; year++)
        {
            var (spring, autumn) = year < 1980 ? (20.8357, 23.2588) : (20.8431, 23.2488);
            int Day(double first) => (int)(first + (0.242194 * (year - 1980))) - ((year - (year < 1980 ? 1983 : 1980)) / 4);
            Assert.True(NationalHolidays.Contains(new(year, 3, Day(spring))), $"{year}-03-{Day(spring)}");
            Assert.True(NationalHolidays.Contains(new(year, 9, Day(autumn))), $"{year}-09-{Day(autumn)}");
        }
    }

    [Fact]
    public void Any_year_has_some_and_before_the_act_there_are_none()
    {
        Assert.Empty(NationalHolidays.Of(1947));
        Assert.All([2200, 2500, 9998], year => Assert.InRange(NationalHolidays.Of(year).Count, 16, 20));
    }
}
