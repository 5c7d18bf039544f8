using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>送る時期。When a notice is mailed, and when it is tried again.</summary>
internal static class NoticeTimes
{
    /// <summary>Nothing is tried for longer; it is kept, and shown to whoever runs the portal.</summary>
    public static readonly TimeSpan LongestTried = TimeSpan.FromDays(5);

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>What cannot wait for the mail of the day. That a text was published, or a matter answered, can.</summary>
    public static bool IsUrgent(string kind) => kind is not (OutboxMessages.EditionPublished or OutboxMessages.DutyReminder or OutboxMessages.PeopleLate or OutboxMessages.MatterAnswered);

    /// <summary>At once, or with the mail of the day: the next time on a working day that the clock shows this hour.</summary>
    /// <param name="office">The days on which the office works.</param>
    public static DateTimeOffset MailAt(bool isUrgent, DateTimeOffset now, TimeOnly daily, WorkingCalendar office)
    {
        if (isUrgent)
            return now;
        var day = TokyoTime.DateOf(now);
        var today = At(day);
        return today >= now && office.IsWorkingDay(day) ? today : At(office.After(day, 1));

        DateTimeOffset At(DateOnly on) => TokyoTime.StartOf(on) + daily.ToTimeSpan();
    }

    /// <summary>How long to wait after so many tries in vain.</summary>
    public static TimeSpan WaitAfter(int tries) => Waits[Math.Clamp(tries, 1, Waits.Length) - 1];
}
