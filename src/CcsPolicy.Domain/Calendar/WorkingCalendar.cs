using System.Collections.Immutable;

namespace CcsPolicy.Domain.Calendar;

/// <summary>
/// 執務日。The days on which the office works: from Monday to Friday, but for <see cref="NationalHolidays"/> and the days on which the office itself is closed. What is due is counted in them.
/// </summary>
public sealed class WorkingCalendar(ImmutableArray<ClosedDays> closed)
{
    /// <summary>An office that is closed from 29 December to 3 January, as public offices are (行政機関の休日に関する法律第1条).</summary>
    public static WorkingCalendar Usual { get; } = new([new ClosedDays(null, new(12, 29), new(1, 3))]);

    public ImmutableArray<ClosedDays> Closed => closed;

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !NationalHolidays.Contains(day) && !closed.Any(days => days.Contains(day));

    /// <summary>The n-th working day after <paramref name="day"/>, which itself does not count; with 0 the day itself, or the next on which the office works.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public DateOnly After(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        if (workingDays == 0)
        {
            while (!IsWorkingDay(day))
                day = day.AddDays(1);
            return day;
        }
        for (; workingDays > 0; workingDays--)
            do
                day = day.AddDays(1);
            while (!IsWorkingDay(day));
        return day;
    }

    /// <summary>How many working days there are after <paramref name="from"/> until <paramref name="until"/>, which counts; negative when that day has passed.</summary>
    public int Between(DateOnly from, DateOnly until)
    {
        var (earlier, later) = from <= until ? (from, until) : (until, from);
        var count = 0;
        for (var day = earlier.AddDays(1); day <= later; day = day.AddDays(1))
            count += IsWorkingDay(day) ? 1 : 0;
        return from <= until ? count : -count;
    }
}
