using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Appointing;

public sealed class AppointTests : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task An_appointment_gives_authority_from_its_first_day_and_takes_it_after_its_last()
    {
        var (client, _) = await CisoAsync();
        var person = await portal.AddPersonAsync("担当 花子", []);
        Assert.Equal(HttpStatusCode.Redirect, (await AppointAsync(client, "T0002", "SecurityOfficer", "2026-10-05", "2026-10-06")).StatusCode);
        Assert.False((await portal.ReaderAsync(person)).Can(Ability.EditStandards));
        portal.Clock.Advance(TimeSpan.FromDays(4));
        Assert.True((await portal.ReaderAsync(person)).Can(Ability.EditStandards));
        portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False((await portal.ReaderAsync(person)).Can(Ability.EditStandards));
        client.Dispose();
    }

    [Fact]
    public async Task A_hand_over_ends_the_present_ciso_the_day_before_and_leaves_no_day_with_two_or_none()
    {
        var (client, ciso) = await CisoAsync();
        var successor = await portal.AddPersonAsync("後任 花子", []);
        Assert.Equal(HttpStatusCode.Redirect, (await AppointAsync(client, "T0002", "Ciso", "2026-10-05", "")).StatusCode);
        for (var day = 0; day < 6; day++)
        {
            var (old, next) = ((await portal.ReaderAsync(ciso)).Roles.Contains(Role.Ciso), (await portal.ReaderAsync(successor)).Roles.Contains(Role.Ciso));
            Assert.Equal(day < 4, old);
            Assert.Equal(!old, next);
            portal.Clock.Advance(TimeSpan.FromDays(1));
        }
        client.Dispose();
    }

    [Theory]
    [InlineData("T0001", "SecurityOfficer", "2026-10-05")]
    [InlineData("T0002", "CisoDeputy", "2026-10-05")]
    [InlineData("T0003", "SecurityOfficer", "2026-10-05")]
    [InlineData("T0004", "SecurityOfficer", "2026-09-30")]
    [InlineData("T0004", "Ciso", "2026-10-01")]
    [InlineData("T0004", "Custodian", "2026-10-05")]
    [InlineData("T9999", "Auditor", "2026-10-05")]
    public async Task Nobody_appoints_himself_offices_that_clash_are_kept_apart_and_the_past_stays(string number, string role, string from)
    {
        var (client, _) = await CisoAsync();
        await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        await portal.AddPersonAsync("監査 二郎", Role.Auditor);
        var plain = await portal.AddPersonAsync("職員 三郎", []);
        var page = await (await AppointAsync(client, number, role, from, "")).PageAsync();
        Assert.NotNull(page.QuerySelector(".error-summary"));
        Assert.Equal([Role.Staff], (await portal.ReaderAsync(plain)).Roles);
        client.Dispose();
    }

    [Theory]
    [InlineData(EmploymentKind.Contractor, "CisoDeputy", false)]
    [InlineData(EmploymentKind.Dispatched, "Ciso", false)]
    [InlineData(EmploymentKind.Contractor, "SecurityOfficer", true)]
    [InlineData(EmploymentKind.Officer, "CisoDeputy", true)]
    public async Task Who_is_employed_elsewhere_becomes_neither_ciso_nor_deputy(EmploymentKind kind, string role, bool isTaken)
    {
        var (client, _) = await CisoAsync();
        await portal.AddPersonAsync("外部 花子", kind);
        var answer = await AppointAsync(client, "T0002", role, "2026-10-05", "");
        Assert.Equal(isTaken ? HttpStatusCode.Redirect : HttpStatusCode.OK, answer.StatusCode);
        if (!isTaken)
            Assert.Contains("受託事業者の人は、CISOにもその代理にもなれません", (await answer.PageAsync()).QuerySelector("#number-error, .field-error")!.TextContent, StringComparison.Ordinal);
        client.Dispose();
    }

    [Fact]
    public async Task Who_keeps_a_document_becomes_no_auditor_before_it_is_in_other_hands()
    {
        var (client, _) = await CisoAsync();
        var keeper = await portal.AddPersonAsync("管理 太郎", []);
        await portal.AddDocumentAsync(CcsPolicy.Domain.Documents.Tier.Procedure, "P-1", "手順", await portal.AddDepartmentAsync("10", "総務課"), keeper);
        var answer = await AppointAsync(client, "T0002", "Auditor", "2026-10-05", "");
        Assert.Contains("先に、その規程の管理をほかの人に引き継いでください", (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Role.Auditor, (await portal.Services.GetRequiredService<CcsPolicy.Data.Reading.Readers>().AsOfAsync(keeper, new(2026, 10, 5), Ct)).Roles);
        client.Dispose();
    }

    [Fact]
    public async Task An_appointment_of_somebody_who_left_is_shown_as_void_is_a_task_and_is_not_in_the_way_of_a_new_one()
    {
        var (client, ciso) = await CisoAsync();
        var deputy = await portal.AddPersonAsync("代理 五郎", Role.CisoDeputy);
        Assert.Null((await client.PageAsync("/")).QuerySelector("a.task-title[href='/officers']"));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
        {
            (await db.Employments.SingleAsync(e => e.PersonId == deputy, Ct)).Withdraw(db.Now);
            db.Record(new JournalFact("stay.withdrawn").With("person", deputy));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Contains("効力なし", (await client.PageAsync("/officers")).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await client.PageAsync("/")).QuerySelector("a.task-title[href='/officers']"));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
        {
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = deputy, Kind = EmploymentKind.Employee, From = portal.Today, RecordedAt = db.Now });
            db.Record(new JournalFact("stay.recorded").With("person", deputy));
            await db.SaveChangesAsync(Ct);
        }
        Assert.DoesNotContain(Role.CisoDeputy, (await portal.ReaderAsync(deputy)).Roles);
        using var nextDay = await portal.SignedInAsync(ciso);
        Assert.Equal(HttpStatusCode.Redirect, (await AppointAsync(nextDay, "T0002", "CisoDeputy", "2026-10-05", "")).StatusCode);
        client.Dispose();
    }

    [Fact]
    public async Task When_the_ciso_has_left_before_handing_over_the_others_are_told_and_the_server_names_another()
    {
        var (client, ciso) = await CisoAsync();
        var deputy = await portal.AddPersonAsync("代理 五郎", Role.CisoDeputy);
        var next = await portal.AddPersonAsync("後任 花子", []);
        await portal.AddPersonAsync("監査 二郎", Role.Auditor);
        await portal.AddPersonAsync("外部 三郎", EmploymentKind.Contractor);
        using var theirs = await portal.SignedInAsync(deputy);
        Assert.Null((await theirs.PageAsync("/")).QuerySelector(".notice-bad"));
        Assert.Equal((1, 1), (await NameAsync("T0003"), await CisosAsync()));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = portal.Open(await portal.ReaderAsync(ciso)))
        {
            (await db.Employments.SingleAsync(e => e.PersonId == ciso, Ct)).Withdraw(db.Now);
            db.Record(new JournalFact("stay.withdrawn").With("person", ciso));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Contains("name-ciso", (await theirs.PageAsync("/")).QuerySelector(".notice-bad")!.TextContent, StringComparison.Ordinal);
        foreach (var unfit in new[] { "T0001", "T0004", "T0005", "T9999" })
            Assert.Equal((1, 0), (await NameAsync(unfit), await CisosAsync()));
        Assert.Equal((0, 1), (await NameAsync("T0003"), await CisosAsync()));
        Assert.Contains(Role.Ciso, (await portal.ReaderAsync(next)).Roles);
        Assert.Null((await theirs.PageAsync("/")).QuerySelector(".notice-bad"));
        client.Dispose();
    }

    private async Task<int> NameAsync(string number) =>
        await Web.Commands.NameCisoCommand.RunAsync(portal.Services, Commands.VerbsTests.Call(Web.Commands.NameCisoCommand.Verb, number), TextWriter.Null, TextWriter.Null);

    private async Task<int> CisosAsync() =>
        (await portal.Services.GetRequiredService<CcsPolicy.Data.Reading.Readers>().EverybodyTodayAsync(Ct)).Count(reader => reader.Roles.Contains(Role.Ciso));

    private async Task<(HttpClient, PersonId)> CisoAsync()
    {
        var ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        return (await portal.SignedInAsync(ciso), ciso);
    }

    private static Task<HttpResponseMessage> AppointAsync(HttpClient client, string number, string role, string from, string until) =>
        client.PostFormAsync("/officers", "appoint", ("ToRole", role), ("Number", number), ("From", from), ("Until", until));
}
