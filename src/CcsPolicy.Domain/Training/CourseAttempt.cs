using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Training;

/// <summary>
/// 受講。Somebody answered the questions of a course. Insert-only: it keeps which words were shown, what was answered, how many were right, the pass mark and where the person stood at that time.
/// </summary>
public sealed class CourseAttempt
{
    /// <summary>Of one person at one course: they are never deleted, and nobody alone fills the disk.</summary>
    public const int MostOfPerson = 100;

    public required CourseAttemptId Id { get; init; }

    public required CourseId CourseId { get; init; }

    /// <summary>The version of the course that stood then.</summary>
    public required CourseVersionId VersionId { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required PersonId PersonId { get; init; }

    /// <summary>From 1 for a person and course, without gaps: what is sent twice counts once.</summary>
    public required int Number { get; init; }

    /// <summary><see cref="GivenAnswer"/>, in the order in which the questions were shown.</summary>
    public required string Answers { get; init; }

    /// <summary>How many questions were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>How many were answered rightly.</summary>
    public required int Right { get; init; }

    /// <summary>合格点 at that time, in per cent.</summary>
    public required int PassMark { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>所属 at that time; null for whoever belonged to none.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>職 at that time.</summary>
    public PostId? PostId { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>正答率 in per cent, rounded down: nobody passes by rounding.</summary>
    public int Score => Quiz.ScoreOf(Right, Asked);

    /// <summary>合格</summary>
    public bool IsPassed => Quiz.IsPassed(Right, Asked, PassMark);
}

/// <summary>解答。What was answered to one question.</summary>
/// <param name="Question">The version of the question that was shown.</param>
/// <param name="Chosen">Places among its choices, from 0.</param>
public sealed record GivenAnswer(CourseQuestionId Question, ImmutableArray<int> Chosen, bool IsRight)
{
    /// <summary>As an attempt keeps them: <c>id:02+ id:1-</c>.</summary>
    public static string Write(IEnumerable<GivenAnswer> answers) =>
        string.Join(' ', answers.Select(answer => $"{answer.Question.Value:N}:{string.Concat(answer.Chosen.Select(at => at.ToString(CultureInfo.InvariantCulture)))}{(answer.IsRight ? '+' : '-')}"));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ImmutableArray<GivenAnswer> Read(string written) =>
        [.. written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => new GivenAnswer(new(Guid.ParseExact(one[..32], "N")), [.. one[33..^1].Select(digit => digit - '0')], one[^1] == '+'))];
}

/// <summary>理解度テスト。How questions are put and what answers are worth.</summary>
public static class Quiz
{
    public static int ScoreOf(int right, int asked) => asked == 0 ? 0 : right * 100 / asked;

    public static bool IsPassed(int right, int asked, int passMark) => asked > 0 && right * 100 >= passMark * asked;

    /// <summary>The order in which an attempt puts things: the same for the same attempt, another for the next.</summary>
    /// <param name="seed">Names person, course and number of the attempt.</param>
    public static IReadOnlyList<T> Order<T>(IEnumerable<T> things, Func<T, string> name, string seed) =>
        [.. things.OrderBy(thing => ContentHash.Of($"{seed}\n{name(thing)}").ToString(), StringComparer.Ordinal)];

    /// <summary>What the answers are worth.</summary>
    /// <param name="shown">The questions in the order in which they were shown.</param>
    /// <param name="chosen">The places that were chosen, by question.</param>
    public static ImmutableArray<GivenAnswer> Mark(IEnumerable<(CourseQuestionId Id, QuestionText Text)> shown, IReadOnlyDictionary<CourseQuestionId, ImmutableArray<int>> chosen) =>
        [.. shown.Select(question =>
        {
            ImmutableArray<int> places = [.. chosen[question.Id].Where(at => at >= 0 && at < question.Text.Choices.Length).Distinct().Order()];
            return new GivenAnswer(question.Id, places, question.Text.IsRight(places));
        })];
}

/// <summary>誤答の割合。How often the questions about one provision were answered wrongly: a hint for the next review.</summary>
/// <param name="People">How many people answered at least one of them.</param>
public sealed record ProvisionMistakes(Guid Key, int Answers, int Wrong, int People)
{
    /// <summary>Of fewer people nothing is told: it would tell of single ones.</summary>
    public const int FewestPeople = 5;

    /// <summary>In per cent; null where too few have answered.</summary>
    public int? Share => People < FewestPeople ? null : (int)Math.Round(Wrong * 100m / Answers, MidpointRounding.AwayFromZero);

    /// <summary>Counts all answers of all attempts by provision.</summary>
    /// <param name="keyOf">Provision of each version of a question; null where the question is not told of.</param>
    public static IReadOnlyList<ProvisionMistakes> Of(IEnumerable<(PersonId Person, string Answers)> attempts, Func<CourseQuestionId, Guid?> keyOf) =>
        [.. attempts.SelectMany(attempt => GivenAnswer.Read(attempt.Answers).Select(answer => (attempt.Person, Key: keyOf(answer.Question), answer.IsRight)))
            .Where(answer => answer.Key is not null).GroupBy(answer => answer.Key!.Value)
            .Select(of => new ProvisionMistakes(of.Key, of.Count(), of.Count(answer => !answer.IsRight), of.Select(answer => answer.Person).Distinct().Count()))];
}
