using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A decision about a year, as the page lists it.</summary>
public sealed record PlanLine(int FiscalYear, DateOnly DueOn, IReadOnlyList<EmploymentKind> Kinds, bool IsWithdrawn, DateTimeOffset At, string By);

/// <summary>What is planned of a course.</summary>
/// <param name="Years">This year and the next one.</param>
/// <param name="Numbers">Of the last decision about each of them.</param>
/// <param name="Standing">What holds about each of them.</param>
public sealed record CoursePlanView(CourseId Course, string Title, DateOnly Today, IReadOnlyList<int> Years, IReadOnlyDictionary<int, int> Numbers, IReadOnlyDictionary<int, CoursePlan> Standing, IReadOnlyList<PlanLine> Past);

/// <summary>Looks at what is planned of a course, decides it anew, and takes it out of the plan.</summary>
public sealed class PlanCourseHandler(ReaderDb store, KnownDocuments known)
{
    public async Task<CoursePlanView?> ViewAsync(CourseId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return null;
        var rows = await RowsAsync(db, id, ct);
        var names = await db.NamesAsync(rows.Select(row => row.DecidedBy), ct);
        var first = FiscalYear.Of(db.Reader.Day);
        int[] years = [first, first + 1];
        return new CoursePlanView(id, course.TitleFor(db), db.Reader.Day, years, years.ToDictionary(year => year, year => rows.Count(row => row.FiscalYear == year)),
            years.SelectMany(year => CoursePlan.Standing(rows, year)).ToDictionary(plan => plan.FiscalYear),
            [.. rows.OrderByDescending(row => row.DecidedAt).ThenByDescending(row => row.Number).Select(row => new PlanLine(row.FiscalYear, row.DueOn, KindsOf(row), row.IsWithdrawn, row.DecidedAt, names[row.DecidedBy]))]);
    }

    /// <param name="number">Of the decision about the year that was looked at; 0 when there was none.</param>
    /// <param name="isWithdrawn">It is taken out of the plan.</param>
    public async Task<Result<Done>> DecideAsync(CourseId id, int number, PlanTerms terms, bool isWithdrawn, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(terms);
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        var rows = await RowsAsync(db, id, ct);
        if (rows.Count(row => row.FiscalYear == terms.FiscalYear) != number)
            return TrainingErrors.ChangedMeanwhile;
        var holding = CoursePlan.Standing(rows, terms.FiscalYear).SingleOrDefault();
        if (isWithdrawn ? holding is null : holding is not null && holding.DueOn == terms.DueOn && holding.Kinds == terms.KindsWritten)
            return Done.Instance;
        db.PutPlan(course.Document, id, number + 1, terms, isWithdrawn);
        return await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct);
    }

    internal static IReadOnlyList<EmploymentKind> KindsOf(CoursePlan plan) => [.. Enum.GetValues<EmploymentKind>().Where(kind => plan.Kinds.Length > 0 && plan.Covers(kind))];

    private static Task<List<CoursePlan>> RowsAsync(PolicyDb db, CourseId id, CancellationToken ct) => db.CoursePlans.AsNoTracking().Where(row => row.CourseId == id).ToListAsync(ct);
}
