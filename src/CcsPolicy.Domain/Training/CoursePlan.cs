using System.Collections.Immutable;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Training;

/// <summary>年度。From April to March, named by the year in which it begins.</summary>
public static class FiscalYear
{
    public static int Of(DateOnly day) => day.Month >= 4 ? day.Year : day.Year - 1;

    public static DateOnly First(int year) => new(year, 4, 1);

    public static DateOnly Last(int year) => new(year + 1, 3, 31);
}

/// <summary>
/// 年間研修計画。A course is to be taken in a fiscal year, by whom its document binds, until a day. Decided anew by a further row and never changed: what was planned on a day past can still be told.
/// </summary>
public sealed class CoursePlan
{
    public required CoursePlanId Id { get; init; }

    public required CourseId CourseId { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required int FiscalYear { get; init; }

    /// <summary>From 1, without gaps within course and year: of two who decide at once, the second is told.</summary>
    public required int Number { get; init; }

    /// <summary>期限: the last day.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The kinds of employment that are meant, by name and with commas; empty for all.</summary>
    public required string Kinds { get; init; }

    /// <summary>It is taken out of the plan.</summary>
    public required bool IsWithdrawn { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required PersonId DecidedBy { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Those that hold, each course once, of one year.</summary>
    public static IEnumerable<CoursePlan> Standing(IEnumerable<CoursePlan> decisions, int year) =>
        decisions.Where(decision => decision.FiscalYear == year).GroupBy(decision => decision.CourseId).Select(of => of.MaxBy(decision => decision.Number)!).Where(decision => !decision.IsWithdrawn);

    /// <summary>Whether people of that kind are meant.</summary>
    public bool Covers(EmploymentKind kind) => Kinds.Length == 0 || Kinds.Split(',').Contains(kind.ToString());

    /// <summary>Whether the plan binds somebody.</summary>
    /// <param name="isGranted">The document is open to the person by a grant.</param>
    public bool Binds(Audience audience, EmploymentKind? employment, bool isGranted) => employment is { } kind && audience.Binds(employment, isGranted) && Covers(kind);
}

/// <summary>計画の条件。Until when, and for which kinds of employment; none for all.</summary>
public sealed record PlanTerms(int FiscalYear, DateOnly DueOn, ImmutableArray<EmploymentKind> Kinds)
{
    /// <summary>As a row keeps them.</summary>
    public string KindsWritten => string.Join(',', Kinds);

    /// <summary>Reads what a form sends: the day lies in the year, and is not past.</summary>
    public static Result<PlanTerms> Read(int year, DateOnly? dueOn, IEnumerable<string?> kinds, DateOnly today)
    {
        var current = Training.FiscalYear.Of(today);
        if (year != current && year != current + 1)
            return TrainingErrors.YearUnfit;
        if (dueOn is not { } due || due < today || Training.FiscalYear.Of(due) != year)
            return TrainingErrors.DueUnfit;
        var chosen = kinds.Select(kind => Enum.TryParse<EmploymentKind>(kind, out var known) && Enum.IsDefined(known) ? known : (EmploymentKind?)null).OfType<EmploymentKind>().Distinct().Order().ToImmutableArray();
        return new PlanTerms(year, due, chosen.Length == Enum.GetValues<EmploymentKind>().Length ? [] : chosen);
    }
}
