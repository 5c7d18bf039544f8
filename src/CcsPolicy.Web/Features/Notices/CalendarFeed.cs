using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Display;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Calendar = Ical.Net.Calendar;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>
/// 予定表の配信。What one person is asked for and by when, as iCalendar (RFC 5545), for whoever knows the secret address; worked out with the rights of this moment. It lies in phones and on servers of others,
/// as mail does: it names public texts alone. Of all others it says on the nearest last day that there is something, however many they are.
/// </summary>
internal sealed class CalendarFeed(
    PolicyDbFactory databases, NoticeRecipients recipients, KnownDocuments known, OfficeCalendar office, IStringLocalizer<NoticesText> text, IOptions<PortalOptions> portal, IOptions<NoticesOptions> options)
{
    /// <summary>The file; null for every address that opens nothing, whatever the reason.</summary>
    /// <param name="key">The secret of the address.</param>
    /// <param name="site">What links begin with.</param>
    public async Task<string?> WriteAsync(string? key, string site, CancellationToken ct)
    {
        var hash = OwnCalendarHandler.HashOf(key);
        await using var store = databases.OpenFor(Reader.Nobody);
        var now = store.Now;
        if (await store.Users.AsNoTracking().Where(account => account.CalendarHash == hash && account.ClosedAt == null && (account.LockoutEnd == null || account.LockoutEnd <= now))
            .Select(account => new { account.PersonId, account.Language }).SingleOrDefaultAsync(ct) is not { } owner || !options.Value.CalendarFeed)
            return null;
        var reader = await recipients.OfAsync(owner.PersonId, ct);
        if (!reader.IsWorker)
            return null;
        await using var db = databases.OpenFor(reader);
        var (days, others) = (new List<Day>(), new List<DateOnly>());
        foreach (var (document, duty) in await db.OpenDutiesAsync(known, office, ct))
            if (duty.DueOn is { } due)
                Add(document, $"duty {duty.Edition.Id}", "Calendar.Duty", due, SiteUrls.Acknowledge(document.Document.Id, duty.Edition.Id));
        foreach (var course in await db.OpenCoursesAsync(known, ct))
            Add(course.Document, $"course {course.Course} {course.Year}", "Calendar.Course", course.DueOn, SiteUrls.Course(course.Course));
        if (others.Count > 0)
            days.Add(new Day("others", "Calendar.Others", "", others.Min(), SiteUrls.Home));
        return Written(owner.Language ?? "ja", [.. days.OrderBy(day => day.On).ThenBy(day => day.Title, StringComparer.Ordinal)], day => $"{reader.PersonId} {day.Name}", site, now);

        void Add(KnownDocument document, string name, string words, DateOnly on, string path)
        {
            if (document.Document.Openness == Openness.Public)
                days.Add(new Day(name, words, document.TitleOn(reader.Day, db), on, path));
            else
                others.Add(on);
        }
    }

    private string Written(string language, IReadOnlyList<Day> days, Func<Day, string> nameOf, string site, DateTimeOffset now) => InLanguage.Write(language, () =>
    {
        var calendar = new Calendar { ProductId = "-//CcsPolicy//CcsPolicy//JA", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", text["Calendar.Name", portal.Value.NameIn(language)]);
        foreach (var day in days)
            calendar.Events.Add(new CalendarEvent
            {
                // The same for the same thing, however often it is asked for, and of no use to anybody else.
                Uid = ContentHash.Of("calendar " + nameOf(day)).ToString()[..32] + "@ccspolicy",
                DtStamp = new CalDateTime(now.UtcDateTime),
                Start = new CalDateTime(day.On),
                End = new CalDateTime(day.On.AddDays(1)),
                Summary = text[day.Words, day.Title],
                Description = text["Calendar.Open"],
                Url = new Uri(site + day.Path),
                // It takes nobody's time on that day.
                Transparency = "TRANSPARENT",
            });
        return new CalendarSerializer().SerializeToString(calendar)!;
    });

    /// <param name="Name">What it is, by ids.</param>
    /// <param name="Title">Of a public text, or empty.</param>
    private sealed record Day(string Name, string Words, string Title, DateOnly On, string Path);
}
