using System.Globalization;

namespace CcsPolicy.Web.Shell.Ui;

/// <summary>日付の表示。A day as people read it: era and western in Japanese, plain in English.</summary>
public static class ShownDate
{
    private static readonly (DateOnly From, string Name)[] Eras =
    [
        (new(2019, 5, 1), "令和"), (new(1989, 1, 8), "平成"), (new(1926, 12, 25), "昭和"), (new(1912, 7, 30), "大正"), (new(1868, 1, 25), "明治"),
    ];

    private static readonly string[] Weekdays = ["日", "月", "火", "水", "木", "金", "土"];

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>令和8年4月1日, or in English 1 April 2026.</summary>
    public static string Of(DateOnly day, bool weekday = false) => English
        ? day.ToString(weekday ? "ddd d MMMM yyyy" : "d MMMM yyyy", CultureInfo.InvariantCulture)
        : Era(day) + (weekday ? $"({Weekdays[(int)day.DayOfWeek]})" : "");

    /// <summary>令和8年4月1日; the first year of an era is 元年. Before Meiji the western form.</summary>
    public static string Era(DateOnly day)
    {
        foreach (var (from, name) in Eras)
        {
            if (day < from) continue;
            var year = day.Year - from.Year + 1;
            return $"{name}{(year == 1 ? "元" : year.ToString(CultureInfo.InvariantCulture))}年{day.Month}月{day.Day}日";
        }

        return day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
    }

    /// <summary>2026-04-01</summary>
    public static string Western(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
