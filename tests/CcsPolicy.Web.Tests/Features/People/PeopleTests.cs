using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.People;

public sealed class PeopleTests : IAsyncDisposable
{
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task A_person_is_recorded_with_an_employment_and_appears_in_the_list()
    {
        using var client = await AdministeredAsync();
        var made = await client.PostFormAsync("/admin/people/new", "new-person",
            ("Number", "2101"), ("Name", "見本 一郎"), ("Kana", "みほん いちろう"), ("Mail", ""), ("Kind", "Contract"), ("From", "令和8年4月1日"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Contains("見本 一郎", (await client.PageAsync("/admin/people?q=みほん")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var twice = await client.PostFormAsync("/admin/people/new", "new-person", ("Number", "２１０１"), ("Name", "別人"), ("From", "2026-04-01"));
        Assert.NotNull((await twice.PageAsync()).QuerySelector("#number-error"));
    }

    [Fact]
    public async Task Another_last_day_withdraws_the_row_and_records_it_anew()
    {
        using var client = await AdministeredAsync();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var person = await portal.AddPersonAsync("佐藤 花子", EmploymentKind.Employee, department);
        await using (var db = portal.Open(Reader.Nobody))
        {
            var row = await db.Assignments.SingleAsync(a => a.PersonId == person, Ct);
            var answer = await client.PostFormAsync($"/admin/people/{person}", $"stay-{row.Id.Value:N}", ("Until", "R8.12.31"), ("Act", "end"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        await using var after = portal.Open(Reader.Nobody);
        var rows = await after.Assignments.Where(a => a.PersonId == person).OrderBy(a => a.RecordedAt).ThenByDescending(a => a.WithdrawnAt).ToListAsync(Ct);
        Assert.Equal(2, rows.Count);
        Assert.Equal(new DateOnly(2026, 12, 31), Assert.Single(rows, row => row.WithdrawnAt is null).Until);
    }

    [Fact]
    public async Task An_administrator_changes_neither_own_stays_nor_anybodys_role()
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(admin);
        Assert.Null(PageForms.Find(await client.PageAsync($"/admin/people/{admin}"), "add-stay"));
        await using var db = portal.Open(Reader.Nobody);
        var row = await db.Assignments.SingleAsync(a => a.PersonId == officer, Ct);
        Assert.Null(PageForms.Find(await client.PageAsync($"/admin/people/{officer}"), $"stay-{row.Id.Value:N}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/officers", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_department_and_a_managing_post_are_recorded_and_give_their_holder_the_department()
    {
        using var client = await AdministeredAsync();
        await client.PostFormAsync("/admin/departments", "new-department", ("Code", "30"), ("NewName", "会計課"));
        await using var db = portal.Open(Reader.Nobody);
        var department = await db.Departments.SingleAsync(d => d.Code == "30", Ct);
        await client.PostFormAsync("/admin/posts", "new-post", ("Name", "会計課長"), ("Department", department.Id.ToString()), ("Manager", "1"));
        var post = await db.Posts.SingleAsync(p => p.Name == "会計課長", Ct);
        var person = await portal.AddPersonAsync("出納 花子", []);
        await client.PostFormAsync($"/admin/people/{person}", "add-stay", ("What", "p" + post.Id), ("From", "2026-04-01"), ("UntilDay", ""));
        Assert.Equal([department.Id], (await portal.ReaderAsync(person)).ManagedDepartments);
    }

    [Fact]
    public async Task A_renamed_department_post_or_person_keeps_the_former_name_for_the_days_before_and_a_misspelling_leaves_none()
    {
        using var client = await AdministeredAsync();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var person = await portal.AddPersonAsync("旧姓 花子", EmploymentKind.Employee, department);
        await client.PostFormAsync("/admin/posts", "new-post", ("Name", "総務課長"), ("Department", department.ToString()), ("Manager", "1"));
        await using var db = portal.Open(Reader.Nobody);
        var post = (await db.Posts.SingleAsync(Ct)).Id;
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.PostFormAsync("/admin/departments", $"change-{department}", ("Name", "総務企画課"), ("Renamed", "R8.4.1"));
        await client.PostFormAsync("/admin/posts", $"change-{post}", ("Name", "総務企画課長"), ("Renamed", "2026-04-01"));
        await client.PostFormAsync($"/admin/people/{person}", "person", ("Name", "新姓 花子"), ("Renamed", "2026-05-10"));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.PostFormAsync("/admin/departments", $"change-{department}", ("Name", "総務・企画課"), ("Renamed", ""));

        var names = await db.FormerNames.AsNoTracking().ToListAsync(Ct);
        Assert.Equal(3, names.Count);
        foreach (var (day, expected) in new[] { (new DateOnly(2026, 3, 31), ("総務課", "総務課長", "旧姓 花子")), (new(2026, 4, 1), ("総務・企画課", "総務企画課長", "旧姓 花子")), (new(2026, 5, 10), ("総務・企画課", "総務企画課長", "新姓 花子")) })
        {
            var then = new NamesThen(names, day);
            Assert.Equal(expected, (then.Of(department, "総務・企画課"), then.Of(post, "総務企画課長"), then.Of(person, "新姓 花子")));
        }
        Assert.Contains("総務課", (await client.PageAsync("/admin/departments")).QuerySelector("table ul")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("旧姓 花子", (await client.PageAsync($"/admin/people/{person}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("総務課", "2026-04-01", "名称が変わっていません")]
    [InlineData("企画課", "2030-04-01", "今日までの日")]
    [InlineData("企画課", "きのう", "日付")]
    public async Task A_renaming_that_cannot_be_is_refused_and_changes_nothing(string name, string day, string said)
    {
        using var client = await AdministeredAsync();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await client.PostFormAsync("/admin/departments", $"change-{department}", ("Name", name), ("Renamed", day));
        Assert.Contains(said, (await refused.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal("総務課", (await db.Departments.SingleAsync(one => one.Id == department, Ct)).Name);
        Assert.Empty(await db.FormerNames.ToListAsync(Ct));
    }

    [Fact]
    public async Task A_former_name_that_was_never_borne_is_withdrawn_and_only_then_an_earlier_renaming_can_be_recorded()
    {
        using var client = await AdministeredAsync();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await client.PostFormAsync("/admin/departments", $"change-{department}", ("Name", "企画課"), ("Renamed", "2026-06-01"));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await client.PostFormAsync("/admin/departments", $"change-{department}", ("Name", "総務企画課"), ("Renamed", "2026-04-01"));
        Assert.Contains("これより後の改称", (await refused.PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Open(Reader.Nobody);
        var former = (await db.FormerNames.AsNoTracking().SingleAsync(Ct)).Id;
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/admin/departments", $"former-{former}")).StatusCode);
        Assert.Null((await client.PageAsync("/admin/departments")).QuerySelector("table ul"));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/admin/departments", $"change-{department}", ("Name", "総務企画課"), ("Renamed", "2026-04-01"))).StatusCode);
        Assert.Equal([true, false], (await db.FormerNames.AsNoTracking().OrderBy(name => name.RecordedAt).ToListAsync(Ct)).Select(name => name.WithdrawnAt is not null));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<HttpClient> AdministeredAsync() => await portal.SignedInAsync(await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));
}
