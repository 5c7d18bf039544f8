using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Imports.Scanning;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A question as who writes it sees it.</summary>
/// <param name="IsGone">The edition in force no longer has the provision: it is not asked.</param>
public sealed record WrittenQuestion(QuestionId Id, string Words, string Provision, string? Url, bool IsGone);

/// <summary>What was answered wrongly about one provision.</summary>
public sealed record MistakeLine(string Provision, string? Url, ProvisionMistakes Mistakes);

/// <summary>A course as who writes it sees it.</summary>
/// <param name="People">How many people have taken it.</param>
/// <param name="Passed">How many of them have passed it.</param>
public sealed record ManagedCourse(
    CourseId Id, string Title, DocumentId Document, string DocumentTitle, bool IsOpen, int PassMark, int Versions, int Attempts, int People, int Passed,
    IReadOnlyList<WrittenQuestion> Questions, IReadOnlyList<MistakeLine> Mistakes)
{
    public IReadOnlyList<CourseFileLine> Files { get; init; } = [];

    /// <summary>What its text calls.</summary>
    public IReadOnlySet<string> Called { get; init; } = new HashSet<string>();

    /// <summary>What its text calls and is not there.</summary>
    public IEnumerable<string> Missing => Called.Except(Files.Select(file => file.Name));

    /// <summary>A course about a procedure takes no files.</summary>
    public bool TakesFiles { get; init; }

    /// <summary>A scanner looks through files.</summary>
    public bool KeepsFiles { get; init; }
}

/// <summary>Shows a course to who writes it: its questions, and by provision how often they were answered wrongly.</summary>
public sealed class ManageCourseHandler(ReaderDb store, KnownDocuments known, EditionTexts texts, MalwareScanner scanner)
{
    public async Task<ManagedCourse?> OfAsync(CourseId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return null;
        var provisions = await CourseProvisions.OfAsync(db, texts, course.Known, ct);
        var rows = await db.CourseQuestions.AsNoTracking().Where(row => row.CourseId == id).ToListAsync(ct);
        var words = rows.Where(row => provisions.MayTellOf(row.Key)).ToDictionary(row => row.Id, row => (Row: row, Text: QuestionText.Parse(db.Open(row.DocumentId, row.Words))));
        var attempts = await db.CourseAttempts.AsNoTracking().Where(a => a.CourseId == id).Select(a => new { a.PersonId, a.Answers, a.Right, a.Asked, a.PassMark }).ToListAsync(ct);
        var mistakes = ProvisionMistakes.Of(attempts.Select(a => (a.PersonId, a.Answers)), question => words.TryGetValue(question, out var one) ? one.Row.Key : null);
        return new ManagedCourse(id, course.TitleFor(db), course.Document.Id, course.Known.TitleOn(db.Reader.Day, db), course.Version.IsOpen, course.Version.PassMark, course.Version.Number,
            attempts.Count, attempts.Select(a => a.PersonId).Distinct().Count(), attempts.Where(a => Quiz.IsPassed(a.Right, a.Asked, a.PassMark)).Select(a => a.PersonId).Distinct().Count(),
            [
                .. CourseQuestion.Standing(rows).Where(row => words.ContainsKey(row.Id)).OrderBy(row => provisions.PlaceOf(row.Key)).Select(row => (row, words[row.Id].Text, Named: provisions.Named(row.Key, words[row.Id].Text.Provision)))
                    .Select(one => new WrittenQuestion(one.row.QuestionId, one.Text.Words, one.Named.Label, one.Named.Url, one.Named.Url is null)),
            ],
            [
                .. mistakes.Select(one => (one, Named: provisions.Named(one.Key, words.Values.Where(word => word.Row.Key == one.Key).MaxBy(word => word.Row.WrittenAt).Text.Provision)))
                    .OrderByDescending(line => line.one.Share ?? -1).ThenBy(line => provisions.PlaceOf(line.one.Key)).Select(line => new MistakeLine(line.Named.Label, line.Named.Url, line.one)),
            ])
        {
            Files = await course.FilesAsync(db, ct), Called = MarkdownText.FilesOf(db.Open(course.Document.Id, course.Version.Text)), TakesFiles = course.Document.Tier != Tier.Procedure, KeepsFiles = scanner.IsThere,
        };
    }
}
