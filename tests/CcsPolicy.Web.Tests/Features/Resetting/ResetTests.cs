using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Resetting;

public sealed class ResetTests : IAsyncDisposable
{
    private const string Before = "川辺の 青い 鉛筆 十二本 raft";
    private const string After = "yama no 赤い ランプ 三つ boat";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V6.4.6"), Trait("ASVS", "V6.3.7")]
    public async Task A_password_is_reset_by_two_persons_and_its_owner_must_see_it()
    {
        var (admin, officer, ciso) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer), await portal.AddPersonAsync("理事 三郎", Role.Ciso));
        var account = await portal.AccountOfAsync(officer, Before);
        using var administering = await portal.SignedInAsync(admin);
        using var theirs = await portal.SignedInAsync(officer);
        var made = await (await ActAsync(administering, account.Id, "Invite")).PageAsync();
        var link = new Uri(made.QuerySelector(".link-once")!.TextContent).PathAndQuery;

        // Alone it does nothing: the link opens nothing, the password and the sessions stay; neither maker nor owner confirms.
        using var own = portal.Anonymous();
        Assert.Null(PageForms.Find(await own.PageAsync(link), "invitation"));
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetAsync("/account/password", Ct)).StatusCode);
        await using (var unchanged = portal.Open(Reader.Nobody))
            Assert.Equal(account.PasswordHash, (await unchanged.Users.SingleAsync(one => one.Id == account.Id, Ct)).PasswordHash);
        var reset = await IdAsync();
        Assert.Empty((await administering.PageAsync("/admin/resets")).QuerySelectorAll("button[name=Confirm]"));
        foreach (var client in new[] { administering, theirs })
            Assert.NotNull((await (await client.PostFormAsync("/admin/resets", "resets", ("Confirm", reset))).PageAsync()).QuerySelector(".error-summary"));

        using var second = await portal.SignedInAsync(ciso);
        Assert.Contains((await second.PageAsync("/")).QuerySelectorAll("a"), a => a.GetAttribute("href") == "/admin/resets");
        await second.PostFormAsync("/admin/resets", "resets", ("Confirm", reset));
        Assert.Equal(HttpStatusCode.Redirect, (await theirs.GetAsync("/account/password", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await own.PostFormAsync(link, "invitation", ("Wanted", After), ("Repeated", After))).StatusCode);
        Assert.Null(PageForms.Find(await own.PageAsync(link), "invitation"));

        using var again = await portal.SignedInAsync(officer);
        Assert.Equal("/account/reset-seen", (await again.GetAsync("/", Ct)).Headers.Location?.ToString());
        var told = await again.PageAsync("/account/reset-seen");
        Assert.Contains("管理 一郎", told.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("理事 三郎", told.Body!.TextContent, StringComparison.Ordinal);
        await again.PostFormAsync(told, "/account/reset-seen", "reset-seen");
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/", Ct)).StatusCode);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(["account.invitation-accepted", "account.invited", "account.reset-confirmed", "account.reset-seen"],
            await db.Journal.Where(j => j.Action.StartsWith("account.")).Select(j => j.Action).OrderBy(a => a).ToListAsync(Ct));
    }

    [Fact]
    [Trait("ASVS", "V6.4.4"), Trait("ASVS", "V6.5.6")]
    public async Task A_lost_second_factor_is_removed_by_two_persons_and_the_password_stays()
    {
        var (admin, deputy, officer) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), default(PersonId), await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        deputy = await portal.AddPersonAsync("管理 二郎", Role.SystemAdministrator);
        var account = await portal.AccountOfAsync(officer, Before);
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(a => a.Id == account.Id, Ct)).TwoFactorEnabled = true;
            await db.SaveChangesAsync(Ct);
        }
        using var administering = await portal.SignedInAsync(admin);
        await ActAsync(administering, account.Id, "RemoveSecondFactor");
        Assert.Equal("/account/sign-in/code?returnUrl=%2F", await SignInAsync());
        using var second = await portal.SignedInAsync(deputy);
        await second.PostFormAsync("/admin/resets", "resets", ("Confirm", await IdAsync()));
        Assert.Equal("/", await SignInAsync());
        await using var after = portal.Open(Reader.Nobody);
        Assert.False((await after.Users.SingleAsync(a => a.Id == account.Id, Ct)).TwoFactorEnabled);
    }

    [Fact]
    [Trait("ASVS", "V6.4.3")]
    public async Task A_new_password_leaves_the_second_factor_and_lets_nobody_in_without_it()
    {
        var (admin, officer, ciso) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer), await portal.AddPersonAsync("理事 三郎", Role.Ciso));
        var account = await portal.AccountOfAsync(officer, Before);
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(a => a.Id == account.Id, Ct)).TwoFactorEnabled = true;
            await db.SaveChangesAsync(Ct);
        }
        using var administering = await portal.SignedInAsync(admin);
        var link = new Uri((await (await ActAsync(administering, account.Id, "Invite")).PageAsync()).QuerySelector(".link-once")!.TextContent).PathAndQuery;
        using var second = await portal.SignedInAsync(ciso);
        await second.PostFormAsync("/admin/resets", "resets", ("Confirm", await IdAsync()));
        using var own = portal.Anonymous();
        await own.PostFormAsync(link, "invitation", ("Wanted", After), ("Repeated", After));
        Assert.Contains("/account/sign-in", (await own.GetAsync("/account/password", Ct)).Headers.Location?.ToString(), StringComparison.Ordinal);
        var answer = await own.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0002"), ("Password", After));
        Assert.EndsWith("/account/sign-in/code?returnUrl=%2F", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        await using var after = portal.Open(Reader.Nobody);
        Assert.True((await after.Users.SingleAsync(a => a.Id == account.Id, Ct)).TwoFactorEnabled);
    }

    [Fact]
    public async Task A_refused_reset_and_one_that_is_too_old_change_nothing()
    {
        var (admin, officer, ciso) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer), await portal.AddPersonAsync("理事 三郎", Role.Ciso));
        var account = await portal.AccountOfAsync(officer, Before);
        using (var administering = await portal.SignedInAsync(admin))
            await ActAsync(administering, account.Id, "Invite");
        using (var second = await portal.SignedInAsync(ciso))
            await second.PostFormAsync("/admin/resets", "resets", ("Refuse", await IdAsync()));
        Assert.Equal("/", await SignInAsync());
        using (var administering = await portal.SignedInAsync(admin))
            await ActAsync(administering, account.Id, "Invite");
        portal.Clock.Advance(TimeSpan.FromHours(73));
        using var late = await portal.SignedInAsync(ciso);
        Assert.Null(PageForms.Find(await late.PageAsync("/admin/resets"), "resets"));
    }

    /// <summary>What the administrator is told is the same of everybody, and what is given after the link was made opens nothing to whoever has the link.</summary>
    [Fact]
    public async Task A_reset_needs_a_second_person_whatever_its_owner_holds_or_gets_afterwards()
    {
        var (admin, ciso) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("理事 三郎", Role.Ciso));
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var staff = await portal.AddPersonAsync("職員 花子", EmploymentKind.Employee, department);
        var granted = await portal.AddPersonAsync("職員 次子", EmploymentKind.Employee, department);
        var keeper = await portal.AddPersonAsync("管理 四郎", EmploymentKind.Employee, department);
        var procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "秘密の手順", department, keeper);
        using var second = await portal.SignedInAsync(ciso);
        await GrantAsync(second, procedure, granted);
        using var administering = await portal.SignedInAsync(admin);
        var pages = new List<string>();
        foreach (var person in new[] { staff, granted })
        {
            var account = await portal.AccountOfAsync(person, Before);
            var made = await (await ActAsync(administering, account.Id, "Invite")).PageAsync();
            var link = new Uri(made.QuerySelector(".link-once")!.TextContent).PathAndQuery;
            await GrantAsync(second, procedure, staff);
            using var own = portal.Anonymous();
            Assert.Null(PageForms.Find(await own.PageAsync(link), "invitation"));
            pages.Add(string.Join("|", made.QuerySelectorAll(".notice").Skip(1).Select(notice => notice.TextContent.Trim())));
            pages[^1] += string.Join("|", (await administering.PageAsync($"/admin/accounts/{account.Id:N}")).QuerySelectorAll(".notice").Select(notice => notice.TextContent.Trim()));

            await second.PostFormAsync("/admin/resets", "resets", ("Confirm", await IdAsync(account.Id)));
            Assert.Equal(HttpStatusCode.Redirect, (await own.PostFormAsync(link, "invitation", ("Wanted", After), ("Repeated", After))).StatusCode);
            using var again = await portal.SignedInAsync(person);
            Assert.Equal("/account/reset-seen", (await again.GetAsync("/", Ct)).Headers.Location?.ToString());
        }
        Assert.NotEqual("", pages[0]);
        Assert.Equal(pages[0], pages[1]);
    }

    private static async Task GrantAsync(HttpClient client, DocumentId procedure, PersonId person) =>
        await client.PostFormAsync("/granting/" + procedure, "give", ("To", $"person:{person}"), ("Reason", "担当のため"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> ActAsync(HttpClient client, Guid account, string act) => client.PostFormAsync($"/admin/accounts/{account:N}", "account", ("Act", act));

    private async Task<string> IdAsync(Guid? account = null)
    {
        await using var db = portal.Open(Reader.Nobody);
        return (await db.Resets.AsNoTracking().Where(r => account == null || r.AccountId == account).OrderByDescending(r => r.MadeAt).FirstAsync(Ct)).Id.ToString("N");
    }

    private async Task<string?> SignInAsync()
    {
        using var client = portal.Anonymous();
        var answer = await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0002"), ("Password", Before));
        return answer.Headers.Location is { IsAbsoluteUri: true } location ? location.PathAndQuery : answer.Headers.Location?.ToString();
    }
}
