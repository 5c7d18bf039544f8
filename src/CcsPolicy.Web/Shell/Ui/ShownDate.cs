using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Shell.Ui;

/// <summary>日付の表示。A day as people read it: era and western in Japanese, plain in English.</summary>
public static class ShownDate
{
    private static readonly string[] Weekdays = ["日", "月", "火", "水", "木", "金", "土"];

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>令和8年4月1日, or in English 1 April 2026.</summary>
    public static string Of(DateOnly day, bool weekday = false) => English
        ? day.ToString(weekday ? "ddd d MMMM yyyy" : "d MMMM yyyy", CultureInfo.InvariantCulture)
        : Era(day) + (weekday ? $"({Weekdays[(int)day.DayOfWeek]})" : "");

    /// <summary>令和8年4月1日; the first year of an era is 元年. Before Meiji the western form.</summary>
    public static string Era(DateOnly day) => EraDateText.InEra(day);

    /// <summary>An instant as the clock in Tokyo shows it: the day as <see cref="Of"/>, and the minute or the second.</summary>
    public static string At(DateTimeOffset instant, bool seconds = false) =>
        $"{Of(TokyoTime.DateOf(instant))} {instant.ToOffset(TokyoTime.Offset).ToString(seconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>A day as it stands in a field to be typed over: as the page beside it shows days in Japanese, 2026-04-01 in English. <see cref="TypedDay"/> reads both.</summary>
    public static string InField(DateOnly day) => English ? Western(day) : Era(day);

    /// <summary>2026-04-01, for machines and addresses.</summary>
    public static string Western(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
