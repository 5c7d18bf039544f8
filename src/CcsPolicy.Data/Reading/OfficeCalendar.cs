using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Calendar;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>執務日の暦。The days on which this office works: those on which it is closed are a setting, as the office wrote them, and are kept while nobody changes them.</summary>
public sealed class OfficeCalendar(PolicyDbFactory databases) : IDisposable
{
    /// <summary>The setting that holds the closed days.</summary>
    internal const string Row = "office.closed-days";

    private readonly KeptUnderStamp<WorkingCalendar> calendar = new(databases, (db, ct) => db.WorkingCalendarAsync(ct));

    /// <param name="asked">The stamps that were asked just now; null to ask.</param>
    public Task<WorkingCalendar> NowAsync(Stamps? asked, CancellationToken ct) => asked is { } stamps ? calendar.AsOfAsync(stamps, ct) : calendar.NowAsync(ct);

    public void Dispose() => calendar.Dispose();
}

/// <summary>閉庁日。Reading the closed days and putting them down.</summary>
public static class ClosedDaysSetting
{
    /// <summary>The calendar with what is set; the usual one while nothing is.</summary>
    public static async Task<WorkingCalendar> WorkingCalendarAsync(this PolicyDb db, CancellationToken ct) =>
        await db.ClosedDaysAsync(ct) is { Lines: { } lines } && ClosedDays.Read(lines) is { Succeeded: true } read ? new WorkingCalendar(read.Value) : WorkingCalendar.Usual;

    /// <summary>The lines as the office wrote them, null while nothing is set, with the version of the row.</summary>
    public static async Task<(string? Lines, Guid Version)> ClosedDaysAsync(this PolicyDb db, CancellationToken ct) =>
        await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == OfficeCalendar.Row, ct) is { } row ? (row.Value, row.RowVersion) : (null, Guid.Empty);

    /// <summary>Puts lines that can be read down for the next save.</summary>
    public static async Task PutDownClosedDaysAsync(this PolicyDb db, string lines, CancellationToken ct)
    {
        if (await db.Settings.SingleOrDefaultAsync(setting => setting.Name == OfficeCalendar.Row, ct) is { } row)
            row.Value = lines;
        else
            db.Settings.Add(new Setting { Name = OfficeCalendar.Row, Value = lines });
    }
}
