using CcsPolicy.Domain.Basics;
using Xunit;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class EraDateTests
{
    public static IEnumerable<DateOnly> EveryDay()
    {
        for (var day = EraDate.First; day.Year <= 2100; day = day.AddDays(1)) yield return day;
    }

    [Fact]
    public void Every_day_from_1868_to_2100_is_read_back_from_each_form_it_is_written_in()
    {
        foreach (var day in EveryDay())
        {
            foreach (var written in new[] { EraDateText.InEra(day), EraDateText.Western(day), $"{day:yyyy-MM-dd}", $"{day:yyyyMMdd}" })
            {
                var read = EraDateText.Parse(written);
                Assert.True(read.Succeeded, written);
                Assert.Equal(day, read.Value.Date);
                Assert.Equal(DateDoubt.None, read.Value.Doubt);
                Assert.Equal((EraDateText.InEra(day), EraDateText.Western(day)), (read.Value.InEra, read.Value.Western));
            }
        }
    }

    [Fact]
    public void Every_day_is_in_exactly_the_era_that_began_last()
    {
        foreach (var day in EveryDay())
        {
            var era = EraDate.Of(day)!.Value;
            Assert.Equal(day, era.ToDate());
            Assert.True(era.IsWithinEra);
            Assert.True(EraDate.BeginOf(era.Era) <= day);
            if (era.Era < JapaneseEra.Reiwa) Assert.True(day < EraDate.BeginOf(era.Era + 1));
        }
    }

    [Fact]
    public void Days_before_Meiji_are_written_in_western_form()
    {
        var day = new DateOnly(1868, 1, 24);
        Assert.Null(EraDate.Of(day));
        Assert.Equal("1868年1月24日", EraDateText.InEra(day));
    }

    [Theory]
    [InlineData("令和元年5月1日", 2019, 5, 1)]
    [InlineData("令和1年5月1日", 2019, 5, 1)]
    [InlineData("令和7年3月28日", 2025, 3, 28)]
    [InlineData("令和７年３月２８日", 2025, 3, 28)]
    [InlineData("令和七年三月二十八日", 2025, 3, 28)]
    [InlineData("令和七年三月二八日", 2025, 3, 28)]
    [InlineData("昭和二七年六月一〇日", 1952, 6, 10)]
    [InlineData("平成三十一年四月一日", 2019, 4, 1)]
    [InlineData("明治四十年四月二十四日", 1907, 4, 24)]
    [InlineData("二〇二五年三月二十八日", 2025, 3, 28)]
    [InlineData("西暦2025年3月28日", 2025, 3, 28)]
    [InlineData("平成 28 年 11 月 28 日", 2016, 11, 28)]
    [InlineData("R7.3.28", 2025, 3, 28)]
    [InlineData("r7.3.28", 2025, 3, 28)]
    [InlineData("Ｒ７．３．２８", 2025, 3, 28)]
    [InlineData("令7.3.28", 2025, 3, 28)]
    [InlineData("H28年11月28日", 2016, 11, 28)]
    [InlineData("S63/12/31", 1988, 12, 31)]
    [InlineData("㍻28年11月28日", 2016, 11, 28)]
    [InlineData("2025/3/28", 2025, 3, 28)]
    [InlineData("2025-03-28", 2025, 3, 28)]
    [InlineData("2025.3.28", 2025, 3, 28)]
    [InlineData("２０２５／３／２８", 2025, 3, 28)]
    [InlineData(" 20250328 ", 2025, 3, 28)]
    [InlineData("明治45年7月30日", 1912, 7, 30)]
    [InlineData("大正元年7月30日", 1912, 7, 30)]
    [InlineData("大正15年12月25日", 1926, 12, 25)]
    public void A_form_reads_what_people_type(string typed, int year, int month, int day)
    {
        var read = EraDateText.Parse(typed);
        Assert.True(read.Succeeded);
        Assert.Equal((new DateOnly(year, month, day), DateDoubt.None), (read.Value.Date, read.Value.Doubt));
    }

    [Theory]
    [InlineData("平成32年3月31日", 2020, 3, 31, "令和2年3月31日")]
    [InlineData("平成31年5月1日", 2019, 5, 1, "令和元年5月1日")]
    [InlineData("平成元年1月7日", 1989, 1, 7, "昭和64年1月7日")]
    [InlineData("昭和64年1月8日", 1989, 1, 8, "平成元年1月8日")]
    public void An_era_that_did_not_run_on_the_day_gives_the_true_day_and_a_doubt(string typed, int year, int month, int day, string era)
    {
        var read = EraDateText.Parse(typed).Value;
        Assert.Equal((new DateOnly(year, month, day), DateDoubt.OutsideEra, era), (read.Date, read.Doubt, read.InEra));
    }

    [Theory]
    [InlineData("令和5年2月30日", "date.impossible")]
    [InlineData("2023/2/29", "date.impossible")]
    [InlineData("令和5年13月1日", "date.impossible")]
    [InlineData("令和0年1月1日", "date.impossible")]
    [InlineData("20231301", "date.impossible")]
    [InlineData("9999-12-31", "date.too-far")]
    [InlineData("99991231", "date.too-far")]
    [InlineData("3000/1/1", "date.too-far")]
    [InlineData("令和982年1月1日", "date.too-far")]
    [InlineData("9999-02-30", "date.impossible")]
    [InlineData("", "date.unreadable")]
    [InlineData(null, "date.unreadable")]
    [InlineData("令和5年", "date.unreadable")]
    [InlineData("令和5年度", "date.unreadable")]
    [InlineData("きのう", "date.unreadable")]
    [InlineData("2025/3-28", "date.unreadable")]
    [InlineData("2025.3.28.1", "date.unreadable")]
    [InlineData("令和5年4月1日から", "date.unreadable")]
    public void What_is_no_date_is_refused_with_a_reason(string? typed, string code) =>
        Assert.Equal(code, EraDateText.Parse(typed).Error?.Code);

    [Fact]
    public void Same_year_and_same_month_are_read_from_the_date_before()
    {
        const string text = "この規程は、令和7年4月1日から施行する。ただし、第5条の規定は、同年10月1日から、第6条の規定は同月15日から、第7条の規定は翌年1月4日から施行する。";
        Assert.Equal([new DateOnly(2025, 4, 1), new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 15), new DateOnly(2026, 1, 4)],
            EraDateText.FindAll(text).Select(d => d.Date!.Value));
        Assert.Empty(EraDateText.FindAll("同年10月1日から施行する。"));
    }

    [Theory]
    [InlineData("平成28年度の予算")]
    [InlineData("令和2年3月に策定した")]
    [InlineData("平成15年法律第57号")]
    [InlineData("電話は086-123-4567へ")]
    [InlineData("版数1.2.3及び3.2.1")]
    [InlineData("第12025/3/28号")]
    public void Words_with_numbers_are_not_dates(string text) => Assert.Empty(EraDateText.FindAll(text));

    [Fact]
    public void A_date_is_found_where_it_stands()
    {
        const string text = "前略（平成16年3月31日訓令第5号）";
        var found = Assert.Single(EraDateText.FindAll(text));
        Assert.Equal("平成16年3月31日", text.Substring(found.Start, found.Length));
    }

    [Fact]
    public void Numbers_are_written_in_kanji_and_read_back()
    {
        for (var n = 1; n <= 9999; n++)
        {
            var at = 0;
            var kanji = EraNumeral.Kanji(n);
            Assert.True(EraNumeral.TryRead(kanji, ref at, out var read));
            Assert.Equal((n, kanji.Length), (read, at));
        }
    }
}
