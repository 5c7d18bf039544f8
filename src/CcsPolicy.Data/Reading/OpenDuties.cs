using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>A planned course that the reader has not taken in this fiscal year.</summary>
public sealed record OpenCourse(CourseId Course, KnownDocument Document, int Year, DateOnly DueOn);

/// <summary>未了のこと。What the reader of the context is asked for and has not done, of documents that the reader may know.</summary>
public static class OpenDuties
{
    /// <summary>Texts to acknowledge.</summary>
    public static async Task<IReadOnlyList<(KnownDocument Document, Duty Duty)>> OpenDutiesAsync(this PolicyDb db, KnownDocuments known, OfficeCalendar office, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(office);
        var (calendar, acknowledged) = (await office.NowAsync(null, ct), await db.OwnAcknowledgementsAsync(ct));
        return [.. from document in await known.AllAsync(db.Reader, null, ct)
                   let duty = document.OpenDutyOf(db.Reader, calendar, acknowledged[document.Document.Id])
                   where duty is not null
                   select (document, duty)];
    }

    /// <summary>Courses of this year's plan that bind the reader, neither passed nor attended. Whoever is on leave is asked for none.</summary>
    public static async Task<IReadOnlyList<OpenCourse>> OpenCoursesAsync(this PolicyDb db, KnownDocuments known, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(known);
        var (reader, year) = (db.Reader, FiscalYear.Of(db.Reader.Day));
        if (!reader.Can(Ability.AcknowledgeDocuments) || reader.IsOnLeave)
            return [];
        var own = await OwnCourses.OfAsync(db, year, ct);
        if (own.Plans.Count == 0)
            return [];
        var documents = (await known.AllAsync(reader, null, ct)).ToDictionary(one => one.Document.Id);
        var versions = CourseVersion.Latest(await db.CourseVersions.AsNoTracking().Select(v => new { v.CourseId, v.DocumentId, v.Number, v.IsOpen }).ToListAsync(ct), v => v.CourseId, v => v.Number);
        return [.. from version in versions
                   where version.IsOpen && documents.ContainsKey(version.DocumentId)
                   let document = documents[version.DocumentId]
                   let due = own.DueOn(version.CourseId, document, reader)
                   where due is not null && own.DoneOn(version.CourseId) is null
                   select new OpenCourse(version.CourseId, document, year, due.Value)];
    }
}
