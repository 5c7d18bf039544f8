using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Training;

/// <summary>
/// 設問。A question of a course about one provision. Written anew by a further row: an attempt names the row whose words were shown.
/// </summary>
public sealed class CourseQuestion
{
    /// <summary>Of one course.</summary>
    public const int Most = 50;

    public required CourseQuestionId Id { get; init; }

    public required QuestionId QuestionId { get; init; }

    public required CourseId CourseId { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>From 1, without gaps within the question: of two who write at once, the second is told.</summary>
    public required int Number { get; init; }

    /// <summary>系譜キー of the provision. Whom the provision is withheld from is not asked.</summary>
    public required Guid Key { get; init; }

    /// <summary>The edition in which the provision bears the number that the words name.</summary>
    public required EditionId EditionId { get; init; }

    /// <summary><see cref="QuestionText"/>.</summary>
    public required SealedText Words { get; init; }

    /// <summary>It is asked no more.</summary>
    public required bool IsRetired { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required PersonId WrittenBy { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>The questions as they stand, in the order in which they were first written; those that are asked no more are left out.</summary>
    public static IReadOnlyList<CourseQuestion> Standing(IEnumerable<CourseQuestion> versions) =>
        [.. versions.GroupBy(row => row.QuestionId).Select(of => (First: of.Min(row => row.WrittenAt), Last: of.MaxBy(row => row.Number)!))
            .Where(of => !of.Last.IsRetired).OrderBy(of => of.First).ThenBy(of => of.Last.QuestionId.Value).Select(of => of.Last)];
}

/// <summary>選択肢。An answer to choose.</summary>
public sealed record QuestionChoice(string Words, bool IsRight);

/// <summary>設問の文。What a question says.</summary>
/// <param name="Explanation">解説, shown with the result.</param>
/// <param name="Provision">The number of the provision in the edition, such as 第6条第2項.</param>
public sealed record QuestionText(string Words, ImmutableArray<QuestionChoice> Choices, string Explanation, string Provision)
{
    public const int FewestChoices = 2;

    public const int MostChoices = 6;

    public const int LongestWords = 500;

    public const int LongestChoice = 200;

    public const int LongestExplanation = 1_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>当てはまるものをすべて選ぶ: more than one answer is right.</summary>
    public bool HasSeveralRight => Choices.Count(choice => choice.IsRight) > 1;

    /// <summary>Whether exactly the right ones were chosen.</summary>
    /// <param name="chosen">Places among <see cref="Choices"/>, from 0.</param>
    public bool IsRight(IReadOnlyCollection<int> chosen) => Choices.Index().All(choice => choice.Item.IsRight == chosen.Contains(choice.Index));

    /// <summary>Reads what a form sends; fields that are left empty are no choices.</summary>
    /// <param name="right">Places of the fields that are marked as right, from 0.</param>
    public static Result<QuestionText> Read(string? words, IReadOnlyList<string?> choices, IReadOnlyCollection<int> right, string? explanation, string provision)
    {
        var (asked, why) = ((words ?? "").ReplaceLineEndings("\n").Trim(), (explanation ?? "").ReplaceLineEndings("\n").Trim());
        var read = choices.Take(MostChoices).Select((choice, at) => new QuestionChoice((choice ?? "").Trim(), right.Contains(at))).ToList();
        var offered = read.Where(choice => choice.Words.Length > 0).ToImmutableArray();
        return asked.Length == 0 ? TrainingErrors.QuestionMissing
            : asked.Length > LongestWords || why.Length > LongestExplanation || offered.Any(choice => choice.Words.Length > LongestChoice) ? TrainingErrors.QuestionTooLong
            : new[] { asked, why }.Concat(offered.Select(choice => choice.Words)).Any(TypedWords.HasUnseen) ? TypedWords.UnseenSigns
            : offered.Length < FewestChoices ? TrainingErrors.TooFewChoices
            : offered.Select(choice => choice.Words).Distinct(StringComparer.Ordinal).Count() < offered.Length ? TrainingErrors.SameChoices
            : read.Exists(choice => choice is { IsRight: true, Words.Length: 0 }) || !offered.Any(choice => choice.IsRight) ? TrainingErrors.NoRightChoice
            : why.Length == 0 ? TrainingErrors.ExplanationMissing
            : new QuestionText(asked, offered, why, provision);
    }

    /// <summary>As it is sealed.</summary>
    public string Write() => JsonSerializer.Serialize(this, Plain);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static QuestionText Parse(string written) =>
        JsonSerializer.Deserialize<QuestionText>(written, Plain) is { Choices.IsDefault: false } text ? text : throw new InvalidDataException("A question is not one that was written.");
}
