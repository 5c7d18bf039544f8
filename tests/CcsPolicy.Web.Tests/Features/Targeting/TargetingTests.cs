using System.Net;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Targeting;

/// <summary>Whoever is bound by a procedure and cannot see it is shown to its custodian, with a button that grants.</summary>
public sealed class TargetingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private DepartmentId department, other;
    private PersonId ciso, keeper, staff, colleague, stranger;
    private DocumentId procedure;

    public async ValueTask InitializeAsync()
    {
        department = await portal.AddDepartmentAsync("10", "総務課");
        other = await portal.AddDepartmentAsync("20", "保健課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        keeper = await portal.AddPersonAsync("管理 太郎", EmploymentKind.Employee, department);
        staff = await portal.AddPersonAsync("職員 六子", EmploymentKind.Employee, other);
        colleague = await portal.AddPersonAsync("契約 八郎", EmploymentKind.Contract, other);
        stranger = await portal.AddPersonAsync("別館 九郎", EmploymentKind.Employee, department);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        using var client = await portal.SignedInAsync(ciso);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"person:{stranger}"), ("Reason", "担当のため"))).StatusCode);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private string Waiting => $"a.task-title[href='/targets/{procedure}']";

    [Fact]
    public async Task Who_is_meant_and_cannot_see_is_a_task_of_the_custodian_until_it_is_granted()
    {
        Assert.Null((await PageAsync(keeper, "/")).QuerySelector(Waiting));
        Assert.Equal(HttpStatusCode.Redirect, (await DecideAsync(keeper, ("Department", other.ToString()))).StatusCode);
        Assert.NotNull((await PageAsync(keeper, "/")).QuerySelector(Waiting));
        // With a custodian there, it is no task of the CISO; to those who are meant nothing is told.
        foreach (var nobody in new[] { ciso, staff, colleague, stranger })
            Assert.Null((await PageAsync(nobody, "/")).QuerySelector(Waiting));
        using var client = await portal.SignedInAsync(keeper);
        var page = await client.PageAsync("/targets/" + procedure);
        Assert.Equal([staff.ToString(), colleague.ToString()], page.QuerySelectorAll("input[name=Person]").Select(box => box.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(page, "/targets/" + procedure, "grant", ("Person", staff.ToString()))).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(colleague)).Opened);
        // Nobody is chosen beforehand, and the button for all says how many it means.
        Assert.NotNull((await (await client.PostFormAsync("/targets/" + procedure, "grant")).PageAsync()).QuerySelector(".error-summary"));
        Assert.NotNull((await (await client.PostFormAsync("/targets/" + procedure, "grant", ("All", "2"))).PageAsync()).QuerySelector(".error-summary"));
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(colleague)).Opened);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/targets/" + procedure, "grant", ("All", "1"))).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(colleague)).Opened);
        Assert.Null((await PageAsync(keeper, "/")).QuerySelector(Waiting));
    }

    [Fact]
    public async Task Who_only_waits_for_the_confirmation_is_offered_no_grant_but_the_way_to_confirm()
    {
        using var client = await portal.SignedInAsync(keeper);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"department:{other}"), ("Reason", "担当のため"))).StatusCode);
        var newcomer = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, other);
        await DecideAsync(keeper, ("Department", other.ToString()));
        var page = await client.PageAsync("/targets/" + procedure);
        Assert.Empty(page.QuerySelectorAll("input[name=Person]"));
        Assert.Contains("新人 七子", page.QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"main .notice a[href='/granting/{procedure}']"));
        var stranger = await portal.AddPersonAsync("別館 十郎", EmploymentKind.Employee);
        await DecideAsync(keeper, ("Department", "*"));
        // A form made by hand grants to nobody who waits.
        Assert.NotNull((await (await client.PostFormAsync("/targets/" + procedure, "grant", ("Person", newcomer.ToString()))).PageAsync()).QuerySelector(".error-summary"));
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.Contains(stranger.ToString(), (await client.PageAsync("/targets/" + procedure)).QuerySelectorAll("input[name=Person]").Select(box => box.GetAttribute("value")));
    }

    [Fact]
    public async Task Being_meant_opens_nothing()
    {
        await DecideAsync(keeper, ("Department", "*"));
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
        using var client = await portal.SignedInAsync(staff);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/documents/" + procedure, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/targets/" + procedure, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_custodian_of_another_procedure_gets_the_answer_for_one_that_never_was()
    {
        await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, stranger);
        using var client = await portal.SignedInAsync(stranger);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/targets/" + procedure, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/targets/" + Guid.NewGuid().ToString("N"), Ct)).StatusCode);
    }

    [Fact]
    public async Task Decisions_stay_on_record_rules_are_added_and_taken_off_and_of_two_the_second_is_told()
    {
        using var client = await portal.SignedInAsync(keeper);
        var seen = await client.PageAsync("/targets/" + procedure);
        await DecideAsync(keeper, ("Department", other.ToString()), ("Employment", nameof(EmploymentKind.Contract)));
        var late = await client.PostFormAsync(seen, "/targets/" + procedure, "targets", ("Department", "*"));
        Assert.NotNull((await late.PageAsync()).QuerySelector(".error-summary"));
        Assert.NotNull((await (await DecideAsync(keeper, ("Department", other.ToString()), ("Employment", nameof(EmploymentKind.Contract)))).PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal([colleague.ToString()], (await PageAsync(keeper, "/targets/" + procedure)).QuerySelectorAll("input[name=Person]").Select(box => box.GetAttribute("value")));
        await DecideAsync(keeper, ("Off", "1"));
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.Equal([1, 0], await db.TargetDecisions.OrderBy(d => d.Number).Select(d => d.Rules.Count).ToListAsync(Ct));
        Assert.Null((await PageAsync(keeper, "/")).QuerySelector(Waiting));
    }

    [Fact]
    public async Task Nobody_is_granted_by_this_page_for_whom_it_is_not_meant()
    {
        await DecideAsync(keeper, ("Department", other.ToString()), ("Employment", nameof(EmploymentKind.Contract)));
        using var client = await portal.SignedInAsync(keeper);
        var answer = await client.PostFormAsync("/targets/" + procedure, "grant", ("Person", staff.ToString()));
        Assert.NotNull((await answer.PageAsync()).QuerySelector(".error-summary"));
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    private async Task<HttpResponseMessage> DecideAsync(PersonId by, params (string, string)[] fields)
    {
        using var client = await portal.SignedInAsync(by);
        return await client.PostFormAsync("/targets/" + procedure, "targets", fields);
    }

    private async Task<IHtmlDocument> PageAsync(PersonId person, string url)
    {
        using var client = await portal.SignedInAsync(person);
        return await client.PageAsync(url);
    }
}
