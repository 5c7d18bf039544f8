using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Training;

/// <summary>What a course says, to be written anew.</summary>
/// <param name="Id">Null for one that is begun.</param>
/// <param name="Number">Of the version that was looked at; 0 for one that is begun.</param>
public sealed record CourseToWrite(CourseId? Id, DocumentId Document, string DocumentTitle, int Number, CourseWords Words)
{
    /// <summary>Whoever acknowledges the document must have passed the quizzes of its open courses.</summary>
    public bool AsksAnswers { get; init; }
}

/// <summary>Begins a course about a document and writes it anew.</summary>
public sealed class WriteCourseHandler(ReaderDb store, KnownDocuments known)
{
    public async Task<CourseToWrite?> ViewAsync(CourseId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is { } course
            ? new CourseToWrite(id, course.Document.Id, course.Known.TitleOn(db.Reader.Day, db), course.Version.Number,
                new CourseWords(course.TitleFor(db), db.Open(course.Document.Id, course.Version.Text), course.Version.PassMark, course.Version.IsOpen)) { AsksAnswers = course.Known.AsksAnswersOn(db.Reader.Day) }
            : null;
    }

    /// <summary>A new one; null for whoever may not edit the document, and while it has no edition.</summary>
    public async Task<CourseToWrite?> NewAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await known.FindAsync(db.Reader, id, store.Asked, ct) is { } document && db.Reader.MayEdit(document.Document) && document.Order.SpokenOfOn(db.Reader.Day) is not null
            ? new CourseToWrite(null, id, document.TitleOn(db.Reader.Day, db), 0, new CourseWords("", "", CourseWords.UsualPassMark, false)) { AsksAnswers = document.AsksAnswersOn(db.Reader.Day) } : null;
    }


    public async Task<Result<CourseId>> BeginAsync(DocumentId id, CourseWords words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await known.FindAsync(db.Reader, id, store.Asked, ct) is not { } document || !db.Reader.MayEdit(document.Document) || document.Order.SpokenOfOn(db.Reader.Day) is null)
            return TrainingErrors.NotFound;
        var course = db.Ids.Next<CourseId>();
        db.PutCourse(document.Document, course, 1, words);
        return (await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct)).Map(_ => course);
    }

    /// <param name="number">Of the version that was looked at.</param>
    public async Task<Result<CourseId>> RewriteAsync(CourseId id, int number, CourseWords words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        if (course.Version.Number != number)
            return TrainingErrors.ChangedMeanwhile;
        if (words == new CourseWords(course.TitleFor(db), db.Open(course.Document.Id, course.Version.Text), course.Version.PassMark, course.Version.IsOpen))
            return id;
        db.PutCourse(course.Document, id, number + 1, words);
        return (await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct)).Map(_ => id);
    }
}
