using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;

namespace CcsPolicy.Web.DemoData;

/// <summary>A time in which the demo organisation asks its people to acknowledge an edition; open until the next edition takes its place.</summary>
internal sealed record DemoAsking(string Edition, DateOnly From, DateOnly? Until);

/// <summary>
/// 確認の見本。When a person of the demo organisation acknowledged an edition: most within days, some weeks late, a few never,
/// each kind of employment in its own measure, so that reports look as they do in an office.
/// </summary>
internal sealed class DemoDiligence(int seed, DateTimeOffset now)
{
    /// <summary>The demo account for staff finds something to acknowledge and something that changed since it was read.</summary>
    private static readonly string[] ReadByStaffAccount = ["basic-policy-2", "standard-1"];

    /// <summary>The moment of the acknowledgement, or null when there was none by now.</summary>
    public DateTimeOffset? AnswerOf(DemoPerson person, DemoAsking asking)
    {
        var (usualDays, never) = Habit(person, asking.Edition);
        var start = asking.From > person.Employment.From ? asking.From : person.Employment.From;
        var numbers = SeededNumbers.For(seed, $"{person.StaffNumber}/{asking.Edition}");
        if (numbers.Fraction() < never)
            return null;
        var day = WorkingDay(start, (int)(-usualDays * Math.Log(1 - numbers.Fraction())));
        if (day > asking.Until || !person.Employment.InForceOn(day))
            return null;
        // Within office hours: 8:35 to 17:10.
        var at = TokyoTime.StartOf(day).AddMinutes(515 + numbers.Below(515)).AddSeconds(numbers.Below(60));
        return at <= now ? at : null;
    }

    private static (double UsualDays, double Never) Habit(DemoPerson person, string edition) => person switch
    {
        { Account: "staff" } => (4, ReadByStaffAccount.Contains(edition) ? 0 : 1),
        { Account: "contractor" } => (0, 1),
        { Account: not null } => (3, 0),
        { Employment.What: "役員" } => (18, 0.2),
        { Employment.What: "職員" } => (6, 0.05),
        { Employment.What: "契約職員" } => (9, 0.1),
        { Employment.What: "臨時職員" } => (12, 0.15),
        { Employment.What: "派遣" } => (12, 0.2),
        _ => (20, 0.3),
    };

    /// <summary>The working day that lies the given number of working days after the day; the day itself when it is one and the number is 0.</summary>
    internal static DateOnly WorkingDay(DateOnly from, int after)
    {
        var day = from;
        for (var left = after; ; day = day.AddDays(1))
            if (WorkingCalendar.Usual.IsWorkingDay(day) && left-- == 0)
                return day;
    }
}
