using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Campaigning;

/// <summary>A weekday on which the office does not work.</summary>
/// <param name="IsHoliday">国民の祝日・休日; otherwise the office itself is closed.</param>
public sealed record DayOff(DateOnly Day, bool IsHoliday);

/// <summary>The closed days as they are set, and what follows from them.</summary>
/// <param name="Lines">As the office wrote them, or the usual ones while nothing is set.</param>
/// <param name="Coming">Weekdays of the next twelve months on which the office does not work.</param>
public sealed record ClosedDaysView(string Lines, Guid Version, IReadOnlyList<DayOff> Coming);

/// <summary>Looks at the closed days and writes them anew. What was due stays due on its day: only what is asked afterwards is counted by the new ones.</summary>
public sealed class SetClosedDaysHandler(ReaderDb store)
{
    public const int LongestLines = 10_000;

    public async Task<ClosedDaysView> ViewAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (lines, version) = await db.ClosedDaysAsync(ct);
        var calendar = await db.WorkingCalendarAsync(ct);
        var today = db.Reader.Day;
        var coming = Enumerable.Range(0, 366).Select(today.AddDays).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsWorkingDay(day))
            .Select(day => new DayOff(day, NationalHolidays.Contains(day)));
        return new ClosedDaysView(lines ?? string.Join('\n', calendar.Closed), version, [.. coming]);
    }

    public async Task<Result<Done>> HandleAsync(string lines, Guid version, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lines);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.PublishEditions))
            return AccessErrors.NotAllowed;
        if (lines.Length > LongestLines)
            return CalendarErrors.TooManyLines;
        if (ClosedDays.Read(lines) is { Error: { } refusal })
            return refusal;
        var (before, standing) = await db.ClosedDaysAsync(ct);
        if (standing != version)
            return AccessErrors.ChangedMeanwhile;
        if (before == lines)
            return Done.Instance;
        await db.PutDownClosedDaysAsync(lines, ct);
        db.Record(new JournalFact("closed-days.set").With("hash", ContentHash.Of(lines)));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}
