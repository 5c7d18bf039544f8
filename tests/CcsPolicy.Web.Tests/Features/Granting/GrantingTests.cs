using System.Net;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Granting;

/// <summary>Who may open a procedure to whom, and from when it is open.</summary>
public sealed class GrantingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private DepartmentId department, other;
    private PersonId ciso, deputy, keeper, staff;
    private DocumentId procedure;

    public async ValueTask InitializeAsync()
    {
        department = await portal.AddDepartmentAsync("10", "総務課");
        other = await portal.AddDepartmentAsync("20", "保健課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        deputy = await portal.AddPersonAsync("局長 五郎", Role.CisoDeputy);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        staff = await portal.AddPersonAsync("職員 六子", EmploymentKind.Employee, other);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_first_grant_is_a_task_of_the_ciso_and_the_custodian_goes_on_from_there()
    {
        using var custodian = await portal.SignedInAsync(keeper);
        var page = await custodian.PageAsync("/granting/" + procedure);
        Assert.Null(PageForms.Find(page, "give"));
        Assert.NotNull((await HomeAsync(ciso)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        Assert.NotNull((await HomeAsync(deputy)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        Assert.Null((await HomeAsync(keeper)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));

        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(deputy, $"department:{other}")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
        Assert.Null((await HomeAsync(ciso)).QuerySelector(".task-title"));
        var late = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee);
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(keeper, $"person:{late}")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(late)).Opened);
    }

    [Fact]
    public async Task A_custodian_who_sends_the_first_grant_all_the_same_is_refused()
    {
        using var client = await portal.SignedInAsync(keeper);
        var elsewhere = await portal.AddDocumentAsync(Tier.Procedure, "P-2", "別の手順", department, keeper);
        await GiveAsync(ciso, $"person:{staff}", elsewhere);
        // The form of a procedure that has been granted, sent to the address of one that has not.
        var page = await client.PageAsync("/granting/" + elsewhere);
        PageForms.Find(page, "give")!.SetAttribute("action", "/granting/" + procedure);
        var answer = await client.PostFormAsync(page, "/granting/" + procedure, "give", ("To", $"person:{staff}"), ("Reason", "担当のため"));
        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    public async Task A_grant_that_would_open_nothing_is_refused()
    {
        var administrator = await portal.AddPersonAsync("情報 一郎", Role.SystemAdministrator);
        using var client = await portal.SignedInAsync(ciso);
        var page = await client.PageAsync("/granting/" + procedure);
        Assert.Null(page.QuerySelector($"option[value='person:{administrator}']"));
        var answer = await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"person:{administrator}"), ("Reason", "担当のため"));
        Assert.Contains("システム管理者", (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        var early = await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"person:{staff}"), ("Reason", "担当のため"), ("From", "2001-04-01"), ("Until", "2001-04-30"));
        Assert.Contains("在職していません", (await early.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        Assert.False(await db.Grants.AnyAsync(Ct));
    }

    [Fact]
    public async Task A_newcomer_waits_for_the_confirmation_and_a_leaver_is_shut_out_with_the_day()
    {
        await GiveAsync(ciso, $"department:{other}");
        var newcomer = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, other);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.NotNull((await HomeAsync(keeper)).QuerySelector($"a.task-title[href='/granting/{procedure}']"));
        Assert.Null((await HomeAsync(ciso)).QuerySelector(".task-title"));
        Assert.Null((await HomeAsync(newcomer)).QuerySelector(".task-title"));
        using var custodian = await portal.SignedInAsync(keeper);
        Assert.Equal(HttpStatusCode.Redirect, (await custodian.PostFormAsync("/granting/" + procedure, $"/granting/{procedure}/confirm")).StatusCode);
        Assert.Contains(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.Null((await HomeAsync(keeper)).QuerySelector(".task-title"));
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
        {
            (await db.Assignments.SingleAsync(a => a.PersonId == newcomer, Ct)).Withdraw(db.Now);
            db.Record(new JournalFact("stay.withdrawn").With("person", newcomer));
            await db.SaveChangesAsync(Ct);
        }
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
    }

    [Fact]
    public async Task Confirming_a_newcomer_and_ending_a_grant_ask_for_a_fresh_sign_in()
    {
        await GiveAsync(ciso, $"department:{other}");
        var newcomer = await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, other);
        using var custodian = await portal.SignedInAsync(keeper);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        foreach (var act in new[] { "confirm", "end" })
            Assert.StartsWith("/account/confirm?kept=",
                (await custodian.PostFormAsync("/granting/" + procedure, $"/granting/{procedure}/{act}")).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(newcomer)).Opened);
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    public async Task A_grant_may_begin_on_a_day_to_come()
    {
        var from = portal.Today.AddDays(3);
        await GiveAsync(ciso, $"person:{staff}", from: ShownFrom(from));
        Assert.DoesNotContain(procedure, (await portal.ReaderAsync(staff)).Opened);
        portal.Clock.SetUtcNow(TokyoTime.StartOf(from));
        Assert.Contains(procedure, (await portal.ReaderAsync(staff)).Opened);
    }

    [Fact]
    public async Task The_way_to_grants_is_shown_to_who_keeps_a_procedure_and_not_to_who_keeps_only_a_standard()
    {
        var keepsStandard = await portal.AddPersonAsync("基準 守");
        await portal.AddDocumentAsync(Tier.Standard, "S-9", "別の基準", other, keepsStandard);
        foreach (var (person, shown) in new[] { (keeper, true), (ciso, true), (keepsStandard, false) })
            Assert.Equal(shown, (await HomeAsync(person)).QuerySelector("header a[href='/granting']") is not null);
    }

    private static string ShownFrom(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> GiveAsync(PersonId by, string to, DocumentId? document = null, string from = "")
    {
        using var client = await portal.SignedInAsync(by);
        return await client.PostFormAsync("/granting/" + (document ?? procedure), "give", ("To", to), ("Reason", "担当のため"), ("From", from));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> HomeAsync(PersonId person)
    {
        using var client = await portal.SignedInAsync(person);
        return await client.PageAsync("/");
    }
}
