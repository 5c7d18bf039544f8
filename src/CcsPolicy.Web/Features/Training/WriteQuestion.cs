using System.Collections.Immutable;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A question to be written.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Number">Of the version that was looked at; 0 for a new one.</param>
/// <param name="Text">Null for a new one.</param>
public sealed record QuestionToWrite(CourseId Course, string Title, QuestionId? Id, int Number, Guid Key, QuestionText? Text, ImmutableArray<AskedProvision> Provisions);

/// <summary>What a form says of a question.</summary>
public sealed record TypedQuestion(Guid Key, string? Words, IReadOnlyList<string?> Choices, IReadOnlyCollection<int> Right, string? Explanation);

/// <summary>Writes the questions of a course, each about a provision that whoever writes it is shown.</summary>
public sealed class WriteQuestionHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    /// <param name="question">Null for a new one.</param>
    public async Task<QuestionToWrite?> ViewAsync(CourseId id, QuestionId? question, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return null;
        var provisions = await CourseProvisions.OfAsync(db, texts, course.Known, ct);
        if (question is null)
            return new QuestionToWrite(id, course.TitleFor(db), null, 0, Guid.Empty, null, provisions.All);
        return (await RowsAsync(db, id, ct)).Find(row => row.QuestionId == question) is { } row && provisions.MayTellOf(row.Key)
            ? new QuestionToWrite(id, course.TitleFor(db), row.QuestionId, row.Number, row.Key, QuestionText.Parse(db.Open(row.DocumentId, row.Words)), provisions.All) : null;
    }

    /// <param name="question">Null for a new one.</param>
    /// <param name="number">Of the version that was looked at.</param>
    public async Task<Result<Done>> WriteAsync(CourseId id, QuestionId? question, int number, TypedQuestion typed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(typed);
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        var standing = await RowsAsync(db, id, ct);
        var provisions = await CourseProvisions.OfAsync(db, texts, course.Known, ct);
        if (question is { } asked && (standing.Find(row => row.QuestionId == asked) is not { } before || before.Number != number || !provisions.MayTellOf(before.Key)))
            return TrainingErrors.ChangedMeanwhile;
        if (question is null && standing.Count >= CourseQuestion.Most)
            return TrainingErrors.TooManyQuestions;
        if (!provisions.Has(typed.Key))
            return TrainingErrors.NoSuchProvision;
        var read = QuestionText.Read(typed.Words, typed.Choices, typed.Right, typed.Explanation, provisions.Named(typed.Key, "").Label);
        if (read.Error is { } refusal)
            return refusal;
        db.PutQuestion(course.Document, id, question ?? db.Ids.Next<QuestionId>(), number + 1, typed.Key, provisions.Edition!.Value, read.Value);
        return await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct);
    }

    /// <summary>It is asked no more.</summary>
    /// <param name="number">Of the version that was looked at.</param>
    public async Task<Result<Done>> RetireAsync(CourseId id, QuestionId question, int number, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        if ((await RowsAsync(db, id, ct)).Find(row => row.QuestionId == question) is not { } row || row.Number != number)
            return TrainingErrors.ChangedMeanwhile;
        db.PutQuestion(course.Document, id, question, number + 1, row.Key, row.EditionId, QuestionText.Parse(db.Open(row.DocumentId, row.Words)), isRetired: true);
        return await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct);
    }

    private static async Task<List<CourseQuestion>> RowsAsync(Data.PolicyDb db, CourseId id, CancellationToken ct) =>
        [.. CourseQuestion.Standing(await db.CourseQuestions.AsNoTracking().Where(row => row.CourseId == id).ToListAsync(ct))];
}
