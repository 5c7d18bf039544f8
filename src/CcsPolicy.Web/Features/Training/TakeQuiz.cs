using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A question as it is put: what is right is not among it.</summary>
/// <param name="Choices">Place among the choices as they were written, and words, in the order of this attempt.</param>
public sealed record PutQuestion(CourseQuestionId Id, string Words, bool HasSeveralRight, IReadOnlyList<(int Place, string Words)> Choices);

/// <summary>The questions of the next attempt of the reader.</summary>
/// <param name="Number">Of the attempt.</param>
public sealed record QuizView(CourseId Course, string Title, int Number, int PassMark, IReadOnlyList<PutQuestion> Questions);

/// <summary>What the reader sends.</summary>
/// <param name="Number">Of the attempt for which the questions were shown.</param>
/// <param name="Shown">The questions that were shown.</param>
/// <param name="Chosen">The places that were chosen; a question without any is not among them.</param>
public sealed record TakeQuiz(CourseId Course, int Number, IReadOnlyCollection<CourseQuestionId> Shown, IReadOnlyDictionary<CourseQuestionId, ImmutableArray<int>> Chosen);

/// <summary>Puts the questions of a course and marks what is answered.</summary>
public sealed class TakeQuizHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    public async Task<QuizView?> ViewAsync(CourseId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await OpenAsync(db, id, ct) is not var (course, questions))
            return null;
        var number = await AttemptsAsync(db, id, ct) + 1;
        var seed = $"{id}\n{db.Reader.PersonId}\n{number}";
        return new QuizView(id, course.TitleFor(db), number, course.Version.PassMark,
        [
            .. Quiz.Order(questions, question => $"{question.Id.Value:N}", seed).Select(question => new PutQuestion(question.Id, question.Text.Words, question.Text.HasSeveralRight,
                Quiz.Order(question.Text.Choices.Index().Select(choice => (choice.Index, choice.Item.Words)), choice => $"{question.Id.Value:N}{choice.Index}", seed))),
        ]);
    }

    public async Task<Result<CourseAttemptId>> HandleAsync(TakeQuiz ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await OpenAsync(db, ask.Course, ct) is not var (course, questions))
            return TrainingErrors.NotFound;
        if (!questions.Select(question => question.Id).ToHashSet().SetEquals(ask.Shown))
            return TrainingErrors.QuestionsChanged;
        if (!questions.TrueForAll(question => ask.Chosen.ContainsKey(question.Id)))
            return TrainingErrors.Unanswered;
        var before = await AttemptsAsync(db, ask.Course, ct);
        if (before >= CourseAttempt.MostOfPerson)
            return TrainingErrors.TooManyAttempts;
        if (ask.Number != before + 1)
            return TrainingErrors.AlreadySent;
        var shown = Quiz.Order(questions, question => $"{question.Id.Value:N}", $"{ask.Course}\n{db.Reader.PersonId}\n{ask.Number}");
        var attempt = db.PutAttempt(course.Document, course.Version, ask.Number, Quiz.Mark(shown, ask.Chosen));
        return (await db.TrySaveAsync(TrainingErrors.AlreadySent, ct)).Map(_ => attempt.Id);
    }

    /// <summary>The course and what this reader is asked; null where there is nothing to take.</summary>
    private async Task<(StandingCourse Course, List<(CourseQuestionId Id, QuestionText Text)> Questions)?> OpenAsync(PolicyDb db, CourseId id, CancellationToken ct)
    {
        if (!db.Reader.Can(Ability.AcknowledgeDocuments) || await StandingCourse.FindAsync(db, known, store.Asked, id, ct) is not { Version.IsOpen: true } course)
            return null;
        var questions = await course.QuestionsAsync(db, await CourseProvisions.OfAsync(db, texts, course.Known, ct), ct);
        return questions.Count == 0 ? null : (course, [.. questions.Select(question => (question.Id, QuestionText.Parse(db.Open(question.DocumentId, question.Words))))]);
    }

    private static Task<int> AttemptsAsync(PolicyDb db, CourseId id, CancellationToken ct)
    {
        var me = db.Reader.PersonId;
        return db.CourseAttempts.CountAsync(attempt => attempt.CourseId == id && attempt.PersonId == me, ct);
    }
}
