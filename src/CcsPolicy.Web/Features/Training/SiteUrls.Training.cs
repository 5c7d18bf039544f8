using CcsPolicy.Domain.Documents;
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

    /// <summary>The result of an attempt.</summary>
    public static string CourseAttempt(CourseAttemptId attempt) => $"{Training}/attempts/{attempt}";

    /// <summary>For who writes it: its questions, and what was answered wrongly.</summary>
    public static string ManageCourse(CourseId course) => $"{Course(course)}/manage";

    public static string EditCourse(CourseId course) => $"{Course(course)}/edit";

    public static string NewCourse(DocumentId document) => $"/catalogue/{document}/training/new";

    public static string NewQuestion(CourseId course) => $"{Course(course)}/questions/new";

    public static string EditQuestion(CourseId course, QuestionId question) => $"{Course(course)}/questions/{question}";
}
