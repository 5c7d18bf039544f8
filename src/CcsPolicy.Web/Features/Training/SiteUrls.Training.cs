using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>研修: the courses that the reader can take, and how often they were passed.</summary>
    public const string Training = "/training";

    public static string Course(CourseId course) => $"{Training}/{course}";

    /// <summary>理解度テスト.</summary>
    public static string CourseQuiz(CourseId course) => $"{Course(course)}/quiz";

    /// <summary>A file of a course.</summary>
    public static string CourseFile(CourseId course, Guid file) => $"{Course(course)}/files/{file:N}";

    /// <summary>The result of an attempt.</summary>
    public static string CourseAttempt(CourseAttemptId attempt) => $"{Training}/attempts/{attempt}";

    /// <summary>For who writes it: its questions, and what was answered wrongly.</summary>
    public static string ManageCourse(CourseId course) => $"{Course(course)}/manage";

    /// <summary>年間研修計画: until when it is to be taken, and by whom.</summary>
    public static string CoursePlan(CourseId course) => $"{Course(course)}/plan";

    /// <summary>出席の記録.</summary>
    public static string CourseAttendance(CourseId course) => $"{Course(course)}/attendance";

    /// <summary>Further entries of it.</summary>
    public static string CourseAttendance(CourseId course, int page) => $"{CourseAttendance(course)}?page={page}";

    /// <summary>年度の記録, of whoever asks.</summary>
    public const string TrainingRecord = Training + "/record.pdf";

    /// <summary>受講率, with the people of a department or of none where one is asked for.</summary>
    public static string CourseProgress(CourseId course) => $"{Course(course)}/progress";

    /// <inheritdoc cref="CourseProgress(CourseId)"/>
    public static string CourseProgress(CourseId course, DepartmentId? department) => $"{CourseProgress(course)}?department={department?.ToString() ?? "none"}#people";

    public static string EditCourse(CourseId course) => $"{Course(course)}/edit";

    public static string NewCourse(DocumentId document) => $"/catalogue/{document}/training/new";

    public static string NewQuestion(CourseId course) => $"{Course(course)}/questions/new";

    public static string EditQuestion(CourseId course, QuestionId question) => $"{Course(course)}/questions/{question}";
}
