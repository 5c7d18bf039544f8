using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace CcsPolicy.Domain.Calendar;

/// <summary>
/// 国民の祝日。The holidays of the Act on National Holidays (国民の祝日に関する法律, 昭和23年法律第178号) with its substitutes and the days between two holidays, and those that an act of its own made for one year.
/// They are computed for any year as the Act stands now; a change of the Act is a change of the program, until which an office enters the day among those on which it is closed.
/// </summary>
public static class NationalHolidays
{
    /// <summary>The day on which the Act came into force; there were none before it.</summary>
    private static readonly DateOnly First = new(1948, 7, 20);

    /// <summary>From when a holiday on a Sunday is made up for.</summary>
    private static readonly DateOnly FirstSubstitute = new(1973, 4, 12);

    /// <summary>From when a day between two holidays is one.</summary>
    private static readonly DateOnly FirstBetween = new(1985, 12, 27);

    private static readonly ConcurrentDictionary<int, FrozenSet<DateOnly>> Known = new();

    /// <summary>Whether the day is a holiday: named by the Act, its substitute, or between two.</summary>
    public static bool Contains(DateOnly day) => Of(day.Year).Contains(day);

    /// <summary>All of a year.</summary>
    public static IReadOnlySet<DateOnly> Of(int year) => Known.GetOrAdd(year, made => Made(made).ToFrozenSet());

    private static HashSet<DateOnly> Made(int year)
    {
        var named = Named(year).Where(day => day >= First).ToHashSet();
        var all = new HashSet<DateOnly>(named);
        foreach (var sunday in named.Where(day => day.DayOfWeek == DayOfWeek.Sunday && day >= FirstSubstitute))
        {
            var substitute = sunday.AddDays(1);
            // Until 2006 it was the Monday or no day; since then it is the next day that is no holiday.
            while (year >= 2007 && named.Contains(substitute))
                substitute = substitute.AddDays(1);
            all.Add(substitute);
        }
        foreach (var between in named.Select(day => day.AddDays(1)).Where(day => day >= FirstBetween && !named.Contains(day) && named.Contains(day.AddDays(1))))
            // Until 2006 a Sunday or a substitute stayed what it was: a day without work either way.
            all.Add(between);
        return all;
    }

    private static IEnumerable<DateOnly> Named(int year)
    {
        DateOnly On(int month, int day) => new(year, month, day);
        yield return On(1, 1);
        yield return year < 2000 ? On(1, 15) : Monday(year, 1, 2);
        if (year >= 1967)
            yield return On(2, 11);
        if (year >= 2020)
            yield return On(2, 23);
        yield return Equinoxes.Spring(year);
        // 天皇誕生日, from 1989 みどりの日, from 2007 昭和の日.
        yield return On(4, 29);
        yield return On(5, 3);
        if (year >= 2007)
            yield return On(5, 4);
        yield return On(5, 5);
        if (year >= 1996)
            yield return year switch { 2020 => On(7, 23), 2021 => On(7, 22), >= 2003 => Monday(year, 7, 3), _ => On(7, 20) };
        if (year >= 2016)
            yield return year switch { 2020 => On(8, 10), 2021 => On(8, 8), _ => On(8, 11) };
        if (year >= 1966)
        {
            yield return year >= 2003 ? Monday(year, 9, 3) : On(9, 15);
            yield return year switch { 2020 => On(7, 24), 2021 => On(7, 23), >= 2000 => Monday(year, 10, 2), _ => On(10, 10) };
        }
        yield return Equinoxes.Autumn(year);
        yield return On(11, 3);
        yield return On(11, 23);
        if (year is >= 1989 and <= 2018)
            yield return On(12, 23);
        foreach (var (month, day) in OfTheYear(year))
            yield return On(month, day);
    }

    /// <summary>Weddings, funerals and enthronements of the imperial house.</summary>
    private static (int Month, int Day)[] OfTheYear(int year) => year switch
    {
        1959 => [(4, 10)],
        1989 => [(2, 24)],
        1990 => [(11, 12)],
        1993 => [(6, 9)],
        2019 => [(5, 1), (10, 22)],
        _ => [],
    };

    private static DateOnly Monday(int year, int month, int nth)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((8 - (int)first.DayOfWeek) % 7) + (7 * (nth - 1)));
    }
}
