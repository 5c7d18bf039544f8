using System.Net;
using System.Text;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.People;

/// <summary>情報システムと利用者。</summary>
public sealed class SystemsTests : IAsyncDisposable
{
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task A_system_is_recorded_renamed_and_closed_and_then_nobody_uses_it()
    {
        using var client = await AdministeredAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/admin/systems", "new-system", ("Code", "01"), ("NewName", "基幹システム"), ("NewFrom", "R8.4.1"))).StatusCode);
        var twice = await client.PostFormAsync("/admin/systems", "new-system", ("Code", "０１"), ("NewName", "別のシステム"));
        Assert.NotNull((await twice.PageAsync()).QuerySelector("#code-error"));
        await using var db = portal.Open(Reader.Nobody);
        var system = await db.InformationSystems.AsNoTracking().SingleAsync(Ct);
        Assert.Equal(new DateOnly(2026, 4, 1), system.From);
        var person = await portal.AddPersonAsync("利用 花子");
        await client.PostFormAsync($"/admin/people/{person}", "add-stay", ("What", "s" + system.Id), ("From", "2026-04-01"), ("UntilDay", ""));
        Assert.Contains("1人", (await client.PageAsync("/admin/systems")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await (await client.PostFormAsync("/admin/systems", $"change-{system.Id}", ("Name", "新基幹システム"), ("Until", Written(portal.Today.AddDays(-1))))).PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/admin/systems", $"change-{system.Id}", ("Name", "新基幹システム"), ("Until", Written(portal.Today)))).StatusCode);
        Assert.Contains("1人", (await client.PageAsync("/admin/systems")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        client.Dispose();
        using var later = await portal.SignedInAsync(await portal.AddPersonAsync("管理 二郎", Role.SystemAdministrator));
        Assert.NotNull((await (await later.PostFormAsync("/admin/systems", $"change-{system.Id}", ("Until", ""))).PageAsync()).QuerySelector(".error-summary"));
        Assert.Contains("0人", (await later.PageAsync("/admin/systems")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", (await later.PageAsync($"/admin/systems/{system.Id}")).QuerySelectorAll("tbody td")[2].TextContent.Trim());
    }

    [Fact]
    public async Task The_first_day_of_a_system_is_not_moved_over_days_past_with_uses()
    {
        using var client = await AdministeredAsync();
        var person = await NumberedAsync("利用 一子");
        var system = await portal.AddSystemAsync("01", "基幹システム");
        await client.PostFormAsync($"/admin/people/{person.Id}", "add-stay", ("What", "s" + system), ("From", "2026-06-01"), ("UntilDay", ""));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var (from, fits) in new[] { ("2026-04-01", true), ("2026-07-01", false), (Written(portal.Today.AddDays(30)), false), ("2026-06-01", true), ("2026-06-02", false), ("", true) })
        {
            var answer = await client.PostFormAsync("/admin/systems", $"change-{system}", ("Name", "基幹システム"), ("From", from), ("Until", ""));
            Assert.Equal(fits, answer.StatusCode == HttpStatusCode.Redirect);
            if (!fits)
                Assert.Contains("過ぎた日", (await answer.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Who_left_and_came_back_is_counted_in_the_list_as_on_the_page_of_the_system()
    {
        using var client = await AdministeredAsync();
        var person = await NumberedAsync("利用 一子");
        var system = await portal.AddSystemAsync("01", "基幹システム", person.Id);
        Assert.Contains("1人", (await client.PageAsync("/admin/systems")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        await EndAsync(person.Id, portal.Today.AddDays(-2));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("0人", (await client.PageAsync("/admin/systems")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        await using (var db = portal.Open(Reader.Nobody))
        {
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = EmploymentKind.Employee, From = portal.Today, RecordedAt = db.Now });
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("employment.recorded").With("person", person.Id));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Contains("0人", (await client.PageAsync("/admin/systems")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_entered_whole_or_not_at_all()
    {
        using var client = await AdministeredAsync();
        var system = await portal.AddSystemAsync("01", "基幹システム");
        var (one, other, gone) = (await NumberedAsync("利用 一子"), await NumberedAsync("利用 二子"), await NumberedAsync("離職 三子"));
        await EndAsync(gone.Id, portal.Today.AddDays(-1));
        var refused = await client.PostFormAsync($"/admin/systems/{system}", "uses", ("List", $"{one.Number}\n{one.Number}\n{gone.Number}\nX999"), ("Act", "save"));
        var faults = (await refused.PageAsync()).QuerySelectorAll("tbody .field-error").Select(fault => fault.TextContent.Trim());
        Assert.Equal(["重なっています", "始まりの日に在職していません", "この職員番号の人はいません"], faults);
        Assert.Empty(await UsesAsync());

        var file = Encoding.UTF8.GetBytes($"氏名,職員番号\n利用 一子,{one.Number}\n利用 二子,{other.Number}\n");
        var read = await (await client.PostFileAsync($"/admin/systems/{system}", "uses", "Csv", "users.csv", file, ("From", "2026-04-01"), ("Act", "check"))).PageAsync();
        Assert.Equal($"{one.Number}\n{other.Number}", read.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Empty(await UsesAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync($"/admin/systems/{system}", "uses", ("From", "2026-04-01"), ("List", $"{one.Number}\n{other.Number}"), ("Act", "save"))).StatusCode);
        Assert.Equal([one.Id, other.Id], (await UsesAsync()).OrderBy(use => use.PersonId == other.Id).Select(use => use.PersonId));

        var again = await client.PostFormAsync($"/admin/systems/{system}", "uses", ("From", "2026-05-01"), ("List", one.Number), ("Act", "save"));
        Assert.Equal("その期間の利用は記録済みです", (await again.PageAsync()).QuerySelector("tbody .field-error")!.TextContent.Trim());
    }

    [Fact]
    public async Task Another_last_day_withdraws_the_use_and_records_it_anew()
    {
        using var client = await AdministeredAsync();
        var person = await NumberedAsync("利用 一子");
        var system = await portal.AddSystemAsync("01", "基幹システム", person.Id);
        var use = Assert.Single(await UsesAsync());
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync($"/admin/systems/{system}", $"use-{use.Id}", ("UseUntil", "2027-03-31"), ("Act", "end"))).StatusCode);
        var rows = await UsesAsync();
        Assert.Equal(2, rows.Count);
        var stands = Assert.Single(rows, row => row.WithdrawnAt is null);
        Assert.Equal(new DateOnly(2027, 3, 31), stands.Until);
        Assert.Equal(use.From, stands.From);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync($"/admin/people/{person.Id}", $"stay-{stands.Id.Value:N}", ("Act", "withdraw"))).StatusCode);
        Assert.DoesNotContain(await UsesAsync(), row => row.WithdrawnAt is null);
    }

    [Fact]
    public async Task Nobody_enters_the_own_use_and_who_does_not_keep_people_sees_none()
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var system = await portal.AddSystemAsync("01", "基幹システム");
        using var client = await portal.SignedInAsync(admin);
        await using var db = portal.Open(Reader.Nobody);
        var number = (await db.People.SingleAsync(one => one.Id == admin, Ct)).StaffNumber;
        var refused = await client.PostFormAsync($"/admin/systems/{system}", "uses", ("List", number), ("Act", "save"));
        Assert.Equal("自分自身の利用は、ほかの管理者が記録します", (await refused.PageAsync()).QuerySelector("tbody .field-error")!.TextContent.Trim());
        Assert.Empty(await UsesAsync());
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync($"/admin/systems/{system}", Ct)).StatusCode);
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<List<SystemUse>> UsesAsync()
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.SystemUses.AsNoTracking().ToListAsync(Ct);
    }

    private async Task<(PersonId Id, string Number)> NumberedAsync(string name)
    {
        var id = await portal.AddPersonAsync(name);
        await using var db = portal.Open(Reader.Nobody);
        return (id, (await db.People.SingleAsync(one => one.Id == id, Ct)).StaffNumber);
    }

    private async Task EndAsync(PersonId person, DateOnly until)
    {
        await using var db = portal.Open(Reader.Nobody);
        var row = await db.Employments.SingleAsync(one => one.PersonId == person, Ct);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        row.Withdraw(db.Now);
        db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person, Kind = row.Kind, From = row.From, Until = until, RecordedAt = db.Now });
        db.Record(new CcsPolicy.Domain.Journal.JournalFact("stay.ended").With("person", person));
        await db.SaveChangesAsync(Ct);
    }

    private async Task<HttpClient> AdministeredAsync() => await portal.SignedInAsync(await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));
}
