using System.Collections.Immutable;
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
}
