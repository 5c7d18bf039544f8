using CcsPolicy.Web.Tests.NonInterference;

namespace CcsPolicy.Web.Tests.Access.Posting;

internal static partial class FormCases
{
    private static IEnumerable<FormCase> Training()
    {
        yield return new("CourseFormPage course", Who.Officer, at => $"/training/{at.Course("SP-01")}/edit") { Typed = (_, _) => [("CourseTitle", "別の研修")] };
        yield return new("QuestionPage question", Who.Officer, at => $"/training/{at.Course("SP-01")}/questions/{at.Question("SP-01")}") { Typed = (_, _) => [("Words", "別の問いですか。"), ("Act", "save")] };
        yield return new("QuizPage quiz", Who.Staff, at => $"/training/{at.Course("SP-01")}/quiz")
        {
            Typed = (_, page) => [.. page.QuerySelectorAll(".quiz-question").Select(question => question.QuerySelector("input")!).Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")))],
        };
    }
}
