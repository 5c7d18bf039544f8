using System.Net;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.GrantReviews;

/// <summary>Every half-year each custodian goes through the own grants, on one page with one button.</summary>
public sealed class GrantReviewTests : IAsyncLifetime
{
    private const string Due = "a.task-title[href='/grant-reviews']";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private PersonId ciso, keeper, other, staff, colleague;
    private DocumentId procedure, elsewhere;

    public async ValueTask InitializeAsync()
    {
        var department = await portal.AddDepartmentAsync("10", "総務課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        other = await portal.AddPersonAsync("管理 次郎", []);
        staff = await portal.AddPersonAsync("職員 六子", []);
        colleague = await portal.AddPersonAsync("同僚 八郎", []);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        elsewhere = await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, other);
        await GiveAsync(procedure, staff);
        await GiveAsync(procedure, colleague);
        await GiveAsync(elsewhere, staff);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task A_review_is_a_task_from_the_day_it_is_due_until_it_is_done_and_the_ciso_sees_who_is_late()
    {
        portal.Clock.SetUtcNow(TokyoTime.StartOf(portal.Today.AddMonths(6)).AddSeconds(-1));
        Assert.Null((await PageAsync(keeper, "/")).QuerySelector(Due));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await PageAsync(keeper, "/")).QuerySelector(Due));
        Assert.Null((await PageAsync(staff, "/")).QuerySelector(Due));
        Assert.DoesNotContain((await PageAsync(ciso, "/")).QuerySelectorAll(Due), task => task.TextContent.Contains("遅れ", StringComparison.Ordinal));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("閲覧の許可の見直しの遅れ", (await PageAsync(ciso, "/")).QuerySelector(Due)?.TextContent);
        Assert.Equal(2, (await PageAsync(ciso, "/grant-reviews")).QuerySelectorAll("tbody .tag-bad").Length);
        Assert.Equal(HttpStatusCode.Redirect, (await ReviewAsync(keeper, "keep", "keep")).StatusCode);
        Assert.Null((await PageAsync(keeper, "/")).QuerySelector(Due));
        Assert.Single((await PageAsync(ciso, "/grant-reviews")).QuerySelectorAll("tbody .tag-bad"));
    }

    [Fact]
    public async Task Every_half_year_the_ciso_goes_through_all_of_them_beside_the_custodians()
    {
        portal.Clock.SetUtcNow(TokyoTime.StartOf(portal.Today.AddMonths(6)).AddSeconds(-1));
        Assert.Null((await PageAsync(ciso, "/")).QuerySelector(Due));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("許可の全体の見直し", (await PageAsync(ciso, "/")).QuerySelector(Due)?.TextContent);
        Assert.Null(PageForms.Find(await PageAsync(keeper, "/grant-reviews"), "whole"));
        using var client = await portal.SignedInAsync(ciso);
        // What is recorded is the list that was on the page, and no other.
        var old = await client.PageAsync("/grant-reviews");
        await using (var ending = portal.Open(await portal.ReaderAsync(keeper)))
        {
            var grant = await ending.Grants.FirstAsync(one => one.DocumentId == procedure && one.EndedAt == null, Ct);
            grant.End(keeper, ending.Now, grant.Reason);
            ending.Record(new JournalFact("grant.ended").With("grant", grant.Id), await ending.Documents.SingleAsync(one => one.Id == procedure, Ct));
            await ending.SaveChangesAsync(Ct);
        }
        Assert.NotNull((await (await client.PostFormAsync(old, "/grant-reviews", "whole")).PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/grant-reviews", "whole")).StatusCode);
        Assert.Null((await client.PageAsync("/")).QuerySelector(Due));
        // It takes nothing off the custodians, and is theirs to see in no way.
        Assert.NotNull((await PageAsync(keeper, "/")).QuerySelector(Due));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("閲覧の許可の見直しの遅れ", (await PageAsync(ciso, "/")).QuerySelector(Due)?.TextContent);
        Assert.Contains("真壁 和代", (await PageAsync(ciso, "/grant-reviews")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Equal(JournalLog.Restricted, (await db.Journal.SingleAsync(entry => entry.Action == "grants.whole-reviewed", Ct)).Log);
    }

    [Fact]
    public async Task What_is_not_kept_is_closed_at_once_and_both_are_on_record_with_their_reasons()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await ReviewAsync(keeper, "keep", "end")).StatusCode);
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        var review = await db.GrantReviews.Include(r => r.Verdicts).SingleAsync(Ct);
        Assert.Equal((procedure, keeper), (review.DocumentId, review.ReviewedBy));
        // Kept without a word, it is kept for the reason that it was given for.
        Assert.Equal("担当のため", db.Open(procedure, review.Verdicts.Single(v => v.IsKept).Reason));
        Assert.Equal("担当を外れたため", db.Open(procedure, review.Verdicts.Single(v => !v.IsKept).Reason));
        var ended = review.Verdicts.Single(v => !v.IsKept).GrantId;
        Assert.Equal(keeper, (await db.Grants.SingleAsync(g => g.Id == ended, Ct)).EndedBy);
        Assert.Equal(1, (await portal.ReaderAsync(staff)).Opened.Count(id => id == procedure) + (await portal.ReaderAsync(colleague)).Opened.Count(id => id == procedure));
        Assert.Equal(["grant.ended", "grants.reviewed"], await db.Journal.Where(e => e.ActorId == keeper && e.DocumentId == procedure && e.Action.StartsWith("grant")).OrderBy(e => e.Action).Select(e => e.Action).ToListAsync(Ct));
    }

    [Fact]
    public async Task Nothing_is_recorded_while_one_grant_has_no_verdict_or_an_end_has_no_reason()
    {
        var answer = await ReviewAsync(keeper, "keep", "");
        Assert.NotNull((await answer.PageAsync()).QuerySelector(".error-summary"));
        using var client = await portal.SignedInAsync(keeper);
        var page = await client.PageAsync("/grant-reviews");
        var fields = Fields(page, "keep", "end").Select(field => field.Name.StartsWith("Reason-", StringComparison.Ordinal) ? (field.Name, "") : field).ToArray();
        Assert.NotNull((await (await client.PostFormAsync(page, "/grant-reviews", "review", fields)).PageAsync()).QuerySelector(".error-summary"));
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Equal(0, await db.GrantReviews.CountAsync(Ct));
    }

    [Fact]
    public async Task A_grant_that_came_in_between_is_told_and_a_grant_of_another_s_procedure_is_never_reached()
    {
        using var client = await portal.SignedInAsync(keeper);
        var page = await client.PageAsync("/grant-reviews");
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
        {
            var foreign = await db.Grants.SingleAsync(g => g.DocumentId == elsewhere, Ct);
            var reached = await client.PostFormAsync(page, "/grant-reviews", "review", [.. Fields(page, "keep", "keep"), ("Verdict-" + foreign.Id, "end"), ("Reason-" + foreign.Id, "不要")]);
            Assert.NotNull((await reached.PageAsync()).QuerySelector(".error-summary"));
        }
        await GiveAsync(procedure, other);
        Assert.NotNull((await (await client.PostFormAsync(page, "/grant-reviews", "review", Fields(page, "keep", "keep"))).PageAsync()).QuerySelector(".error-summary"));
        await using var after = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Equal(0, await after.GrantReviews.CountAsync(Ct));
        Assert.Equal(0, await after.Grants.CountAsync(g => g.EndedAt != null, Ct));
    }

    [Fact]
    public async Task A_custodian_sees_nothing_of_other_procedures()
    {
        var page = await PageAsync(keeper, "/grant-reviews");
        Assert.DoesNotContain("別の手順", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href^='/granting/']"));
    }

    [Fact]
    public async Task Ciso_and_deputy_go_through_any_procedure_and_it_counts_as_the_custodian_s()
    {
        var deputy = await portal.AddPersonAsync("代理 守", Role.CisoDeputy);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(portal.Today.AddMonths(6).AddDays(1)));
        Assert.NotNull((await PageAsync(keeper, "/")).QuerySelector(Due));
        var list = await PageAsync(deputy, "/grant-reviews");
        Assert.Null(list.QuerySelector("input[name^='Reason-']"));
        Assert.NotNull(list.QuerySelector($"tbody a[href='/grant-reviews?procedure={procedure}']"));
        Assert.Equal(HttpStatusCode.Redirect, (await ReviewAsync(deputy, "keep", "end", "?procedure=" + procedure)).StatusCode);
        Assert.Null((await PageAsync(keeper, "/")).QuerySelector(Due));
        // Who it was and when, told to both.
        foreach (var who in new[] { ciso, keeper })
            Assert.Contains("代理 守", (await PageAsync(who, "/grant-reviews")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Equal((procedure, deputy), await db.GrantReviews.Select(r => ValueTuple.Create(r.DocumentId, r.ReviewedBy)).SingleAsync(Ct));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.Action == "grants.reviewed" && e.ActorId == deputy, Ct));
    }

    [Fact]
    public async Task The_list_of_all_has_the_overdue_first_and_is_asked_by_custodian_and_state()
    {
        portal.Clock.SetUtcNow(TokyoTime.StartOf(portal.Today.AddMonths(6).AddDays(1)));
        Assert.Equal(HttpStatusCode.Redirect, (await ReviewAsync(keeper, "keep", "keep")).StatusCode);
        Assert.Equal(["P-2", "P-1"], await ListedAsync(""));
        Assert.Equal(["P-1"], await ListedAsync("?custodian=" + keeper));
        Assert.Equal(["P-2"], await ListedAsync("?state=Overdue"));
        Assert.Equal(["P-1"], await ListedAsync("?state=Later"));
        Assert.Empty(await ListedAsync("?state=Nothing"));
        Assert.Equal(["P-2", "P-1"], await ListedAsync("?state=junk&custodian=junk"));

        async Task<List<string>> ListedAsync(string query) => [.. (await PageAsync(ciso, "/grant-reviews" + query)).QuerySelectorAll("tbody th[scope=row] .soft").Select(code => code.TextContent)];
    }

    [Fact]
    public async Task Of_another_s_procedure_a_custodian_gets_no_page_and_reviews_nothing()
    {
        using var client = await portal.SignedInAsync(keeper);
        foreach (var id in new[] { elsewhere.ToString(), Guid.NewGuid().ToString("N"), "junk" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/grant-reviews?procedure=" + id, Ct)).StatusCode);
        var page = await client.PageAsync("/grant-reviews");
        GrantId foreign;
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
            foreign = (await db.Grants.SingleAsync(g => g.DocumentId == elsewhere, Ct)).Id;
        foreach (var input in page.QuerySelectorAll("input[name^='Reason-'], input[name^='Verdict-'], input[name=Document]"))
            input.Remove();
        var answer = await client.PostFormAsync(page, "/grant-reviews", "review", ("Document", elsewhere.ToString()), ("Verdict-" + foreign, "end"), ("Reason-" + foreign, "不要"));
        Assert.NotNull((await answer.PageAsync()).QuerySelector(".error-summary"));
        await using var after = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Equal(0, await after.GrantReviews.CountAsync(Ct));
        Assert.Equal(0, await after.Grants.CountAsync(g => g.EndedAt != null, Ct));
    }

    [Fact]
    public async Task One_button_marks_all_grants_of_a_procedure_to_be_kept_and_finishing_records_them()
    {
        using var client = await portal.SignedInAsync(keeper);
        var page = await client.PageAsync("/grant-reviews");
        var keep = page.QuerySelector($"button[formaction^='/grant-reviews?keep={procedure}']")!.GetAttribute("formaction")!.Split('#')[0];
        PageForms.Find(page, "review")!.SetAttribute("action", keep);
        var marked = await (await client.PostFormAsync(page, keep, "review")).PageAsync();
        Assert.Equal("/grant-reviews", marked.QuerySelector("form button.button-primary")!.GetAttribute("formaction"));
        Assert.Equal(2, marked.QuerySelectorAll("input[type=radio][value=keep][checked]").Length);
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
            Assert.Equal(0, await db.GrantReviews.CountAsync(Ct));
        Assert.Equal(HttpStatusCode.Redirect, (await FinishAsync()).StatusCode);
        await using var after = portal.Open(await portal.ReaderAsync(ciso));
        Assert.All((await after.GrantReviews.Include(r => r.Verdicts).SingleAsync(Ct)).Verdicts, verdict => Assert.True(verdict.IsKept));

        Task<HttpResponseMessage> FinishAsync()
        {
            PageForms.Find(marked, "review")!.SetAttribute("action", "/grant-reviews");
            return client.PostFormAsync(marked, "/grant-reviews", "review");
        }
    }

    private async Task<HttpResponseMessage> ReviewAsync(PersonId by, string first, string second, string query = "")
    {
        using var client = await portal.SignedInAsync(by);
        var page = await client.PageAsync("/grant-reviews" + query);
        return await client.PostFormAsync(page, "/grant-reviews" + query, "review", Fields(page, first, second));
    }

    private static (string Name, string Value)[] Fields(IHtmlDocument page, string first, string second)
    {
        var reasons = page.QuerySelectorAll("input[name^='Reason-']").Cast<IHtmlInputElement>().ToList();
        Assert.Equal(2, reasons.Count);
        return [.. reasons.Zip([first, second], (reason, verdict) => ("Verdict-" + reason.Name!["Reason-".Length..], verdict)).Where(field => field.Item2.Length > 0),
            .. reasons.Zip([first, second], (reason, verdict) => (reason.Name!, verdict == "end" ? "担当を外れたため" : ""))];
    }

    private async Task GiveAsync(DocumentId document, PersonId person)
    {
        using var client = await portal.SignedInAsync(ciso);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/granting/" + document, "give", ("To", $"person:{person}"), ("Reason", "担当のため"), ("Until", portal.Today.AddYears(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))).StatusCode);
    }

    private async Task<IHtmlDocument> PageAsync(PersonId person, string url)
    {
        using var client = await portal.SignedInAsync(person);
        return await client.PageAsync(url);
    }
}
