using System.Collections.Immutable;
using CcsPolicy.Data.Files;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;

namespace CcsPolicy.Data.Saving;

/// <summary>研修の行。The one way in which what a course says, its questions and who took it become rows and journal entries.</summary>
public static class TrainingRows
{
    /// <summary>Puts a version of the course down for the next save.</summary>
    /// <param name="number">One more than the version that was looked at.</param>
    /// <param name="by">Who wrote it, when that is not the reader.</param>
    public static CourseVersion PutCourse(this PolicyDb db, PolicyDocument document, CourseId course, int number, CourseWords words, PersonId? by = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        var version = new CourseVersion
        {
            Id = db.Ids.Next<CourseVersionId>(), CourseId = course, DocumentId = document.Id, Number = number, Title = db.Seal(document.Id, words.Title), Text = db.Seal(document.Id, words.Text),
            PassMark = words.PassMark, IsOpen = words.IsOpen, WrittenAt = db.Now, WrittenBy = by ?? db.Reader.PersonId!.Value,
        };
        db.CourseVersions.Add(version);
        db.Record(new JournalFact("course.written").With("course", course).With("number", number), document, by, row: version);
        return version;
    }

    /// <summary>Puts a file of the course down for the next save.</summary>
    /// <param name="name">By which its text calls it.</param>
    public static async Task PutCourseFileAsync(this PolicyDb db, PolicyDocument document, CourseId course, string name, string mediaType, byte[] bytes, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes);
        var file = await db.AddFileAsync(document, null, name, mediaType, content, ct, course);
        db.Record(new JournalFact("course.file-added").With("course", course).With("file", file.Id.ToString("N")), document);
    }

    /// <summary>Puts a version of a question down for the next save.</summary>
    /// <param name="number">One more than the version that was looked at.</param>
    /// <param name="by">Who wrote it, when that is not the reader.</param>
    public static CourseQuestion PutQuestion(
        this PolicyDb db, PolicyDocument document, CourseId course, QuestionId question, int number, Guid key, EditionId edition, QuestionText text, bool isRetired = false, PersonId? by = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var row = new CourseQuestion
        {
            Id = db.Ids.Next<CourseQuestionId>(), QuestionId = question, CourseId = course, DocumentId = document.Id, Number = number, Key = key, EditionId = edition,
            Words = db.Seal(document.Id, text.Write()), IsRetired = isRetired, WrittenAt = db.Now, WrittenBy = by ?? db.Reader.PersonId!.Value,
        };
        db.CourseQuestions.Add(row);
        db.Record(new JournalFact(isRetired ? "question.retired" : "question.written").With("course", course).With("question", row.Id), document, by, row: row);
        return row;
    }

    /// <summary>Puts an attempt of the reader down for the next save.</summary>
    /// <param name="number">One more than the attempts that there were when the questions were shown.</param>
    public static CourseAttempt PutAttempt(this PolicyDb db, PolicyDocument document, CourseVersion version, int number, ImmutableArray<GivenAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(version);
        var attempt = new CourseAttempt
        {
            Id = db.Ids.Next<CourseAttemptId>(), CourseId = version.CourseId, VersionId = version.Id, DocumentId = document.Id, PersonId = db.Reader.PersonId!.Value, Number = number,
            Answers = GivenAnswer.Write(answers), Asked = answers.Length, Right = answers.Count(answer => answer.IsRight), PassMark = version.PassMark, At = db.Now,
            DepartmentId = db.Reader.Departments is [var department, ..] ? department : null, PostId = db.Reader.Posts is [var post, ..] ? post : null,
        };
        db.CourseAttempts.Add(attempt);
        db.Record(new JournalFact("course.taken").With("course", version.CourseId).With("attempt", attempt.Id), document, row: attempt);
        return attempt;
    }

    /// <summary>Puts a decision about the plan of a year down for the next save.</summary>
    /// <param name="number">One more than the decision about that year that was looked at.</param>
    public static void PutPlan(this PolicyDb db, PolicyDocument document, CourseId course, int number, PlanTerms terms, bool isWithdrawn, PersonId? by = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var plan = new CoursePlan
        {
            Id = db.Ids.Next<CoursePlanId>(), CourseId = course, DocumentId = document.Id, FiscalYear = terms.FiscalYear, Number = number, DueOn = terms.DueOn, Kinds = terms.KindsWritten,
            IsWithdrawn = isWithdrawn, DecidedAt = db.Now, DecidedBy = by ?? db.Reader.PersonId!.Value,
        };
        db.CoursePlans.Add(plan);
        db.Record(new JournalFact("course.planned").With("course", course).With("plan", plan.Id).With("due", terms.DueOn), document, by, row: plan);
    }

    /// <summary>Puts down for the next save that somebody was there.</summary>
    /// <param name="number">One more than the rows that there are of the person and course.</param>
    public static void PutAttendance(this PolicyDb db, PolicyDocument document, CourseId course, int number, PersonId person, DepartmentId? department, DateOnly heldOn, string place)
    {
        var row = new CourseAttendance
        {
            Id = db.Ids.Next<CourseAttendanceId>(), CourseId = course, DocumentId = document.Id, PersonId = person, Number = number, HeldOn = heldOn, Place = db.Seal(document.Id, place), Reason = default,
            RecordedAt = db.Now, RecordedBy = db.Reader.PersonId!.Value, DepartmentId = department,
        };
        db.CourseAttendances.Add(row);
        db.Record(new JournalFact("attendance.recorded").With("course", course).With("attendance", row.Id).With("person", person), document, row: row);
    }

    /// <summary>Puts down for the next save that an entry was a mistake.</summary>
    /// <param name="number">As of <see cref="PutAttendance"/>.</param>
    public static void WithdrawAttendance(this PolicyDb db, PolicyDocument document, CourseAttendance mistaken, int number, string reason)
    {
        ArgumentNullException.ThrowIfNull(mistaken);
        var row = new CourseAttendance
        {
            Id = db.Ids.Next<CourseAttendanceId>(), CourseId = mistaken.CourseId, DocumentId = document.Id, PersonId = mistaken.PersonId, Number = number, HeldOn = mistaken.HeldOn, Place = default,
            WithdrawsId = mistaken.Id, Reason = db.Seal(document.Id, reason), RecordedAt = db.Now, RecordedBy = db.Reader.PersonId!.Value, DepartmentId = mistaken.DepartmentId,
        };
        db.CourseAttendances.Add(row);
        db.Record(new JournalFact("attendance.withdrawn").With("course", mistaken.CourseId).With("attendance", mistaken.Id).With("person", mistaken.PersonId), document, row: row);
    }
}
