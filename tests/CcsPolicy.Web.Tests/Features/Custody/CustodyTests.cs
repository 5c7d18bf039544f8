using System.Globalization;
using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Custody;

public sealed class CustodyTests : IAsyncLifetime
{
    private readonly Portal portal = new();
    private PersonId ciso, officer, keeper, next, admin;
    private DocumentId procedure, standard;

    public async ValueTask InitializeAsync()
    {
        var department = await portal.AddDepartmentAsync("10", "総務課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        next = await portal.AddPersonAsync("後任 次郎", []);
        admin = await portal.AddPersonAsync("情報 一郎", Role.SystemAdministrator);
        await portal.AddPersonAsync("受託 六郎", EmploymentKind.Contractor, department);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        standard = await portal.AddDocumentAsync(Tier.Standard, "S-1", "対策基準", department, keeper);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_ciso_gives_a_procedure_to_somebody_else_who_sees_it_from_then_on_alone()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(ciso, "procedures", procedure, "T0004")).StatusCode);
        Assert.True((await portal.ReaderAsync(next)).Can(Ability.EditOwnProcedures));
        await using var before = portal.Open(await portal.ReaderAsync(keeper));
        Assert.Null(await before.Documents.FindAsync([procedure], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_officer_decides_for_standards_and_does_not_see_that_there_is_a_procedure()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(officer, "standards", standard, "T0004")).StatusCode);
        using var client = await portal.SignedInAsync(officer);
        var hidden = await client.PostFormAsync("/custody/standards", "custody", ("Document", procedure.ToString()), ("Number-" + procedure, "T0004"));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/custody/procedures", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("T0001")]
    [InlineData("T0005")]
    [InlineData("T9999")]
    [InlineData("T0006")]
    [InlineData("T0007")]
    public async Task Neither_oneself_nor_an_administrator_nor_a_contractor_s_staff_nor_an_auditor_nor_nobody_becomes_custodian_of_a_procedure(string number)
    {
        await portal.AddPersonAsync("監査 七郎", Role.Auditor);
        Assert.NotNull((await (await ChangeAsync(ciso, "procedures", procedure, number)).PageAsync()).QuerySelector(".error-summary"));
        Assert.True((await portal.ReaderAsync(keeper)).Can(Ability.EditOwnProcedures));
        Assert.False((await portal.ReaderAsync(admin)).Can(Ability.EditOwnProcedures));
    }

    [Fact]
    public async Task Custody_passes_at_midnight_of_the_day_and_not_before()
    {
        var day = portal.Today.AddDays(2);
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(ciso, "procedures", procedure, "T0004", day)).StatusCode);
        // Two days later, a second before midnight in Tokyo, and then at midnight.
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day).AddSeconds(-1));
        Assert.True((await portal.ReaderAsync(keeper)).Keeps(procedure));
        Assert.False((await portal.ReaderAsync(next)).Keeps(procedure));
        portal.Clock.SetUtcNow(TokyoTime.StartOf(day));
        Assert.False((await portal.ReaderAsync(keeper)).Keeps(procedure));
        Assert.True((await portal.ReaderAsync(next)).Keeps(procedure));
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_second_is_told()
    {
        using var client = await portal.SignedInAsync(ciso);
        var seen = await client.PageAsync("/custody/procedures");
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(ciso, "procedures", procedure, "T0004")).StatusCode);
        var late = await client.PostFormAsync(seen, "/custody/procedures", "custody", Fields(procedure, "T0002", portal.Today));
        Assert.NotNull((await late.PageAsync()).QuerySelector(".error-summary"));
        Assert.True((await portal.ReaderAsync(next)).Keeps(procedure));
    }

    [Fact]
    public async Task Several_procedures_of_one_custodian_pass_to_one_person_at_once_or_none_of_them()
    {
        var second = await portal.AddDocumentAsync(Tier.Procedure, "P-2", "端末の手順", (await DepartmentAsync()), keeper);
        var third = await portal.AddDocumentAsync(Tier.Procedure, "P-3", "媒体の手順", (await DepartmentAsync()), keeper);
        using var client = await portal.SignedInAsync(ciso);
        Assert.Contains(keeper.ToString(), (await client.PageAsync("/custody/procedures")).QuerySelectorAll("select[name=custodian] option").Select(option => option.GetAttribute("value")));
        var url = "/custody/procedures?custodian=" + keeper;
        var page = await client.PageAsync(url);
        Assert.Equal(3, page.QuerySelectorAll("input[name=Chosen]:not([checked])").Length);
        Assert.NotNull((await (await client.PostFormAsync(page, url, "custody", ("Number", "T0004"))).PageAsync()).QuerySelector(".error-summary"));
        (string, string)[] two = [("Number", "T0004"), ("From", "2026-10-01"), ("Chosen", procedure.ToString()), ("Chosen", second.ToString())];
        var past = await client.PostFormAsync(page, url, "custody", [("Number", "T0005"), .. two[1..]]);
        Assert.NotNull((await past.PageAsync()).QuerySelector(".error-summary"));
        Assert.True((await portal.ReaderAsync(keeper)).Keeps(second));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(page, url, "custody", two)).StatusCode);
        var successor = await portal.ReaderAsync(next);
        Assert.Equal((true, true, false), (successor.Keeps(procedure), successor.Keeps(second), successor.Keeps(third)));
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/custody/procedures?custodian=" + officer, TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<DepartmentId> DepartmentAsync()
    {
        await using var db = portal.Open(await portal.ReaderAsync(ciso));
        return (await db.Departments.SingleAsync(TestContext.Current.CancellationToken)).Id;
    }

    [Fact]
    public async Task A_leaver_s_procedures_are_a_task_of_the_ciso_at_once_and_of_nobody_else_until_a_successor_is_named()
    {
        var task = "a.task-title[href='/custody/procedures']";
        Assert.Null((await HomeAsync(ciso)).QuerySelector(task));
        var last = portal.Today.AddDays(10);
        await using (var db = portal.Open(Reader.Nobody))
        {
            var employment = await db.Employments.SingleAsync(e => e.PersonId == keeper, TestContext.Current.CancellationToken);
            employment.Withdraw(db.Now);
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = keeper, Kind = employment.Kind, From = employment.From, Until = last, RecordedAt = db.Now });
            db.Record(new JournalFact("stay.ended").With("person", keeper));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Assert.NotNull((await HomeAsync(ciso)).QuerySelector(task));
        foreach (var other in new[] { officer, keeper, next, admin })
            Assert.Null((await HomeAsync(other)).QuerySelector(task));
        Assert.NotNull((await HomeAsync(officer)).QuerySelector("a.task-title[href='/custody/standards']"));
        await ChangeAsync(ciso, "procedures", procedure, "T0004", last.AddDays(1));
        Assert.Null((await HomeAsync(ciso)).QuerySelector(task));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> HomeAsync(PersonId person)
    {
        using var client = await portal.SignedInAsync(person);
        return await client.PageAsync("/");
    }

    private async Task<HttpResponseMessage> ChangeAsync(PersonId by, string page, DocumentId document, string number, DateOnly? from = null)
    {
        using var client = await portal.SignedInAsync(by);
        return await client.PostFormAsync("/custody/" + page, "custody", Fields(document, number, from ?? portal.Today));
    }

    private static (string, string)[] Fields(DocumentId document, string number, DateOnly from) =>
        [("Document", document.ToString()), ("Number-" + document, number), ("From-" + document, from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
}
