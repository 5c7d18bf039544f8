using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Training;

/// <summary>
/// 研修の内容。What a course (研修) about a document says: title, text, pass mark, and whether it is open to readers. Written anew by a further row, so that it can be told what somebody who took it had before them.
/// </summary>
public sealed class CourseVersion
{
    public required CourseVersionId Id { get; init; }

    public required CourseId CourseId { get; init; }

    /// <summary>Who may not know the document has no course about it.</summary>
    public required DocumentId DocumentId { get; init; }

    /// <summary>From 1, without gaps within the course: of two who write at once, the second is told.</summary>
    public required int Number { get; init; }

    public required SealedText Title { get; init; }

    /// <summary>Markdown.</summary>
    public required SealedText Text { get; init; }

    /// <summary>合格点, in per cent of the questions.</summary>
    public required int PassMark { get; init; }

    /// <summary>公開中: readers can take it. Otherwise only who may write it sees it.</summary>
    public required bool IsOpen { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required PersonId WrittenBy { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>The last version of each course.</summary>
    public static IEnumerable<T> Latest<T>(IEnumerable<T> versions, Func<T, CourseId> course, Func<T, int> number) => versions.GroupBy(course).Select(of => of.MaxBy(number)!);
}

/// <summary>研修の書込み。The words of a course before they are sealed.</summary>
public sealed record CourseWords(string Title, string Text, int PassMark, bool IsOpen)
{
    public const int LongestTitle = 100;

    public const int LongestText = 20_000;

    /// <summary>80点: what is proposed.</summary>
    public const int UsualPassMark = 80;

    /// <summary>Reads what a form sends.</summary>
    public static Result<CourseWords> Read(string? title, string? text, string? passMark, bool isOpen)
    {
        var (name, words) = ((title ?? "").Trim(), (text ?? "").ReplaceLineEndings("\n").Trim());
        var digits = (passMark is { Length: <= 20 } typed ? typed : "").Normalize(NormalizationForm.FormKC).Trim();
        return name.Length == 0 ? TrainingErrors.TitleMissing
            : name.Length > LongestTitle ? TrainingErrors.TitleTooLong
            : words.Length == 0 ? TrainingErrors.TextMissing
            : words.Length > LongestText ? TrainingErrors.TextTooLong
            : TypedWords.HasUnseen(name) || TypedWords.HasUnseen(words) ? TypedWords.UnseenSigns
            : !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var mark) || mark is < 1 or > 100 ? TrainingErrors.PassMarkUnfit
            : new CourseWords(name, words, mark, isOpen);
    }
}
