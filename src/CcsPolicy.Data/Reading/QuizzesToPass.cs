using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>合格すべき理解度テスト。A quiz that one reader must have passed before an edition is acknowledged.</summary>
/// <param name="Passed">The attempt in which the reader passed it since the edition is asked for; null while there is none.</param>
public sealed record QuizToPass(CourseId Course, string Title, CourseAttemptId? Passed);

/// <summary>
/// Which quizzes must be passed where readers are asked to answer questions: those of all open courses about the document that ask this reader anything. Where none is left, reading all of it is enough:
/// nobody is asked for what cannot be done.
/// </summary>
public static class QuizzesToPass
{
    /// <summary>Of one document: an acknowledgement names an attempt for each.</summary>
    public const int Most = 100;

    /// <summary>What is asked of whoever must pass these quizzes.</summary>
    public static CampaignAsk AskOf(Campaign? campaign, IReadOnlyCollection<QuizToPass> quizzes) =>
        (campaign?.Ask ?? CampaignAsk.ReadChanges) is var asked && asked == CampaignAsk.AnswerQuestions && quizzes.Count == 0 ? CampaignAsk.ReadAll : asked;

    public static bool ArePassed(IEnumerable<QuizToPass> quizzes) => quizzes.All(quiz => quiz.Passed is not null);

    /// <summary>Whether the document has an open course that asks anything.</summary>
    public static async Task<bool> HasQuestionsAsync(this PolicyDb db, DocumentId document, CancellationToken ct) =>
        (await AskingAsync(db, document, ct)).Count > 0;

    /// <summary>The quizzes that the reader of the context must pass before acknowledging the edition that is asked for today.</summary>
    public static async Task<IReadOnlyList<QuizToPass>> QuizzesToPassAsync(this PolicyDb db, KnownDocument known, EditionTexts texts, CancellationToken ct)
    {
        var (document, me) = (known.Document.Id, db.Reader.PersonId);
        if (known.Order.ToAcknowledgeOn(db.Reader.Day) is not { } asked || await AskingAsync(db, document, ct) is not { Count: > 0 } courses)
            return [];
        var shown = await ShownAsync(db, known, texts, ct);
        // Of the day on which the edition was recorded, what came before that was about another text.
        var since = new[] { TokyoTime.StartOf(asked.AskedFrom), asked.RecordedAt }.Max();
        var passed = (await db.CourseAttempts.AsNoTracking().Where(a => a.DocumentId == document && a.PersonId == me).OrderBy(a => a.Number).ToListAsync(ct))
            .Where(a => a.IsPassed && a.At >= since).ToLookup(a => a.CourseId, a => (CourseAttemptId?)a.Id);
        return [.. courses.Where(course => course.Keys.Any(shown.Contains)).Select(course => new QuizToPass(course.Id, db.Open(document, course.Title), passed[course.Id].FirstOrDefault()))
            .OrderBy(quiz => quiz.Title, StringComparer.Ordinal).ThenBy(quiz => quiz.Course.Value).Take(Most)];
    }

    /// <summary>The open courses that ask anything, with the lineage keys of the provisions that they ask about.</summary>
    private static async Task<List<(CourseId Id, SealedText Title, HashSet<Guid> Keys)>> AskingAsync(PolicyDb db, DocumentId document, CancellationToken ct)
    {
        var versions = await db.CourseVersions.AsNoTracking().Where(v => v.DocumentId == document).Select(v => new { v.CourseId, v.Number, v.Title, v.IsOpen }).ToListAsync(ct);
        var questions = CourseQuestion.Standing(await db.CourseQuestions.AsNoTracking().Where(q => q.DocumentId == document).ToListAsync(ct)).ToLookup(question => question.CourseId, question => question.Key);
        return [.. CourseVersion.Latest(versions, v => v.CourseId, v => v.Number).Where(v => v.IsOpen && questions.Contains(v.CourseId)).Select(v => (v.CourseId, v.Title, questions[v.CourseId].ToHashSet()))];
    }

    /// <summary>The lineage keys of the provisions that the reader is shown: the others ask the reader nothing.</summary>
    private static async Task<HashSet<Guid>> ShownAsync(PolicyDb db, KnownDocument known, EditionTexts texts, CancellationToken ct)
    {
        if (known.Order.SpokenOfOn(db.Reader.Day) is not { } edition)
            return [];
        // To look for a number is not to read the text.
        (db.Shown, var teller) = (null, db.Shown);
        try
        {
            var withheld = WithheldProvisions.From(db.Reader, known.Document.Id, known.Decisions);
            return await texts.OfAsync(db, edition.Id, ct) is { } text ? [.. withheld.From(text.Tree).All().Select(placed => placed.Provision.Key).Where(key => !withheld.Holds(key)).Select(key => key.Value)] : [];
        }
        finally
        {
            db.Shown = teller;
        }
    }
}
