using System.Net;
using System.Text;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>Signing in by a real provider over HTTP.</summary>
public sealed class SignInByProviderTests
{
    [Fact]
    [Trait("ASVS", "V10.1.2"), Trait("ASVS", "V10.2.1"), Trait("ASVS", "V10.2.3")]
    public async Task A_bound_person_comes_back_signed_in_to_the_address_that_was_asked_for()
    {
        await using var office = await OpenIdCase.StartAsync();
        var person = await office.Portal.AddPersonAsync("佐藤 花子", []);
        await office.BindAsync(person, "sub-1");
        using var browser = office.Browser();
        Assert.Equal("/documents?tier=Standard", await browser.RoundAsync("/account/openid?returnUrl=%2Fdocuments%3Ftier%3DStandard"));
        Assert.True(await browser.IsSignedInAsync());

        var asked = office.Provider.Asked!;
        Assert.Equal(("code", "form_post", "openid", "S256"), (asked.ResponseType, asked.ResponseMode, asked.Scope, asked.CodeChallengeMethod));
        Assert.True(asked.CodeChallenge?.Length >= 43 && asked.Nonce?.Length > 30 && asked.State?.Length > 30);
        await using var db = office.Portal.Open(Reader.Nobody);
        var session = await db.Sessions.AsNoTracking().SingleAsync(Ct);
        Assert.Equal((Sessions.SecondFactor, office.Portal.Clock.GetUtcNow()), (session.Method, session.OpenedAt));
        Assert.Equal(["account.signed-in"], await office.ActionsAsync("account."));
    }

    [Fact]
    [Trait("ASVS", "V10.1.1"), Trait("ASVS", "V3.3.1")]
    public async Task No_token_and_no_code_lies_in_cookies_database_or_logs_afterwards()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        var form = await browser.AtProviderAsync();
        Assert.All(browser.Cookies.Values, cookie => Assert.True(cookie.Secure && cookie.HttpOnly && cookie.Path == "/" && cookie.Name.StartsWith("__Host-", StringComparison.Ordinal)));
        await browser.ComeBackAsync(form);
        var given = office.Provider.GivenOut.ToList();
        Assert.Equal(3, given.Count);

        Assert.Equal(["__Host-session"], browser.Cookies.Keys);
        var options = office.Portal.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = options.TicketDataFormat.Unprotect(browser.Cookies["__Host-session"].Value.ToString())!;
        Assert.Equal(5, ticket.Principal.Claims.Count());
        Assert.DoesNotContain(ticket.Properties.Items.Keys, key => key.Contains("Token", StringComparison.OrdinalIgnoreCase));

