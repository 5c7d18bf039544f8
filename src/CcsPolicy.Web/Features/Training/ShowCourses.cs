using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A course as the list shows it.</summary>
/// <param name="PassedAt">When the reader first passed it; null when never.</param>
/// <param name="Attempts">How often the reader took it.</param>
public sealed record CourseLine(CourseId Id, string Title, DocumentId Document, string DocumentTitle, Tier Tier, bool IsOpen, bool MayWrite, DateTimeOffset? PassedAt, int Attempts)
{
    /// <summary>期限 of this year for the reader; null when the plan does not bind the reader.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The day on which the reader passed or attended it this year.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>It stands in the plan of this year, and the reader may follow who has taken it.</summary>
    public bool MayFollow { get; init; }
}

/// <summary>An attempt of the reader, as lists show it.</summary>
public sealed record AttemptLine(CourseAttemptId Id, string Title, DateTimeOffset At, int Score, bool IsPassed);

/// <summary>The reader was there when a course was held in a room.</summary>
public sealed record AttendedLine(string Title, DateOnly HeldOn, string Place);

/// <summary>All courses of the reader, and what the reader has taken.</summary>
public sealed record CoursesView(DateOnly Today, IReadOnlyList<CourseLine> Courses, IReadOnlyList<AttemptLine> Attempts, IReadOnlyList<AttendedLine> Attended)
{
    /// <summary>年度 of which there can be a record, the latest first: this one, and those in which the reader took or attended anything that is listed.</summary>
    public IEnumerable<int> Years => Attempts.Select(a => TokyoTime.DateOf(a.At)).Concat(Attended.Select(a => a.HeldOn)).Append(Today).Select(FiscalYear.Of).Distinct().OrderDescending();

    public IEnumerable<CourseLine> Open => Courses.Where(course => course.IsOpen);

    public IEnumerable<CourseLine> Written => Courses.Where(course => course.MayWrite);
}

/// <summary>A course before it is taken.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Questions">How many this reader is asked.</param>
public sealed record CourseView(CourseId Id, string Title, string Text, DocumentId Document, string DocumentTitle, Tier Tier, int PassMark, bool IsOpen, bool MayWrite, int Questions, IReadOnlyList<AttemptLine> Attempts)
{
    /// <summary>The files that the text calls, by name.</summary>
    public IReadOnlyDictionary<string, CourseFileLine> Files { get; init; } = new Dictionary<string, CourseFileLine>();

    public bool MayTake => IsOpen && Questions > 0 && Attempts.Count < CourseAttempt.MostOfPerson;
}

/// <summary>Shows the courses that a reader may know.</summary>
public sealed class ShowCoursesHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    public async Task<CoursesView> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var documents = (await known.AllAsync(db.Reader, store.Asked, ct)).ToDictionary(one => one.Document.Id);
        // Without their texts: a list of many courses opens titles only.
        var rows = await db.CourseVersions.AsNoTracking().Select(v => new { v.CourseId, v.DocumentId, v.Number, v.Title, v.IsOpen }).ToListAsync(ct);
        var own = await OwnCourses.OfAsync(db, FiscalYear.Of(db.Reader.Day), ct);
        var latest = CourseVersion.Latest(rows, v => v.CourseId, v => v.Number).Where(v => documents.ContainsKey(v.DocumentId)).ToList();
        var lines = (
            from version in latest
            let document = documents[version.DocumentId]
            let mayWrite = db.Reader.MayEdit(document.Document)
            where version.IsOpen || mayWrite
            let passed = own.Attempts[version.CourseId].Where(a => a.IsPassed).Select(a => (DateTimeOffset?)a.At).Min()
            select new CourseLine(version.CourseId, db.Open(version.DocumentId, version.Title), version.DocumentId, document.TitleOn(db.Reader.Day, db), document.Document.Tier,
                version.IsOpen, mayWrite, passed, own.Attempts[version.CourseId].Count())
            {
                DueOn = own.DueOn(version.CourseId, document, db.Reader),
                DoneOn = own.DoneOn(version.CourseId),
                MayFollow = own.PlanOf(version.CourseId) is not null && db.Reader.Can(Ability.FollowOwnDepartment),
            }).ToList();
        var titles = latest.ToDictionary(v => v.CourseId, v => (v.DocumentId, v.Title));
        return new CoursesView(db.Reader.Day,
            [.. lines.OrderBy(line => line.DueOn is null || line.DoneOn is not null).ThenBy(line => line.DueOn).ThenBy(line => line.PassedAt is not null).ThenBy(line => line.Tier).ThenBy(line => line.Title, StringComparer.Ordinal).ThenBy(line => line.Id.Value)],
            [.. own.Attempts.SelectMany(of => of).Where(a => titles.ContainsKey(a.CourseId)).OrderByDescending(a => a.At)
                .Select(a => new AttemptLine(a.Id, db.Open(titles[a.CourseId].DocumentId, titles[a.CourseId].Title), a.At, a.Score, a.IsPassed))],
            [.. own.Attended.SelectMany(of => of).Where(a => titles.ContainsKey(a.CourseId)).OrderByDescending(a => a.HeldOn).ThenByDescending(a => a.RecordedAt)
                .Select(a => new AttendedLine(db.Open(a.DocumentId, titles[a.CourseId].Title), a.HeldOn, db.Open(a.DocumentId, a.Place)))]);
    }

    public async Task<CourseView?> OfAsync(CourseId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.FindAsync(db, known, store.Asked, id, ct) is not { } course)
            return null;
        var questions = await course.QuestionsAsync(db, await CourseProvisions.OfAsync(db, texts, course.Known, ct), ct);
        var me = db.Reader.PersonId;
        var title = course.TitleFor(db);
        var attempts = await db.CourseAttempts.AsNoTracking().Where(a => a.CourseId == id && a.PersonId == me).OrderByDescending(a => a.Number).ToListAsync(ct);
        db.Shown?.TextRead(course.Document.Id, "course", course.Version.Id);
        var text = db.Open(course.Document.Id, course.Version.Text);
        return new CourseView(id, title, text, course.Document.Id, course.Known.TitleOn(db.Reader.Day, db), course.Document.Tier, course.Version.PassMark,
            course.Version.IsOpen, db.Reader.MayEdit(course.Document), questions.Count, [.. attempts.Select(a => new AttemptLine(a.Id, title, a.At, a.Score, a.IsPassed))])
        {
            Files = MarkdownText.FilesOf(text) is { Count: > 0 } called ? (await course.FilesAsync(db, ct)).Where(file => called.Contains(file.Name)).ToDictionary(file => file.Name) : new Dictionary<string, CourseFileLine>(),
        };
    }
}
