using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.SigningIn;
using CcsPolicy.Web.Tests.Features.SigningIn;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Resetting;

/// <summary>Whoever makes an account is not the person of it: an account that was opened has no office and no procedure before somebody else has asked the person.</summary>
public sealed class OwnerTests : IAsyncDisposable
{
    private const string Password = "川辺の 青い 鉛筆 十二本 raft";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task An_administrator_who_opens_the_first_link_gets_no_office_and_no_procedure_of_the_person()
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        var ciso = await portal.AddPersonAsync("理事 三郎", Role.Ciso);
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var (granted, open) = (await shelf.DocumentAsync(Tier.Procedure, "SP-1", "復旧手順"), await shelf.DocumentAsync(Tier.Standard, "S-1", "対策基準"));
        foreach (var document in new[] { granted, open })
            await shelf.EditionAsync(document, "題名\n\n第1条　文。\n", portal.Today.AddDays(-1));
        await shelf.GrantAsync(granted, officer);
        using var administering = await portal.SignedInAsync(admin);
        var made = await (await administering.PostFormAsync("/admin/accounts/new", "new-account", ("Number", "T0003"))).PageAsync();
        using var puppet = portal.Anonymous();
        await puppet.PostFormAsync(new Uri(made.QuerySelector(".link-once")!.TextContent).PathAndQuery, "invitation", ("Wanted", Password), ("Repeated", Password));
        await puppet.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0003"), ("Password", Password));
        var setting = await puppet.PageAsync("/account/second-factor");
        var key = TypedKey.BytesOf(setting.QuerySelector(".typed-key")!.TextContent);
        await puppet.PostFormAsync(setting, "/account/second-factor", "second-factor", ("NewCode", TimeCode.At(key, TimeCode.StepOf(portal.Clock.GetUtcNow()))));

        Assert.Contains("本人確認がまだ", (await puppet.PageAsync("/")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await puppet.GetAsync("/documents/" + open, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await puppet.GetAsync("/documents/" + granted, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await puppet.GetAsync("/custody/standards", Ct)).StatusCode);

        // The administrator confirms nobody, and nobody the own account.
        Assert.Equal(HttpStatusCode.Forbidden, (await administering.GetAsync("/admin/owners", Ct)).StatusCode);
        using var confirming = await portal.SignedInAsync(ciso);
        Assert.NotNull((await confirming.PageAsync("/")).QuerySelector("a.task-title[href='/admin/owners']"));
        var page = await confirming.PageAsync("/admin/owners");
        var id = Assert.Single(page.QuerySelectorAll("input[name=Account]")).GetAttribute("value")!;
        Assert.NotNull((await (await confirming.PostFormAsync(page, "/admin/owners", "owners")).PageAsync()).QuerySelector(".error-summary"));
        // Opened anew by somebody else since the list was made: the person was asked about another opening.
        var stamp = await StampAsync("T0003", Guid.NewGuid().ToString("N"));
        Assert.Contains("先に変更しました", (await (await confirming.PostFormAsync(page, "/admin/owners", "owners", ("Account", id))).PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await StampAsync("T0003", stamp);
        Assert.Equal(HttpStatusCode.Redirect, (await confirming.PostFormAsync(page, "/admin/owners", "owners", ("Account", id))).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await puppet.GetAsync("/documents/" + granted, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await puppet.GetAsync("/custody/standards", Ct)).StatusCode);
        await using var db = portal.Open(Reader.Nobody);
        Assert.Single(await db.Journal.Where(entry => entry.Action == "account.owner-confirmed" && entry.ActorId == ciso).ToListAsync(Ct));
    }

    /// <summary>Whoever makes the link could open it, and what a second person agreed to was a reset for its owner.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_reset_that_no_second_factor_stood_in_the_way_of_the_person_is_asked_again(bool hasFactor)
    {
        var (admin, ciso, officer) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("理事 三郎", Role.Ciso), await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var account = await portal.AccountOfAsync(officer, "川辺の 青い 鉛筆 九本 raft");
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(one => one.Id == account.Id, Ct)).TwoFactorEnabled = hasFactor;
            await db.SaveChangesAsync(Ct);
        }
        using var administering = await portal.SignedInAsync(admin);
        var made = await (await administering.PostFormAsync($"/admin/accounts/{account.Id:N}", "account", ("Act", "Invite"))).PageAsync();
        using var second = await portal.SignedInAsync(ciso);
        await second.PostFormAsync("/admin/resets", "resets", ("Confirm", (await second.PageAsync("/admin/resets")).QuerySelector("button[name=Confirm]")!.GetAttribute("value")!));
        using var puppet = portal.Anonymous();
        await puppet.PostFormAsync(new Uri(made.QuerySelector(".link-once")!.TextContent).PathAndQuery, "invitation", ("Wanted", Password), ("Repeated", Password));
        await using var after = portal.Open(Reader.Nobody);
        Assert.Equal(hasFactor, (await after.Users.SingleAsync(one => one.Id == account.Id, Ct)).OwnerConfirmedAt is not null);
        Assert.Equal(hasFactor ? 0 : 1, (await second.PageAsync("/admin/owners")).QuerySelectorAll("input[name=Account]").Length);
    }

    [Fact]
    public async Task Whoever_manages_accounts_confirms_nobody_with_another_office_either_and_nobody_the_own_account()
    {
        var both = await portal.AddPersonAsync("兼務 一郎", Role.SystemAdministrator, Role.SecurityOfficer);
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        var waiting = await portal.AccountOfAsync(officer, Password);
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(one => one.Id == waiting.Id, Ct)).OwnerConfirmedAt = null;
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("account.invitation-accepted"));
            await db.SaveChangesAsync(Ct);
        }
        using var client = await portal.SignedInAsync(both);
        Assert.Empty((await client.PageAsync("/admin/owners")).QuerySelectorAll("input[name=Account]"));
        using var own = await portal.SignedInAsync(officer);
        Assert.Equal(HttpStatusCode.Forbidden, (await own.GetAsync("/admin/owners", Ct)).StatusCode);
    }

    private async Task<string> StampAsync(string name, string stamp)
    {
        await using var db = portal.Open(Reader.Nobody);
        var account = await db.Users.SingleAsync(one => one.UserName == name, Ct);
        (var former, account.SecurityStamp) = (account.SecurityStamp!, stamp);
        db.Record(new CcsPolicy.Domain.Journal.JournalFact("account.invitation-accepted"));
        await db.SaveChangesAsync(Ct);
        return former;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
