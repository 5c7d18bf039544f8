using AngleSharp.Html.Dom;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Acknowledging;

/// <summary>An edition whose readers are asked to answer questions before they acknowledge it.</summary>
public sealed class AnswersToAcknowledgeTests : IAsyncLifetime
{
    private const string First = "対策基準\n\n第1条　責任者を置く。\n第2条　端末を守る。\n";
    private const string Second = "対策基準\n\n第1条　責任者を置く。\n第2条　端末と媒体を守る。\n";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private Shelf shelf = default!;
    private DocumentId document;
    private EditionId edition;
    private PersonId reader;
    private CourseId course;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        await shelf.EditionAsync(document, First, new(2026, 4, 1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        edition = await shelf.EditionAsync(document, Second, portal.Today.AddDays(1), EditionKind.PartialAmendment);
        reader = await shelf.PersonAsync("青木 花");
        course = await CourseAsync("はじめての研修", "第2条");
        await using var db = portal.Open(shelf.SeesAll);
        db.PutCampaign(await DocumentAsync(db), edition, 1, new(CampaignAsk.AnswerQuestions, 10, false), portal.Today.AddDays(14));
        await db.SaveChangesAsync(Ct);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private string Address => SiteUrls.Acknowledge(document, edition);

    [Fact]
    public async Task It_is_acknowledged_only_after_the_quiz_is_passed_since_it_is_asked_for_and_the_record_names_the_attempt()
    {
        using (var early = await portal.SignedInAsync(reader))
            await AnswerAsync(early, "端末");
        // What was passed before the edition was asked for does not count.
        portal.Clock.Advance(TimeSpan.FromDays(1));
        using var client = await portal.SignedInAsync(reader);
        var page = await client.PageAsync(Address);
        Assert.Null(PageForms.Find(page, SiteUrls.Acknowledgements));
        Assert.NotNull(page.QuerySelector($"a[href='{SiteUrls.CourseQuiz(course)}']"));
        Assert.EndsWith("problem=" + AcknowledgementErrors.QuestionsNotAnswered.Code, await SendAsync(client), StringComparison.Ordinal);
        Assert.NotNull((await client.PageAsync(Address + "?problem=" + AcknowledgementErrors.QuestionsNotAnswered.Code)).QuerySelector(".error-summary"));

        var failed = await AnswerAsync(client, "机");
        Assert.Null(failed.QuerySelector($"a[href='{Address}']"));
        Assert.EndsWith("problem=" + AcknowledgementErrors.QuestionsNotAnswered.Code, await SendAsync(client), StringComparison.Ordinal);
        var passed = await AnswerAsync(client, "端末");
        Assert.NotNull(passed.QuerySelector($"a[href='{Address}']"));
        Assert.Contains("問いに答えて合格し", (await client.PageAsync(Address)).QuerySelector(".statement")!.TextContent, StringComparison.Ordinal);
        var made = await client.PostFormAsync(Address, SiteUrls.Acknowledgements, ("confirmed", "true"));
        var receipt = await client.PageAsync(made.Headers.Location!.ToString());

        await using var db = portal.Open(shelf.SeesAll);
        var attempt = await db.CourseAttempts.SingleAsync(a => a.Number == 3, Ct);
        var row = await db.Acknowledgements.SingleAsync(Ct);
        Assert.Equal(("answered-1", attempt.Id.ToString()), (row.StatementVersion, row.AnsweredIn));
        Assert.Contains(attempt.Id.ToString(), receipt.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"\"answered\":\"{attempt.Id}\"", System.Text.Encoding.UTF8.GetString((await db.Journal.SingleAsync(entry => entry.Action == "edition.acknowledged", Ct)).Bytes), StringComparison.Ordinal);
        Assert.Equal(("対策基準", 2), AcknowledgementStatement.Named(db.Open(document, row.Statement)));
        // Nothing is left to go back to.
        Assert.Null((await AnswerAsync(client, "端末")).QuerySelector($"a[href='{Address}']"));
    }

    [Fact]
    public async Task Every_open_course_that_asks_the_reader_anything_counts_and_none_that_asks_nothing()
    {
        var other = await CourseAsync("次の研修", "第1条");
        portal.Clock.Advance(TimeSpan.FromDays(1));
        using var client = await portal.SignedInAsync(reader);
        await AnswerAsync(client, "端末");
        Assert.EndsWith(AcknowledgementErrors.QuestionsNotAnswered.Code, await SendAsync(client), StringComparison.Ordinal);
        Assert.Equal(2, (await client.PageAsync(Address)).QuerySelectorAll("#quizzes ~ .task-list > li").Length);
        // Whom the provision of the other is withheld from is not asked about it, nor told of it.
        await shelf.WithholdAsync(document, Openness.AllStaff, "第1条");
        using var dispatched = await portal.SignedInAsync(await shelf.PersonAsync("派遣 人", EmploymentKind.Dispatched));
        var page = await dispatched.PageAsync(Address);
        Assert.Null(page.QuerySelector($"a[href='{SiteUrls.Course(other)}']"));
        await AnswerAsync(dispatched, "端末");
        Assert.NotNull(PageForms.Find(await dispatched.PageAsync(Address), SiteUrls.Acknowledgements));
    }

    [Fact]
    public async Task Once_no_course_is_open_reading_all_of_it_is_enough_and_words_that_were_not_on_the_page_are_not_recorded()
    {
        portal.Clock.Advance(TimeSpan.FromDays(1));
        using var client = await portal.SignedInAsync(reader);
        await AnswerAsync(client, "端末");
        var page = await client.PageAsync(Address);
        await using (var db = portal.Open(shelf.SeesAll))
        {
            db.PutCourse(await DocumentAsync(db), course, 2, new CourseWords("はじめての研修", "本文", 80, false));
            await db.SaveChangesAsync(Ct);
        }
        var stale = await client.PostFormAsync(page, Address, SiteUrls.Acknowledgements, ("confirmed", "true"));
        Assert.EndsWith("problem=" + AcknowledgementErrors.AnotherTextWasSeen.Code, stale.Headers.Location!.ToString(), StringComparison.Ordinal);
        var made = await client.PostFormAsync(Address, SiteUrls.Acknowledgements, ("confirmed", "true"));
        Assert.StartsWith(SiteUrls.Receipts, made.Headers.Location!.ToString(), StringComparison.Ordinal);
        await using var after = portal.Open(shelf.SeesAll);
        var row = await after.Acknowledgements.SingleAsync(Ct);
        Assert.Equal(("acknowledgement-1", null), (row.StatementVersion, row.AnsweredIn));
    }

    [Fact]
    public async Task Without_an_open_course_that_asks_it_cannot_be_chosen_and_no_list_is_signed_while_it_is()
    {
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var department = await portal.AddDepartmentAsync("40", "用務");
        var chief = await portal.AddPersonAsync("用務 長", EmploymentKind.Employee, department);
        await portal.MakeManagerAsync(chief, department);
        await portal.AddPersonAsync("用務 一子", EmploymentKind.Temporary, department);
        using var manager = await portal.SignedInAsync(chief);
        var sheet = await manager.PageAsync(SiteUrls.Sheet(document));
        Assert.Contains("署名簿では確認できません", sheet.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(PageForms.Find(sheet, "sheet"));
        Assert.Equal(404, (int)(await manager.GetAsync(SiteUrls.SheetFile(document, "pdf"), Ct)).StatusCode);

        using var officer = await portal.SignedInAsync(await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer));
        Assert.Contains("確認の条件", (await officer.PageAsync(SiteUrls.EditCourse(course))).Body!.TextContent, StringComparison.Ordinal);
        (string, string)[] fields = [("Ask", "AnswerQuestions"), ("WorkingDays", "20")];
        var other = await shelf.InForceAsync(Tier.Standard, "K-2", "別の基準\n\n第1条　守る。\n");
        var refused = await (await officer.PostFormAsync(SiteUrls.CampaignOf(other), "campaign", fields)).PageAsync();
        Assert.Contains(CampaignErrors.NoQuestions.In("ja"), refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, (int)(await officer.PostFormAsync(SiteUrls.CampaignOf(document), "campaign", fields)).StatusCode);
    }

    private Task<PolicyDocument> DocumentAsync(Data.PolicyDb db) => db.Documents.SingleAsync(d => d.Id == document, Ct);

    private async Task<CourseId> CourseAsync(string title, string provision)
    {
        await using var db = portal.Open(shelf.SeesAll);
        var (owner, id, texts) = (await DocumentAsync(db), db.Ids.Next<CourseId>(), portal.Services.GetRequiredService<EditionTexts>());
        var paths = Domain.Provisions.Meaning.ProvisionPaths.Of((await texts.OfAsync(db, edition, Ct))!.Tree);
        var key = paths.All.Single(placed => paths.LabelOf(placed) == provision).Provision.Key.Value;
        db.PutCourse(owner, id, 1, new CourseWords(title, "本文", 80, true));
        db.PutQuestion(owner, id, db.Ids.Next<QuestionId>(), 1, key, edition, new QuestionText("何を守りますか。", [new("端末", true), new("机", false)], "そう定めています。", provision));
        await db.SaveChangesAsync(Ct);
        return id;
    }

    private async Task<IHtmlDocument> AnswerAsync(HttpClient client, string words)
    {
        var quiz = await client.PageAsync(SiteUrls.CourseQuiz(course));
        var input = (IHtmlInputElement)quiz.QuerySelectorAll("label.check").First(label => label.TextContent.Trim() == words).QuerySelector("input")!;
        return await client.PageAsync((await client.PostFormAsync(quiz, SiteUrls.CourseQuiz(course), "quiz", (input.Name!, input.Value))).Headers.Location!.ToString());
    }

    /// <summary>Sends what the page does not offer.</summary>
    private async Task<string> SendAsync(HttpClient client)
    {
        await using var db = portal.Open(shelf.SeesAll);
        var token = (IHtmlInputElement)(await client.PageAsync(SiteUrls.CourseQuiz(course))).QuerySelector("input[name=__RequestVerificationToken]")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, SiteUrls.Acknowledgements)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token.Value, ["document"] = document.ToString(), ["edition"] = edition.ToString(), ["confirmed"] = "true",
                ["seen"] = (await db.Editions.SingleAsync(e => e.Id == edition, Ct)).Hash.ToString(),
            }),
        };
        request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return (await client.SendAsync(request, Ct)).Headers.Location!.ToString();
    }
}
