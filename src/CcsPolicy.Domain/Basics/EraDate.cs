namespace CcsPolicy.Domain.Basics;

/// <summary>元号。</summary>
public enum JapaneseEra
{
    /// <summary>明治</summary>
    Meiji,

    /// <summary>大正</summary>
    Taisho,

    /// <summary>昭和</summary>
    Showa,

    /// <summary>平成</summary>
    Heisei,

    /// <summary>令和</summary>
    Reiwa,
}

/// <summary>
/// 和暦の日。A day as year of an era, month and day. The first year is 元年. Days before 1868-01-25 have no era here;
/// the days of 明治 before 1873 are counted in the Gregorian calendar, not in the one that was then in use.
/// </summary>
public readonly record struct EraDate(JapaneseEra Era, int Year, int Month, int Day)
{
    private static readonly DateOnly[] Begins = [new(1868, 1, 25), new(1912, 7, 30), new(1926, 12, 25), new(1989, 1, 8), new(2019, 5, 1)];

    private static readonly string[] Names = ["明治", "大正", "昭和", "平成", "令和"];

    /// <summary>The first day that has an era.</summary>
    public static DateOnly First => Begins[0];

    /// <summary>The day in its own era; null before 明治.</summary>
    public static EraDate? Of(DateOnly date)
    {
        for (var i = Begins.Length - 1; i >= 0; i--)
            if (date >= Begins[i])
                return new EraDate((JapaneseEra)i, date.Year - Begins[i].Year + 1, date.Month, date.Day);
        return null;
    }

    /// <summary>The first day of the era.</summary>
    public static DateOnly BeginOf(JapaneseEra era) => Begins[(int)era];

    /// <summary>明治, 大正, 昭和, 平成 or 令和.</summary>
    public static string NameOf(JapaneseEra era) => Names[(int)era];

    /// <summary>
    /// The day meant, whether or not the era still (or already) ran on it: 平成32年3月31日 is 2020-03-31. Null when there is no such day.
    /// </summary>
    public DateOnly? ToDate() => Year < 1 ? null : DayOrNull(Begins[(int)Era].Year + Year - 1, Month, Day);

    /// <summary>
    /// Whether the era ran on the day. 明治 and 大正 ended on the day on which the next began, 昭和 and 平成 on the day before it.
    /// </summary>
    public bool IsWithinEra => ToDate() is { } date && date >= Begins[(int)Era] && (Era switch
    {
        JapaneseEra.Meiji or JapaneseEra.Taisho => date <= Begins[(int)Era + 1],
        JapaneseEra.Showa or JapaneseEra.Heisei => date < Begins[(int)Era + 1],
        _ => true,
    });

    /// <summary>令和元年5月1日.</summary>
    public override string ToString() => $"{Names[(int)Era]}{(Year == 1 ? "元" : Year)}年{Month}月{Day}日";

    internal static DateOnly? DayOrNull(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}
