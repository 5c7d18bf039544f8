using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Training;

/// <summary>
/// 出席。Somebody was there when a course was held in a room. Entered by whoever writes the course; never changed. One that was entered by mistake is withdrawn by a further row with a reason.
/// </summary>
public sealed class CourseAttendance
{
    public const int LongestPlace = 100;

    /// <summary>People of one entry.</summary>
    public const int MostAtOnce = 500;

    public required CourseAttendanceId Id { get; init; }

    public required CourseId CourseId { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required PersonId PersonId { get; init; }

    /// <summary>From 1, without gaps for a person and course: of two who enter at once, the second is told.</summary>
    public required int Number { get; init; }

    public required DateOnly HeldOn { get; init; }

    /// <summary>場所; empty in a row that withdraws.</summary>
    public required SealedText Place { get; init; }

    /// <summary>The row that this one withdraws.</summary>
    public CourseAttendanceId? WithdrawsId { get; init; }

    /// <summary>Why it is withdrawn.</summary>
    public required SealedText Reason { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required PersonId RecordedBy { get; init; }

    /// <summary>所属 on that day; null for whoever belonged to none.</summary>
    public DepartmentId? DepartmentId { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Those that are not withdrawn.</summary>
    public static IEnumerable<CourseAttendance> Standing(IReadOnlyCollection<CourseAttendance> rows)
    {
        var withdrawn = rows.Select(row => row.WithdrawsId).OfType<CourseAttendanceId>().ToHashSet();
        return rows.Where(row => row.WithdrawsId is null && !withdrawn.Contains(row.Id));
    }
}

/// <summary>出席の名簿。What is typed of those who were there: a number or a sign-in name at the beginning of each line, as in a CSV.</summary>
public static class AttendanceList
{
    public const int LongestText = 30_000;

    /// <summary>The first cell of each line that has one, without its quotation marks; a first line that names the column is left out.</summary>
    public static IReadOnlyList<(int Line, string Typed)> Read(string? text) =>
    [
        .. (text ?? "").ReplaceLineEndings("\n").Split('\n').Index()
            .Select(line => (Line: line.Index + 1, Typed: line.Item.Split(',', '\t')[0].Trim().Trim('"').Normalize(System.Text.NormalizationForm.FormKC).Trim()))
            .Where(line => line.Typed.Length > 0 && !(line.Line == 1 && line.Typed is "職員番号" or "ログイン名")),
    ];
}
