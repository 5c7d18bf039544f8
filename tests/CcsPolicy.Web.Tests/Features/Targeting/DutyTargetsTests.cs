using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Targeting;

/// <summary>The officer decides which of the readers of a document have to acknowledge it, also by the systems that they use.</summary>
public sealed class DutyTargetsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private DepartmentId department;
    private PersonId officer, user, other;
    private InformationSystemId system, second;
    private DocumentId document;

    public async ValueTask InitializeAsync()
    {
        department = await portal.AddDepartmentAsync("10", "総務課");
        officer = await portal.AddPersonAsync("担当 花子", EmploymentKind.Employee, department, Role.SecurityOfficer);
        user = await portal.AddPersonAsync("利用 一子", EmploymentKind.Employee, department);
        other = await portal.AddPersonAsync("職員 六子", EmploymentKind.Employee, department);
        system = await portal.AddSystemAsync("01", "基幹システム", user);
        second = await portal.AddSystemAsync("02", "年金システム");
        document = await (await Shelf.OpenAsync(portal.Databases)).InForceAsync(Tier.Standard, "S-1", "システム利用基準\n第1条 職員は、情報を守る。\n");
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private string Page => $"/catalogue/{document}/targets";

    [Fact]
    public async Task Only_those_whom_a_rule_names_are_asked_and_everybody_reads_as_before()
    {
        using var client = await portal.SignedInAsync(officer);
        Assert.Contains("4人", (await client.PageAsync(Page)).QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((bool[])[true, true], await AskedAsync(user, other));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(Page, "duty-targets", ("Department", "*"), ("System", system.ToString()))).StatusCode);
        var page = await client.PageAsync(Page);
        Assert.Contains("1人（対象者 4人のうち）", page.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("基幹システム", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((bool[])[true, false], await AskedAsync(user, other));
        using (var reading = await portal.SignedInAsync(other))
            Assert.Null((await reading.PageAsync($"/documents/{document}")).QuerySelector("a.button-primary"));
        // Any one of the systems is enough: each is a rule of its own.
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(Page, "duty-targets", ("Department", department.ToString()), ("System", second.ToString()))).StatusCode);
        await using (var db = portal.Open(Reader.Nobody))
        {
            db.SystemUses.Add(new SystemUse { Id = SystemUseId.From(db.Ids.Next()), PersonId = other, SystemId = second, From = portal.Today, RecordedAt = db.Now });
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("system.use-recorded").With("person", other));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal((bool[])[true, true], await AskedAsync(user, other));
        // Without a rule everybody is asked again.
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(Page, "duty-targets", ("Off", "1"))).StatusCode);
        Assert.Equal((bool[])[false, true], await AskedAsync(user, other));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(Page, "duty-targets", ("Off", "1"))).StatusCode);
        Assert.Equal((bool[])[true, true], await AskedAsync(user, other));
    }

    [Fact]
    public async Task Nobody_else_decides_and_a_procedure_has_no_such_page()
    {
        var ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        var procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, officer);
        using var client = await portal.SignedInAsync(ciso);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Page, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/catalogue/{procedure}/targets", Ct)).StatusCode);
        using var staff = await portal.SignedInAsync(user);
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync(Page, Ct)).StatusCode);
        using var own = await portal.SignedInAsync(officer);
        Assert.NotNull((await (await own.PostFormAsync(Page, "duty-targets", ("Department", "*"), ("System", department.ToString()))).PageAsync()).QuerySelector("#systems-error"));
        await using var db = portal.Open(await portal.ReaderAsync(officer));
        Assert.Empty(await db.TargetDecisions.ToListAsync(Ct));
    }

    [Fact]
    public async Task A_rule_without_a_department_is_refused_changes_nothing_and_stands_on_the_form_as_it_was_sent()
    {
        using var client = await portal.SignedInAsync(officer);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(Page, "duty-targets", ("Department", "*"), ("System", second.ToString()))).StatusCode);
        Assert.Contains("対象者の全員", (await client.PageAsync(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await (await client.PostFormAsync(Page, "duty-targets", ("Department", ""), ("Employment", "Contract"), ("System", system.ToString()), ("Off", "1"))).PageAsync();
        Assert.Contains("所属も選んで", refused.QuerySelector("#department-error")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(refused.QuerySelector("input[name=Off][checked]"));
        Assert.Equal(system.ToString(), refused.QuerySelectorAll("input[name=System][checked]").Single().GetAttribute("value"));
        Assert.Equal("Contract", refused.QuerySelector("select[name=Employment] option[selected]")!.GetAttribute("value"));
        // Somebody else decides meanwhile: the ticks were about rules that hold no longer, the rest stands.
        var before = await client.PageAsync(Page);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync(Page, "duty-targets", ("Department", department.ToString()))).StatusCode);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await (await client.PostFormAsync(before, Page, "duty-targets", ("Department", department.ToString()), ("System", system.ToString()), ("Off", "1"))).PageAsync();
        Assert.NotNull(late.QuerySelector(".error-summary"));
        Assert.Null(late.QuerySelector("input[name=Off][checked]"));
        Assert.Equal(department.ToString(), late.QuerySelector("select[name=Department] option[selected]")!.GetAttribute("value"));
        await using var db = portal.Open(await portal.ReaderAsync(officer));
        Assert.Equal([1, 2], (await db.TargetDecisions.Select(decision => decision.Number).ToListAsync(Ct)).Order());
    }

    private async Task<bool[]> AskedAsync(params PersonId[] people)
    {
        var asked = new List<bool>();
        foreach (var person in people)
        {
            using var client = await portal.SignedInAsync(person);
            asked.Add((await client.PageAsync("/")).QuerySelector($"main a[href*='/acknowledge']") is not null);
        }
        return [.. asked];
    }
}
