using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Training;

public sealed class TrainingPagesTests : IAsyncLifetime
{
    private readonly Portal portal = new();
    private Shelf shelf = null!;
    private PersonId officer;
    private DocumentId standard;
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        officer = await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer);
        standard = await shelf.InForceAsync(Tier.Standard, "K-1", "対策基準\n\n第1条　責任者を置く。\n第2条　端末を守る。\n第3条　記録を残す。\n");
        client = await portal.SignedInAsync(officer);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Without_script_a_course_is_written_taken_and_looked_at()
    {
        var course = await CourseAsync();
        await QuestionAsync(course, "第1条", "誰を置きますか。", ["責任者", "見張り", "誰も置かない"], [0]);
        await QuestionAsync(course, "第2条", "何を守りますか。", ["端末", "記録媒体", "机"], [0, 1]);
        using var reader = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        var list = await reader.PageAsync("/training");
        Assert.Contains("未受講", list.QuerySelector(".task-list .tag")!.TextContent, StringComparison.Ordinal);
        var page = await reader.PageAsync(course);
        Assert.Equal("責任者", page.QuerySelector(".course-text strong")!.TextContent);
        Assert.Equal("<script>alert(1)</script>", page.QuerySelectorAll(".course-text p")[^1].TextContent);

        var quiz = await reader.PageAsync(course + "/quiz");
        Assert.Equal(2, quiz.QuerySelectorAll(".quiz-question").Length);
        Assert.Equal((3, 3), (quiz.QuerySelectorAll("input[type=radio]").Length, quiz.QuerySelectorAll("input[type=checkbox]").Length));
        // What is right, and why, is nowhere in the page.
        Assert.DoesNotContain("わけは、", quiz.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", quiz.QuerySelector("form[method=post] fieldset")!.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("IsRight", quiz.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);

        // One is left out: nothing is recorded, and what was chosen stays.
        var half = await (await reader.PostFormAsync(quiz, course + "/quiz", "quiz", Answer(quiz, "責任者"))).PageAsync();
        Assert.Equal(2, half.QuerySelectorAll(".error-summary li").Length);
        Assert.Single(half.QuerySelectorAll("input[checked]"));
        Assert.Empty(await AttemptsAsync());

        var failed = await reader.PostFormAsync(half, course + "/quiz", "quiz", Answer(half, "責任者"), Answer(half, "端末"));
        var result = await reader.PageAsync(failed.Headers.Location!.ToString());
        Assert.Contains("50点", result.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, result.QuerySelectorAll(".quiz-why").Length);
        Assert.Contains(result.QuerySelectorAll(".quiz-result a"), link => link.TextContent == "第2条" && link.GetAttribute("href")!.StartsWith($"/documents/{standard}/editions/", StringComparison.Ordinal));
        // The same answers sent once more count once.
        Assert.NotNull((await (await reader.PostFormAsync(half, course + "/quiz", "quiz", Answer(half, "責任者"), Answer(half, "端末"))).PageAsync()).QuerySelector(".error-summary"));

        var second = await reader.PageAsync(course + "/quiz");
        var passed = await reader.PostFormAsync(second, course + "/quiz", "quiz", Answer(second, "責任者"), Answer(second, "端末"), Answer(second, "記録媒体"));
        Assert.Contains("合格です", (await reader.PageAsync(passed.Headers.Location!.ToString())).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([(1, 1, 2, 80), (2, 2, 2, 80)], (await AttemptsAsync()).Select(a => (a.Number, a.Right, a.Asked, a.PassMark)));

        var manage = await client.PageAsync(course + "/manage");
        Assert.Equal(["第1条", "第2条"], manage.QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim()).Order(StringComparer.Ordinal));
        // One person is too few to tell a share.
        Assert.DoesNotContain("50%", manage.Body!.TextContent, StringComparison.Ordinal);
        // Another's result is not there, and neither is writing for whoever only reads.
        Assert.Equal(404, (int)(await client.GetAsync(passed.Headers.Location, Ct)).StatusCode);
        Assert.Equal(403, (int)(await reader.GetAsync(course + "/manage", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_question_written_anew_leaves_what_was_answered_as_it_was_and_whoever_is_answering_is_told()
    {
        var course = await CourseAsync();
        await QuestionAsync(course, "第1条", "誰を置きますか。", ["責任者", "見張り"], [0]);
        using var reader = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        var quiz = await reader.PageAsync(course + "/quiz");
        var done = await reader.PostFormAsync(quiz, course + "/quiz", "quiz", Answer(quiz, "責任者"));
        var open = await reader.PageAsync(course + "/quiz");
        var edit = (await client.PageAsync(course + "/manage")).QuerySelector("ol.task-list a.task-title")!.GetAttribute("href")!;
        var seen = await client.PageAsync(edit);
        Assert.Equal(302, (int)(await client.PostFormAsync(seen, edit, "question", ("Words", "誰を任じますか。"), ("Choice", "長"), ("Choice", "責任者"), ("Choice", ""), ("Right", "1"), ("Act", "save"))).StatusCode);
        // The second who writes is told.
        Assert.NotNull((await (await client.PostFormAsync(seen, edit, "question", ("Words", "別の問い"), ("Act", "save"))).PageAsync()).QuerySelector(".error-summary"));
        Assert.Contains("設問が変わりました", (await (await reader.PostFormAsync(open, course + "/quiz", "quiz", Answer(open, "責任者"))).PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        var result = await reader.PageAsync(done.Headers.Location!.ToString());
        Assert.Contains("誰を置きますか。", result.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("誰を任じますか。", result.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, (int)(await client.PostFormAsync(edit, "question", ("Act", "retire"))).StatusCode);
        Assert.Equal(404, (int)(await reader.GetAsync(course + "/quiz", Ct)).StatusCode);
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        Assert.Equal([1, 2, 3], (await db.CourseQuestions.ToListAsync(Ct)).Select(row => row.Number).Order());
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.Action == "question.retired", Ct));
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.Action == "course.taken", Ct));
    }

    [Fact]
    public async Task Whom_a_provision_is_withheld_from_is_not_asked_about_it()
    {
        var course = await CourseAsync();
        await QuestionAsync(course, "第1条", "誰を置きますか。", ["責任者", "見張り"], [0]);
        await QuestionAsync(course, "第2条", "何を守りますか。", ["端末", "机"], [0]);
        using var reader = await portal.SignedInAsync(await shelf.PersonAsync("派遣 太郎", EmploymentKind.Dispatched));
        var quiz = await reader.PageAsync(course + "/quiz");
        var done = await reader.PostFormAsync(quiz, course + "/quiz", "quiz", Answer(quiz, "責任者"), Answer(quiz, "机"));
        await shelf.WithholdAsync(standard, Openness.AllStaff, "第2条");
        foreach (var address in new[] { course, course + "/quiz", done.Headers.Location!.ToString(), "/training" })
            Assert.DoesNotContain("何を守りますか。", (await reader.PageAsync(address)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Single((await reader.PageAsync(course + "/quiz")).QuerySelectorAll(".quiz-question"));
        Assert.Contains("全1問", (await reader.PageAsync(course)).Body!.TextContent, StringComparison.Ordinal);
        using var staff = await portal.SignedInAsync(await shelf.PersonAsync("職員 次郎"));
        Assert.Equal(2, (await staff.PageAsync(course + "/quiz")).QuerySelectorAll(".quiz-question").Length);
    }

    [Fact]
    public async Task A_course_about_a_procedure_and_one_that_is_not_open_are_not_there_for_others()
    {
        var hidden = await CourseAsync(isOpen: false);
        using var reader = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        foreach (var address in new[] { hidden, hidden + "/quiz", "/training/" + Guid.NewGuid().ToString("N"), "/training/attempts/" + Guid.NewGuid().ToString("N") })
            Assert.Equal(404, (int)(await reader.GetAsync(address, Ct)).StatusCode);
        Assert.Empty((await reader.PageAsync("/training")).QuerySelectorAll(".task-list"));
        Assert.Single((await client.PageAsync("/training")).QuerySelectorAll(".task-list"));
        var procedure = await shelf.InForceAsync(Tier.Procedure, "P-1", "手順\n\n第1条　鍵を掛ける。\n");
        // The officer edits standards, and knows no procedure.
        foreach (var address in new[] { $"/catalogue/{procedure}/training/new", $"/catalogue/{Guid.NewGuid():N}/training/new" })
            Assert.Equal(404, (int)(await client.GetAsync(address, Ct)).StatusCode);
    }

    [Fact]
    public async Task What_is_planned_is_shown_with_its_day_and_counted_by_department_and_attendance_counts_too()
    {
        var course = await CourseAsync();
        await QuestionAsync(course, "第1条", "誰を置きますか。", ["責任者", "見張り"], [0]);
        var (one, other, third) = (await shelf.PersonAsync("職員 太郎"), await shelf.PersonAsync("職員 次郎"), await shelf.PersonAsync("派遣 三郎", EmploymentKind.Dispatched));
        using var reader = await portal.SignedInAsync(one);
        using var dispatched = await portal.SignedInAsync(third);
        Assert.Equal(404, (int)(await client.GetAsync(course + "/progress", Ct)).StatusCode);
        var refused = await (await client.PostFormAsync(course + "/plan", "plan", ("DueOn", "2000-01-01"), ("Act", "decide"))).PageAsync();
        Assert.NotNull(refused.QuerySelector("#due-on-error"));
        Assert.Equal(302, (int)(await client.PostFormAsync(course + "/plan", "plan", ("Kind", "Employee"), ("Act", "decide"))).StatusCode);
        Assert.Contains("未受講", (await reader.PageAsync("/training")).QuerySelector(".task-side")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("期限", (await reader.PageAsync("/training")).QuerySelector(".task-note")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("期限", (await dispatched.PageAsync("/training")).QuerySelector(".task-note")!.TextContent, StringComparison.Ordinal);

        var quiz = await reader.PageAsync(course + "/quiz");
        await reader.PostFormAsync(quiz, course + "/quiz", "quiz", Answer(quiz, "責任者"));
        Assert.Contains("今年度は受講済み", (await reader.PageAsync("/training")).QuerySelector(".task-side")!.TextContent, StringComparison.Ordinal);
        var bound = (await client.PageAsync(course + "/progress")).QuerySelector("td.num")!.TextContent;
        Assert.Equal("1", (await client.PageAsync(course + "/progress")).QuerySelectorAll("td.num")[1].TextContent);

        // One line is wrong: nobody is recorded.
        string number;
        await using (var db = portal.Databases.OpenFor(shelf.SeesAll))
            number = (await db.People.SingleAsync(person => person.Id == other, Ct)).StaffNumber;
        var faulty = await (await client.PostFormAsync(course + "/attendance", "attendance", ("Place", "大会議室"), ("List", $"職員番号,氏名\n{number},職員 次郎\n{number}\nなし"), ("Act", "save"))).PageAsync();
        Assert.Equal(["記録できます", "重なっています", "この職員番号の人はいません"], faulty.QuerySelectorAll("tbody td:last-child").Select(cell => cell.TextContent.Trim()));
        Assert.NotNull(faulty.QuerySelector(".error-summary"));
        Assert.Null(faulty.QuerySelector("button[value=save]"));
        var fits = await (await client.PostFormAsync(course + "/attendance", "attendance", ("Place", "大会議室"), ("List", number), ("Act", "check"))).PageAsync();
        Assert.Equal(302, (int)(await client.PostFormAsync(fits, course + "/attendance", "attendance", ("Act", "save"))).StatusCode);
        Assert.Equal("2", (await client.PageAsync(course + "/progress")).QuerySelectorAll("td.num")[1].TextContent);
        var people = await client.PageAsync(course + "/progress?department=none");
        Assert.Equal(bound, $"{people.QuerySelectorAll("table")[^1].QuerySelectorAll("tbody tr").Length}");
        Assert.Contains(people.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("職員 次郎", StringComparison.Ordinal) && row.TextContent.Contains("出席", StringComparison.Ordinal));

        // A mistake is withdrawn by a further row, and the same day can be entered again.
        var entered = await client.PageAsync(course + "/attendance");
        var entry = entered.QuerySelector("input[name=Entry]")!.GetAttribute("value")!;
        Assert.NotNull((await (await client.PostFormAsync(entered, course + "/attendance", "withdraw-attendance", ("Entry", entry))).PageAsync()).QuerySelector("#reason-error"));
        Assert.Equal(302, (int)(await client.PostFormAsync(entered, course + "/attendance", "withdraw-attendance", ("Entry", entry), ("Reason", "人違い"))).StatusCode);
        Assert.Equal("1", (await client.PageAsync(course + "/progress")).QuerySelectorAll("td.num")[1].TextContent);
        Assert.Equal(302, (int)(await client.PostFormAsync(course + "/attendance", "attendance", ("Place", "大会議室"), ("List", number), ("Act", "save"))).StatusCode);
        await using var after = portal.Databases.OpenFor(shelf.SeesAll);
        Assert.Equal([1, 2, 3], (await after.CourseAttendances.ToListAsync(Ct)).Select(row => row.Number).Order());
        Assert.Equal(403, (int)(await reader.GetAsync(course + "/progress", Ct)).StatusCode);
        Assert.Equal(302, (int)(await client.PostFormAsync(course + "/plan", "plan", ("Act", "withdraw"))).StatusCode);
        Assert.Equal(404, (int)(await client.GetAsync(course + "/progress", Ct)).StatusCode);
    }

    private static (string, string) Answer(IHtmlDocument quiz, string words) =>
        quiz.QuerySelectorAll(".quiz-question label.check").First(label => label.TextContent.Trim() == words).QuerySelector("input") is IHtmlInputElement input ? (input.Name!, input.Value) : throw new InvalidOperationException(words);

    private async Task<List<Domain.Training.CourseAttempt>> AttemptsAsync()
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        return await db.CourseAttempts.OrderBy(a => a.Number).ToListAsync(Ct);
    }

    private async Task<string> CourseAsync(bool isOpen = true)
    {
        var address = $"/catalogue/{standard}/training/new";
        var refused = await (await client.PostFormAsync(address, "course", ("CourseTitle", "はじめての研修"), ("Words", ""))).PageAsync();
        Assert.NotNull(refused.QuerySelector("#text-error"));
        Assert.Equal("はじめての研修", refused.QuerySelector("#title")!.GetAttribute("value"));
        (string, string)[] fields = [("CourseTitle", "はじめての研修"), ("Words", "# 要点\n\n**責任者**を置きます。\n\n<script>alert(1)</script>"), ("PassMark", "８０")];
        var made = await client.PostFormAsync(address, "course", isOpen ? [.. fields, ("IsOpen", "true")] : fields);
        return made.Headers.Location!.ToString().Replace("/manage?saved=1", "", StringComparison.Ordinal).Replace(portal.Server.BaseAddress.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal);
    }

    private async Task QuestionAsync(string course, string provision, string words, string[] choices, int[] right)
    {
        var address = course + "/questions/new";
        var page = await client.PageAsync(address);
        var key = page.QuerySelectorAll("select[name=Provision] option").First(option => option.TextContent.StartsWith(provision + "　", StringComparison.Ordinal)).GetAttribute("value")!;
        var saved = await client.PostFormAsync(page, address, "question",
            [("Provision", key), ("Words", words), ("Explanation", "わけは、そう定めているからです。"), ("Act", "save"), .. choices.Select(choice => ("Choice", choice)), .. right.Select(at => ("Right", $"{at}"))]);
        Assert.Equal(302, (int)saved.StatusCode);
    }
}