        // Parts of a token are long random words; any of them would be found wherever it lay.
        var words = given.SelectMany(one => one.Split('.')).Where(word => word.Length > 20).Append(TestProvider.Secret).ToList();
        foreach (var file in Directory.GetFiles(office.Portal.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync(Ct);
            Assert.DoesNotContain(words, word => text.Contains(word, StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("ASVS", "V6.8.4")]
    public async Task Without_the_agreed_word_of_the_provider_the_sign_in_counts_as_one_factor()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("監査 一郎", Role.Auditor), "sub-1");
        office.Provider.Person = new("sub-1") { Methods = ["pwd", "otp"] };
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.EndsWith("/account/second-factor", (await browser.FollowAsync("/journal")).Headers.Location?.ToString(), StringComparison.Ordinal);
        await using var db = office.Portal.Open(Reader.Nobody);
        Assert.Equal(Sessions.Password, (await db.Sessions.AsNoTracking().SingleAsync(Ct)).Method);
    }

    [Fact]
    [Trait("ASVS", "V6.8.4")]
    public async Task A_class_of_sign_in_is_asked_for_and_counts_when_it_is_given()
    {
        await using var office = await OpenIdCase.StartAsync(settings: [("OpenId:SecondFactorClasses:0", "gold")]);
        await office.BindAsync(await office.Portal.AddPersonAsync("監査 一郎", Role.Auditor), "sub-1");
        office.Provider.Person = new("sub-1") { Class = "gold" };
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.Equal("gold", office.Provider.Asked!.AcrValues);
        Assert.Equal(HttpStatusCode.OK, (await browser.FollowAsync("/journal")).StatusCode);
    }

    [Fact]
    public async Task An_own_second_factor_is_asked_for_until_it_has_been_shown_once_since_the_binding()
    {
        await using var office = await OpenIdCase.StartAsync();
        var person = await office.Portal.AddPersonAsync("佐藤 花子", []);
        await office.BindAsync(person, "sub-1");
        await office.ChangeAsync(person, account => account.TwoFactorEnabled = true);
        using var browser = office.Browser();
        Assert.Equal("/account/sign-in/code?returnUrl=%2F", await browser.RoundAsync());
        Assert.False(await browser.IsSignedInAsync());
        await office.Portal.SessionCookieAsync(person, Sessions.SecondFactor);
        Assert.Equal("/", await browser.RoundAsync());
        Assert.True(await browser.IsSignedInAsync());
        office.Provider.Person = new("sub-1");
        Assert.StartsWith("/account/sign-in/code", await browser.RoundAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_this_browser_had()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        var before = browser.Cookies["__Host-session"];
        await browser.RoundAsync();
        browser.Cookies["__Host-session"] = before;
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    [Trait("ASVS", "V7.6.1"), Trait("ASVS", "V6.8.4"), Trait("ASVS", "V7.2.4")]
    public async Task A_proof_asked_for_anew_makes_the_session_fresh_under_a_new_token_and_an_old_proof_does_not()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        var before = browser.Cookies["__Host-session"];
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(20));
        office.Provider.Person = office.Provider.Person with { ProvedAt = office.Portal.Clock.GetUtcNow() - TimeSpan.FromMinutes(20) };
        Assert.Equal("/account/openid/not-signed-in?why=not-fresh", await browser.RoundAsync("/account/openid?again=1"));
        Assert.Equal(("login", 0L), (office.Provider.Asked!.Prompt, office.Provider.Asked.MaxAge));
        office.Provider.Person = office.Provider.Person with { ProvedAt = null };
        Assert.Equal("/officers", await browser.RoundAsync("/account/openid?again=1&returnUrl=%2Fofficers"));
        await using var db = office.Portal.Open(Reader.Nobody);
        Assert.Equal(office.Portal.Clock.GetUtcNow(), (await db.Sessions.AsNoTracking().SingleAsync(session => session.EndedAt == null, Ct)).ConfirmedAt);
        Assert.True(await browser.IsSignedInAsync());
        browser.Cookies["__Host-session"] = before;
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Nobody_makes_the_session_of_another_fresh()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("鈴木 一郎", []), "sub-2");
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        office.Provider.Person = office.Provider.Person with { Subject = "sub-2" };
        Assert.Equal("/account/openid/not-signed-in?why=other-person", await browser.RoundAsync("/account/openid?again=1"));
    }

    [Fact]
    [Trait("ASVS", "V7.6.1")]
    public async Task Proof_that_the_provider_took_long_ago_leaves_the_new_session_without_freshness()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        var before = office.Portal.Clock.GetUtcNow() - TimeSpan.FromHours(3);
        office.Provider.Person = office.Provider.Person with { ProvedAt = before };
        using var browser = office.Browser();
        await browser.RoundAsync();
        await using var db = office.Portal.Open(Reader.Nobody);
        Assert.Equal(before, (await db.Sessions.AsNoTracking().SingleAsync(Ct)).ConfirmedAt);
    }

    [Fact]
    [Trait("ASVS", "V7.6.1")]
    public async Task Signing_out_ends_both_sessions_by_a_page_of_its_own()
    {
        await using var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        Assert.EndsWith("/account/openid/leave", (await browser.SignOutAsync()).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        var page = await browser.FollowAsync("/account/openid/leave");
        Assert.Equal("0; url=/account/openid/end", Assert.Single(page.Headers.GetValues("Refresh")));
        var away = (await browser.FollowAsync("/account/openid/end")).Headers.Location;
        Assert.StartsWith(office.Provider.Authority + "end?", away?.ToString(), StringComparison.Ordinal);
        var back = (await browser.ThereAsync(away)).Headers.Location;
        Assert.Equal((TestProvider.Client, null), (office.Provider.AskedToEnd!.ClientId, office.Provider.AskedToEnd.IdTokenHint));
        Assert.Equal("/account/sign-in?out=1", (await browser.FollowAsync(back!.PathAndQuery, "cross-site")).Headers.Location?.ToString());
        Assert.Equal("/account/sign-in?out=1", (await browser.FollowAsync("/account/openid/end", "cross-site")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Where_the_provider_offers_no_end_only_the_own_session_ends()
    {
        await using var office = await OpenIdCase.StartAsync(offersEnd: false);
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        using var browser = office.Browser();
        await browser.RoundAsync();
        await browser.SignOutAsync();
        Assert.Equal("/account/sign-in?out=1", (await browser.FollowAsync("/account/openid/end")).Headers.Location?.ToString());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
