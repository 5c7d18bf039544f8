using CcsPolicy.Web.Tests.NonInterference;

namespace CcsPolicy.Web.Tests.Access.Posting;

internal static partial class FormCases
{
    private static IEnumerable<FormCase> Training()
    {
        yield return new("CourseFormPage course", Who.Officer, at => $"/training/{at.Course("SP-01")}/edit") { Typed = (_, _) => [("CourseTitle", "別の研修")] };
        yield return new("QuestionPage question", Who.Officer, at => $"/training/{at.Course("SP-01")}/questions/{at.Question("SP-01")}") { Typed = (_, _) => [("Words", "別の問いですか。"), ("Act", "save")] };
        yield return new("PlanPage plan", Who.Officer, at => $"/training/{at.Course("SP-01")}/plan") { Typed = (_, _) => [("Kind", "Employee"), ("Act", "decide")] };
        yield return new("AttendancePage attendance", Who.Officer, at => $"/training/{at.Course("SP-01")}/attendance")
        {
            Typed = (stage, _) => [("Place", "会議室"), ("List", stage.Places.Number(Who.Staff)), ("Act", "save")],
        };
        yield return new("AttendancePage withdraw-attendance", Who.Officer, at => $"/training/{at.Course("SP-01")}/attendance") { Typed = (_, _) => [("Reason", "人違い")] };
        yield return new("QuizPage quiz", Who.Staff, at => $"/training/{at.Course("SP-01")}/quiz")
        {
            Typed = (_, page) => [.. page.QuerySelectorAll(".quiz-question").Select(question => question.QuerySelector("input")!).Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")))],
        };
    }
}
