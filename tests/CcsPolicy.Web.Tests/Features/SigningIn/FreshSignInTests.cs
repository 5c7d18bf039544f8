using System.Net;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>Also a copy of the cookie that somebody took before opens nothing afterwards; what this process holds open for the browser goes on.</summary>
    [Fact]
    [Trait("ASVS", "V7.2.4")]
    public async Task Whoever_proves_who_it_is_goes_on_under_a_new_token_and_the_one_before_is_over()
    {
        var person = await portal.AddPersonAsync("担当 一郎", Role.SecurityOfficer);
        await portal.AccountOfAsync(person, Password);
        var first = await portal.SessionCookieAsync(person);
        using var client = With(first, out var cookies);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        await using var scope = portal.Services.CreateAsyncScope();
        using var circuit = ActivatorUtilities.CreateInstance<CircuitRecheck>(scope.ServiceProvider);
        var opened = await SessionsAsync(person);
        ((IHostEnvironmentAuthenticationStateProvider)circuit).SetAuthenticationState(Task.FromResult(new AuthenticationState(Sessions.PrincipalOf(await portal.AccountOfAsync(person), Assert.Single(opened)))));
        Assert.True(await circuit.StandsAsync(used: true, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Redirect, (await client.PostFormAsync("/account/confirm", "confirm", ("Password", Password))).StatusCode);
        var second = Assert.Single(cookies.GetCookies(client.BaseAddress!), cookie => cookie.Name == first.Name).Value;
        Assert.Equal((false, true), (await StandsAsync(first.Value), await StandsAsync(second)));
        // As old as before, so that nobody stays for ever by proving again and again.
        var rows = await SessionsAsync(person);
        Assert.Equal((2, 1), (rows.Count, rows.Select(row => row.OpenedAt).Distinct().Count()));
        Assert.True(await circuit.StandsAsync(used: true, TestContext.Current.CancellationToken));

        await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", (await portal.AccountOfAsync(person)).UserName!), ("Password", Password));
        var third = Assert.Single(cookies.GetCookies(client.BaseAddress!), cookie => cookie.Name == first.Name).Value;
        Assert.Equal((false, true), (await StandsAsync(second), await StandsAsync(third)));
        Assert.False(await circuit.StandsAsync(used: true, TestContext.Current.CancellationToken));

        async Task<bool> StandsAsync(string value)
        {
            using var copy = With((first.Name, value), out var left);
            var stands = (await copy.GetAsync("/account/session", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.NoContent;
            // A request that was on its way meanwhile takes no cookie away: it would be the new one.
            Assert.True(value != first.Value || left.Count == 1);
            return stands;
        }
    }

    private HttpClient With((string Name, string Value) cookie, out CookieContainer cookies)
    {
        var handler = new CookieContainerHandler();
        (cookies = handler.Container).Add(new Cookie(cookie.Name, cookie.Value, "/", "localhost") { Secure = true, HttpOnly = true });
        return portal.CreateDefaultClient(new Uri("https://localhost"), handler);
    }

    private async Task<List<AccountSession>> SessionsAsync(PersonId person)
    {
        await using var db = portal.Open(Reader.Nobody);
        return await db.Sessions.AsNoTracking().Where(row => db.Users.Any(account => account.Id == row.AccountId && account.PersonId == person)).ToListAsync(TestContext.Current.CancellationToken);
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
