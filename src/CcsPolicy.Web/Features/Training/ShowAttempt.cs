using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A question with what was answered and what is right.</summary>
/// <param name="Url">The provision in the reading page; null where the text no longer has it.</param>
public sealed record MarkedQuestion(QuestionText Text, GivenAnswer Answer, string Provision, string? Url);

/// <summary>The result of an attempt of the reader.</summary>
/// <param name="MayTakeAgain">The course is still open.</param>
public sealed record AttemptView(CourseId Course, string Title, DateTimeOffset At, int Number, int Right, int Asked, int Score, int PassMark, bool IsPassed, bool MayTakeAgain, IReadOnlyList<MarkedQuestion> Questions)
{
    /// <summary>The edition that is acknowledged after its questions are answered, and is not yet; null where there is none.</summary>
    public (DocumentId Document, EditionId Edition)? ToAcknowledge { get; init; }
}

/// <summary>Shows an attempt to the one whose it is.</summary>
public sealed class ShowAttemptHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    public async Task<AttemptView?> OfAsync(CourseAttemptId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var me = db.Reader.PersonId;
        if (await db.CourseAttempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.PersonId == me, ct) is not { } attempt
            || await known.FindAsync(db.Reader, attempt.DocumentId, store.Asked, ct) is not { } document)
            return null;
        var answers = GivenAnswer.Read(attempt.Answers);
        var asked = answers.Select(answer => answer.Question).ToList();
        var rows = await db.CourseQuestions.AsNoTracking().Where(question => asked.Contains(question.Id)).ToDictionaryAsync(question => question.Id, ct);
        var versions = await db.CourseVersions.AsNoTracking().Where(v => v.CourseId == attempt.CourseId).OrderByDescending(v => v.Number).Select(v => new { v.Id, v.Title, v.IsOpen }).ToListAsync(ct);
        var provisions = await CourseProvisions.OfAsync(db, texts, document, ct);
        var marked = new List<MarkedQuestion>();
        // What was withheld since is told no more.
        foreach (var answer in answers)
            if (rows.TryGetValue(answer.Question, out var row) && provisions.MayTellOf(row.Key))
            {
                var text = QuestionText.Parse(db.Open(row.DocumentId, row.Words));
                var (label, url) = provisions.Named(row.Key, text.Provision);
                marked.Add(new MarkedQuestion(text, answer, label, url));
            }
        return new AttemptView(attempt.CourseId, db.Open(attempt.DocumentId, versions.First(v => v.Id == attempt.VersionId).Title), attempt.At, attempt.Number, attempt.Right, attempt.Asked, attempt.Score,
            attempt.PassMark, attempt.IsPassed, versions[0].IsOpen && attempt.Number < CourseAttempt.MostOfPerson, marked)
        {
            ToAcknowledge = document.AsksAnswersOn(db.Reader.Day) && document.Order.InForceOn(db.Reader.Day) is { } edition
                && !await db.StandingAcknowledgements().AnyAsync(a => a.EditionId == edition.Id && a.PersonId == me, ct) ? (attempt.DocumentId, edition.Id) : null,
        };
    }
}
