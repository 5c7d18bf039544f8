using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

public sealed class FreshSignInTests : IAsyncDisposable
{
    private const string Password = "川辺の 青い 鉛筆 十二本 raft";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V7.5.3")]
    public async Task What_was_typed_goes_on_after_the_person_was_asked()
    {
        var (admin, person) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("職員 花子", []));
        await portal.AccountOfAsync(admin, Password);
        using var client = await portal.SignedInAsync(admin);
        var page = await client.PageAsync("/admin/accounts/new");
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await client.PostFormAsync(page, "/admin/accounts/new", "new-account", ("Number", "T0002"), ("Name", "書いた名前"));
        var confirm = asked.Headers.Location!.ToString();
        Assert.StartsWith("/account/confirm?kept=", confirm, StringComparison.Ordinal);
        Assert.False(await HasAccountAsync(person));

        Assert.NotNull((await (await client.PostFormAsync(confirm, "confirm", ("Password", "wrong"))).PageAsync()).QuerySelector(".error-summary"));
        var goOn = await (await client.PostFormAsync(confirm, "confirm", ("Password", Password))).PageAsync();
        Assert.Equal("書いた名前", goOn.QuerySelector("form[data-go-on] input[name=Name]")!.GetAttribute("value"));
        Assert.NotNull((await (await client.PostFormAsync(goOn, confirm, "/admin/accounts/new")).PageAsync()).QuerySelector(".link-once"));
        Assert.True(await HasAccountAsync(person));
        // Fresh for ten minutes.
        portal.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await client.PostFormAsync("/admin/accounts/new", "new-account", ("Number", "T0009"), ("Name", ""))).StatusCode);
    }

    [Fact]
    public async Task A_kept_form_is_nothing_to_another_session()
    {
        var (admin, other) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("管理 二郎", Role.SystemAdministrator));
        await portal.AccountOfAsync(other, Password);
        using var client = await portal.SignedInAsync(admin);
        using var another = await portal.SignedInAsync(other);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        var confirm = (await client.PostFormAsync("/admin/accounts/new", "new-account", ("Number", "T0002"), ("Name", ""))).Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.Redirect, (await another.PostFormAsync(confirm, "confirm", ("Password", Password))).StatusCode);
    }

    /// <summary>Whoever is led to the first second factor is asked on a page that is served without one.</summary>
    [Fact]
    [Trait("ASVS", "V7.5.1")]
    public async Task The_first_second_factor_is_set_by_whoever_proved_to_be_the_person_just_now()
    {
        var officer = await portal.AddPersonAsync("担当 一郎", Role.SecurityOfficer);
        await portal.AccountOfAsync(officer, Password);
        using var client = await portal.SignedInAsync(officer, Sessions.Password);
        var page = await client.PageAsync("/account/second-factor");
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await client.PostFormAsync(page, "/account/second-factor", "second-factor", ("NewCode", "000000"));
        var confirm = asked.Headers.Location!.ToString();
        Assert.StartsWith("/account/confirm?kept=", confirm, StringComparison.Ordinal);
        Assert.NotNull((await (await client.PostFormAsync(confirm, "confirm", ("Password", Password))).PageAsync()).QuerySelector("form[data-go-on]"));
    }

    /// <summary>Of whoever keeps only procedures an entry would tell when something about one was decided.</summary>
    [Fact]
    public async Task A_confirmation_is_written_nowhere_and_a_wrong_try_is()
    {
        var officer = await portal.AddPersonAsync("担当 一郎", Role.SecurityOfficer);
        await portal.AccountOfAsync(officer, Password);
        using var client = await portal.SignedInAsync(officer);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        var before = await EntriesAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/account/confirm", "confirm", ("Password", Password))).StatusCode);
        Assert.Equal(before, await EntriesAsync());
        await client.PostFormAsync("/account/confirm", "confirm", ("Password", "wrong"));
        Assert.Equal(before + 1, await EntriesAsync());
    }

    private async Task<int> EntriesAsync()
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.Journal.CountAsync(TestContext.Current.CancellationToken);
    }

    private async Task<bool> HasAccountAsync(PersonId person)
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.Users.AnyAsync(a => a.PersonId == person, TestContext.Current.CancellationToken);
    }
}
