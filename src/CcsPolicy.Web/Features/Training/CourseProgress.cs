using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>Somebody whom the plan binds, and how it stands.</summary>
/// <param name="Done">The day on which it was passed or attended; null when neither.</param>
/// <param name="Attended">It was attended, and not passed.</param>
public sealed record ProgressPerson(BoardPerson Person, DateOnly? Done, bool Attended)
{
    /// <summary>休業・休職中 and not done: counted apart.</summary>
    public bool IsApart => Person.IsOnLeave && Done is null;
}

/// <summary>A department with its numbers.</summary>
/// <param name="Bound">Without those on leave who have not done it.</param>
/// <param name="OnLeave">Those on leave who have not done it; they are in no other number.</param>
public sealed record ProgressLine(DepartmentId? Department, string Name, int Bound, int Done, int OnLeave);

/// <summary>How many have taken what is planned.</summary>
/// <param name="People">Those of the department that was asked for.</param>
public sealed record ProgressView(CourseId Course, string Title, int Year, DateOnly DueOn, DateOnly Today, IReadOnlyList<ProgressLine> Lines, string? Department, IReadOnlyList<ProgressPerson> People);

/// <summary>
/// 受講率。Counts who has passed or attended a course of the year's plan, by department. Bound is whom the document binds today and the plan means; told of are those whom the reader may follow, as with acknowledgements.
/// </summary>
public sealed class CourseProgressHandler(ReaderDb store, KnownDocuments known, AcknowledgementBoards boards)
{
    public async Task<ProgressView?> OfAsync(CourseId id, string? department, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var year = FiscalYear.Of(db.Reader.Day);
        if (!db.Reader.Can(Ability.FollowOwnDepartment) || await StandingCourse.FindAsync(db, known, store.Asked, id, ct) is not { } course
            || CoursePlan.Standing(await db.CoursePlans.AsNoTracking().Where(row => row.CourseId == id && row.FiscalYear == year).ToListAsync(ct), year).SingleOrDefault() is not { } plan)
            return null;
        var done = await DoneAsync(db, id, year, ct);
        var board = await boards.OfAsync(db, db.Reader.Day, store.Asked, ct);
        var people = new List<ProgressPerson>();
        foreach (var row in board.Rows(new BoardQuestion(course.Document.Id)))
            if (plan.Covers(row.Person.Employment))
                people.Add(done.TryGetValue(row.Person.Id, out var how) ? new ProgressPerson(row.Person, how.On, how.Attended) : new ProgressPerson(row.Person, null, false));
        var lines = people.GroupBy(one => (one.Person.DepartmentId, one.Person.DepartmentCode, one.Person.DepartmentName))
            .Select(of => new ProgressLine(of.Key.DepartmentId, of.Key.DepartmentName, of.Count(one => !one.IsApart), of.Count(one => one.Done is not null), of.Count(one => one.IsApart))).ToList();
        var chosen = PublicId.TryParse<DepartmentId>(department) is { } only ? lines.Find(line => line.Department == only) : department == "none" ? lines.Find(line => line.Department is null) : null;
        return new ProgressView(id, course.TitleFor(db), year, plan.DueOn, db.Reader.Day, lines, chosen?.Name, chosen is null ? [] : [.. people.Where(one => one.Person.DepartmentId == chosen.Department)]);
    }

    /// <summary>Who has passed or attended it in the year, and on which day first.</summary>
    internal static async Task<Dictionary<PersonId, (DateOnly On, bool Attended)>> DoneAsync(PolicyDb db, CourseId id, int year, CancellationToken ct)
    {
        var (from, until) = (TokyoTime.StartOf(FiscalYear.First(year)), TokyoTime.StartOf(FiscalYear.First(year + 1)));
        var attempts = await db.CourseAttempts.AsNoTracking().Where(a => a.CourseId == id && a.At >= from && a.At < until).Select(a => new { a.PersonId, a.At, a.Right, a.Asked, a.PassMark }).ToListAsync(ct);
        var attended = CourseAttendance.Standing(await db.CourseAttendances.AsNoTracking().Where(a => a.CourseId == id).ToListAsync(ct)).Where(a => FiscalYear.Of(a.HeldOn) == year);
        return attempts.Where(a => Quiz.IsPassed(a.Right, a.Asked, a.PassMark)).Select(a => (a.PersonId, On: TokyoTime.DateOf(a.At), Attended: false))
            .Concat(attended.Select(a => (a.PersonId, On: a.HeldOn, Attended: true)))
            .GroupBy(one => one.PersonId).ToDictionary(of => of.Key, of => (of.Min(one => one.On), of.All(one => one.Attended)));
    }
}
