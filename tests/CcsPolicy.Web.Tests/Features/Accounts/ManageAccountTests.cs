using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Accounts;

public sealed class ManageAccountTests : IAsyncDisposable
{
    private const string Password = "ookina kumo ga 三つ nagareru";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V6.4.6")]
    public async Task The_administrator_creates_an_account_and_only_its_person_ever_sets_a_password()
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var person = await portal.AddPersonAsync("新任 花子", []);
        using var client = await portal.SignedInAsync(admin);
        Assert.Null((await client.PageAsync("/admin/accounts/new")).QuerySelector("input[type=password]"));
        var made = await (await client.PostFormAsync("/admin/accounts/new", "new-account", ("Number", "T0002"), ("Name", ""))).PageAsync();
        await using (var created = portal.Open(Reader.Nobody))
            Assert.Null((await created.Users.SingleAsync(account => account.PersonId == person, Ct)).PasswordHash);
        var link = new Uri(made.QuerySelector(".link-once")!.TextContent).PathAndQuery;

        using var own = portal.Anonymous();
        Assert.Equal(HttpStatusCode.Redirect, (await own.PostFormAsync(link, "invitation", ("Wanted", Password), ("Repeated", Password))).StatusCode);
        Assert.Null(PageForms.Find(await own.PageAsync(link), "invitation"));
        Assert.Equal(HttpStatusCode.Redirect, (await own.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0002"), ("Password", Password))).StatusCode);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(["account.created", "account.invitation-accepted", "account.signed-in"],
            await db.Journal.Where(j => j.Action.StartsWith("account.")).OrderBy(j => j.At).ThenBy(j => j.Action).Select(j => j.Action).ToListAsync(Ct));
        Assert.True((await portal.ReaderAsync(person)).Can(Ability.ReadDocuments));
    }

    [Fact]
    [Trait("ASVS", "V6.4.1")]
    public async Task A_first_link_opens_nothing_after_three_days_or_after_a_newer_one_was_made()
    {
        var (client, account) = await AdministeredAsync(password: null);
        var first = await InviteAsync(client, account);
        var second = await InviteAsync(client, account);
        using var own = portal.Anonymous();
        Assert.Null(PageForms.Find(await own.PageAsync(first), "invitation"));
        Assert.NotNull(PageForms.Find(await own.PageAsync(second), "invitation"));
        portal.Clock.Advance(TimeSpan.FromHours(73));
        Assert.Null(PageForms.Find(await own.PageAsync(second), "invitation"));
        client.Dispose();
    }

    [Fact]
    [Trait("ASVS", "V7.4.2")]
    public async Task Locking_ends_sessions_and_sign_in_and_unlocking_brings_sign_in_back()
    {
        var (client, account) = await AdministeredAsync();
        using var own = portal.Anonymous();
        await own.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0002"), ("Password", Password));
        await ActAsync(client, account, "Lock");
        Assert.Equal(HttpStatusCode.Redirect, (await own.GetAsync("/account/password", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0002"), ("Password", Password))).StatusCode);
        await ActAsync(client, account, "Unlock");
        Assert.Equal(HttpStatusCode.Redirect, (await own.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0002"), ("Password", Password))).StatusCode);
        client.Dispose();
    }

    [Fact]
    public async Task Nobody_acts_on_the_own_account_and_a_second_factor_stays_while_only_one_person_wants_it_removed()
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var officer = await portal.AddPersonAsync("担当 二郎", Role.SecurityOfficer);
        var (own, officers) = (await portal.AccountOfAsync(admin), await portal.AccountOfAsync(officer));
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(a => a.Id == officers.Id, Ct)).TwoFactorEnabled = true;
            await db.SaveChangesAsync(Ct);
        }
        using var client = await portal.SignedInAsync(admin);
        Assert.NotNull((await (await ActAsync(client, own.Id, "Close")).PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal(HttpStatusCode.Redirect, (await ActAsync(client, officers.Id, "RemoveSecondFactor")).StatusCode);
        await using var after = portal.Open(Reader.Nobody);
        Assert.True((await after.Users.SingleAsync(a => a.Id == officers.Id, Ct)).TwoFactorEnabled);
        Assert.Null((await after.Users.SingleAsync(a => a.Id == own.Id, Ct)).ClosedAt);
    }

    [Fact]
    public async Task A_closed_account_is_opened_again_and_its_link_opens_only_after_a_second_person()
    {
        var (client, account) = await AdministeredAsync();
        var second = await portal.AddPersonAsync("統括 三郎", Role.Ciso);
        // Also one whose owner nobody has confirmed yet: it was opened, and that is not undone by closing it.
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(a => a.Id == account, Ct)).OwnerConfirmedAt = null;
            await db.SaveChangesAsync(Ct);
        }
        await ActAsync(client, account, "Close");
        Assert.NotNull((await (await ActAsync(client, account, "Invite")).PageAsync()).QuerySelector(".error-summary"));
        Assert.Equal(["Reopen"], (await client.PageAsync("/admin/accounts/" + account.ToString("N"))).QuerySelectorAll("button[name=Act]").Select(button => button.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.Redirect, (await ActAsync(client, account, "Reopen")).StatusCode);
        var link = new Uri((await (await ActAsync(client, account, "Invite")).PageAsync()).QuerySelector(".link-once")!.TextContent).PathAndQuery;
        using var own = portal.Anonymous();
        Assert.Null(PageForms.Find(await own.PageAsync(link), "invitation"));
        using var confirming = await portal.SignedInAsync(second);
        var reset = (await confirming.PageAsync("/admin/resets")).QuerySelector("button[name=Confirm]")!.GetAttribute("value")!;
        await confirming.PostFormAsync("/admin/resets", "resets", ("Confirm", reset));
        Assert.NotNull(PageForms.Find(await own.PageAsync(link), "invitation"));
        client.Dispose();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(HttpClient Client, Guid Account)> AdministeredAsync(string? password = Password)
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var person = await portal.AddPersonAsync("職員 花子", []);
        var account = await portal.AccountOfAsync(person, password);
        if (password is null)
        {
            await using var db = portal.Open(Reader.Nobody);
            (await db.Users.SingleAsync(a => a.Id == account.Id, Ct)).OwnerConfirmedAt = null;
            await db.SaveChangesAsync(Ct);
        }
        return (await portal.SignedInAsync(admin), account.Id);
    }

    private static Task<HttpResponseMessage> ActAsync(HttpClient client, Guid account, string act) =>
        client.PostFormAsync($"/admin/accounts/{account:N}", "account", ("Act", act));

    private static async Task<string> InviteAsync(HttpClient client, Guid account) =>
        new Uri((await (await ActAsync(client, account, "Invite")).PageAsync()).QuerySelector(".link-once")!.TextContent).PathAndQuery;
}
