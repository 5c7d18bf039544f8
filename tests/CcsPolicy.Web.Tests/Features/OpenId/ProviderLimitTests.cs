using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>How far a session goes that began at the provider, and what its person is offered here.</summary>
public sealed class ProviderLimitTests
{
    [Fact]
    public async Task Leaving_for_the_provider_is_limited_like_signing_in()
    {
        await using var office = await OpenIdCase.StartAsync(settings: ("Security:SignInsPerMinute", "2"));
        await office.Portal.AddPersonAsync("佐藤 花子", []);
        using var browser = office.Browser();
        for (var time = 0; time < 2; time++)
            Assert.Equal(HttpStatusCode.Redirect, (await browser.FollowAsync("/account/openid")).StatusCode);
        var refused = await browser.FollowAsync("/account/openid");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await browser.FollowAsync("/account/sign-in")).StatusCode);
    }

    [Fact]
    [Trait("ASVS", "V7.6.1")]
    public async Task A_session_that_began_at_the_provider_ends_after_its_own_time_however_much_it_is_used()
    {
        await using var office = await OpenIdCase.StartAsync(settings: ("OpenId:SessionTime", "02:00:00"));
        var (person, other) = (await office.Portal.AddPersonAsync("佐藤 花子", []), await office.Portal.AddPersonAsync("鈴木 一郎", []));
        await office.BindAsync(person, "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        using var local = await office.Portal.SignedInAsync(other);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            office.Portal.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await browser.FollowAsync("/account/sessions")).StatusCode);
            await local.GetAsync("/account/sessions", Ct);
        }
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.OK, (await local.GetAsync("/account/sessions", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_role_that_its_group_no_longer_gives_ends_before_the_next_act_that_asks_for_proof()
    {
        await using var office = await OpenIdCase.StartAsync(settings: [("OpenId:Groups:0:Group", "auditors"), ("OpenId:Groups:0:Role", "Auditor")]);
        var person = await office.Portal.AddPersonAsync("監査 一郎", []);
        await office.BindAsync(person, "sub-1");
        office.Provider.Person = office.Provider.Person with { Groups = ["auditors"] };
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.FollowAsync("/journal")).StatusCode);
        office.Provider.Person = office.Provider.Person with { Groups = [] };
        await browser.RoundAsync("/account/openid?again=1&returnUrl=%2Fjournal");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.FollowAsync("/journal")).StatusCode);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Whoever_signs_in_by_the_provider_is_offered_no_password_and_no_second_factor_of_this_portal()
    {
        await using var office = await OpenIdCase.StartAsync(settings: ("OpenId:LocalSignIn", "false"));
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        var home = await browser.PageAsync("/");
        Assert.NotNull(home.QuerySelector("a[href='/account/sessions']"));
        Assert.Null(home.QuerySelector("a[href='/account/password'], a[href='/account/second-factor']"));
        foreach (var page in new[] { "/account/password", "/account/second-factor", "/account/passkeys" })
        {
            var shown = (await browser.PageAsync(page)).QuerySelector("main")!;
            Assert.Null(shown.QuerySelector("form[method=post] input:not([type=hidden])"));
            Assert.Contains("庁内認証", shown.TextContent, StringComparison.Ordinal);
        }
        var confirm = (await browser.PageAsync("/account/confirm")).QuerySelector("main")!;
        Assert.Null(confirm.QuerySelector("input[type=password], #code"));
        Assert.Equal("/account/openid?returnUrl=%2F&again=1", confirm.QuerySelector("a.button-primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_second_factor_of_this_portal_stays_with_whom_the_provider_asks_for_none()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("監査 一郎", Role.Auditor), "sub-1");
        office.Provider.Person = office.Provider.Person with { Methods = ["pwd"] };
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.NotNull((await browser.PageAsync("/account/second-factor")).QuerySelector("#code"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
