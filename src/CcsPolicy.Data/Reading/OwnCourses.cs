using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>自分の研修。What the reader of a context was to take in a fiscal year, and took. It says nothing of whether the documents may be known: whoever shows it asks that.</summary>
public sealed class OwnCourses
{
    private readonly int year;
    private readonly Dictionary<CourseId, CoursePlan> plans;

    private OwnCourses(int year, IEnumerable<CoursePlan> decisions, List<CourseAttempt> attempts, List<CourseAttendance> attendances)
    {
        (this.year, plans, Attempts) = (year, CoursePlan.Standing(decisions, year).ToDictionary(plan => plan.CourseId), attempts.ToLookup(attempt => attempt.CourseId));
        Attended = CourseAttendance.Standing(attendances).ToLookup(attendance => attendance.CourseId);
    }

    /// <summary>All attempts of the reader, of any year, the first one first.</summary>
    public ILookup<CourseId, CourseAttempt> Attempts { get; }

    /// <summary>Where the reader was, in any year.</summary>
    public ILookup<CourseId, CourseAttendance> Attended { get; }

    public IReadOnlyCollection<CoursePlan> Plans => plans.Values;

    public static async Task<OwnCourses> OfAsync(PolicyDb db, int year, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var me = db.Reader.PersonId;
        return new OwnCourses(year, await db.CoursePlans.AsNoTracking().Where(plan => plan.FiscalYear == year).ToListAsync(ct),
            await db.CourseAttempts.AsNoTracking().Where(a => a.PersonId == me).OrderBy(a => a.At).ToListAsync(ct), await db.CourseAttendances.AsNoTracking().Where(a => a.PersonId == me).ToListAsync(ct));
    }

    /// <summary>The plan of the year for the course, where it has one; whomever it binds.</summary>
    public CoursePlan? PlanOf(CourseId course) => plans.GetValueOrDefault(course);

    /// <summary>Until when the course was to be taken; null where no plan binds the reader.</summary>
    /// <param name="reader">As the reader stands, or stood at the end of a year past.</param>
    public DateOnly? DueOn(CourseId course, KnownDocument document, Reader reader)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(reader);
        return PlanOf(course) is { } plan && plan.Binds(document.Document.Audience, reader.Employment, reader.Opened.Contains(document.Document.Id))
            && document.Targets.At(document.Document.Audience, TokyoTime.StartOf(reader.Day.AddDays(1))).Since(reader.Standing) is not null ? plan.DueOn : null;
    }

    /// <summary>When the reader first passed it or was there in the year; null where neither was.</summary>
    public DateOnly? DoneOn(CourseId course) =>
        Attempts[course].Where(attempt => attempt.IsPassed).Select(attempt => TokyoTime.DateOf(attempt.At)).Concat(Attended[course].Select(attendance => attendance.HeldOn))
            .Where(day => FiscalYear.Of(day) == year).Order().Select(day => (DateOnly?)day).FirstOrDefault();
}
