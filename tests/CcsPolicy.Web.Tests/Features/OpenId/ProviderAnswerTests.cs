using System.Net;
using System.Security.Cryptography;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.OpenId;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>Answers that are none: forged, old, replayed, from elsewhere.</summary>
public sealed class ProviderAnswerTests
{
    private const string Failed = "/account/openid/not-signed-in?why=";

    [Theory]
    [InlineData("nonce"), InlineData("no nonce"), InlineData("issuer"), InlineData("audience"), InlineData("expired"), InlineData("not yet"), InlineData("key"), InlineData("no subject"), InlineData("type"), InlineData("unsigned")]
    [Trait("ASVS", "V6.8.2"), Trait("ASVS", "V10.5.1"), Trait("ASVS", "V10.5.4"), Trait("ASVS", "V10.5.2")]
    [Trait("ASVS", "V9.2.2")]
    [Trait("ASVS", "V9.1.1"), Trait("ASVS", "V9.1.3"), Trait("ASVS", "V9.2.1"), Trait("ASVS", "V9.2.3")]
    public async Task An_id_token_that_does_not_hold_signs_nobody_in(string wrong)
    {
        await using var office = await CaseAsync();
        var now = office.Portal.Clock.GetUtcNow().UtcDateTime;
        office.Provider.Twist = token =>
        {
            _ = wrong switch
            {
                "nonce" => Set(token, "nonce", "another"),
                "no nonce" => Set(token, "nonce", null),
                "no subject" => Set(token, "sub", null),
                "issuer" => token.Issuer = "https://elsewhere.example/",
                "type" => token.TokenType = "at+jwt",
                // Without the hashes that the algorithm of a signature makes: for want of one they would be refused first.
                "unsigned" => Set(token, "at_hash", Set(token, "c_hash", token.SigningCredentials = null)),
                "audience" => SetAudience(token, "another-client"),
                "expired" => (token.IssuedAt = token.NotBefore = now.AddHours(-2), token.Expires = now.AddMinutes(-3)).ToString(),
                "not yet" => (token.NotBefore = now.AddMinutes(10), token.Expires = now.AddHours(1)).ToString(),
                _ => (token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)), "RS256")).ToString(),
            };
        };
        using var browser = office.Browser();
        Assert.Equal(Failed + "answer-refused", await browser.RoundAsync());
        Assert.False(await browser.IsSignedInAsync());
        office.Provider.Twist = null;
        Assert.Equal("/", await browser.RoundAsync());
    }

    [Fact]
    [Trait("ASVS", "V9.1.2")]
    public async Task Only_asymmetric_algorithms_of_a_closed_list_sign_a_token()
    {
        await using var office = await CaseAsync();
        var checks = office.Portal.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get("OpenId").TokenValidationParameters;
        Assert.Equal(["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"], checks.ValidAlgorithms.Order(StringComparer.Ordinal));
        Assert.True(checks is { RequireSignedTokens: true, ValidateIssuerSigningKey: true } or { RequireSignedTokens: true, IssuerSigningKeyValidator: null });
    }

    [Fact]
    [Trait("ASVS", "V10.1.2"), Trait("ASVS", "V10.2.1")]
    public async Task An_answer_to_a_sign_in_of_another_browser_is_refused_and_its_code_is_not_redeemed()
    {
        await using var office = await CaseAsync();
        using var attacker = office.Browser();
        using var victim = office.Browser();
        var stolen = await attacker.AtProviderAsync();
        await victim.AtProviderAsync();
        var answer = await victim.ComeBackAsync(stolen);
        Assert.Equal(Failed + "not-from-here", answer.Headers.Location?.ToString());
        Assert.Equal(0, office.Provider.TokenRequests);
        Assert.False(await victim.IsSignedInAsync());
    }

    [Fact]
    [Trait("ASVS", "V10.1.2")]
    public async Task An_answer_with_a_changed_state_or_without_one_is_refused()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        var form = await browser.AtProviderAsync();
        foreach (var state in new[] { "", "made-up", form["state"][..^4] + "AAAA" })
        {
            form["state"] = state;
            Assert.StartsWith(Failed, (await browser.ComeBackAsync(form)).Headers.Location?.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(0, office.Provider.TokenRequests);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task The_same_answer_counts_once()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        var form = await browser.AtProviderAsync();
        var cookies = browser.Cookies.ToDictionary();
        await browser.ComeBackAsync(form);
        browser.Cookies.Clear();
        Assert.Equal(Failed + "not-from-here", (await browser.ComeBackAsync(form)).Headers.Location?.ToString());
        // Also with the cookies of the first time: the provider redeems no code twice.
        foreach (var (name, value) in cookies)
            browser.Cookies[name] = value;
        Assert.StartsWith(Failed, (await browser.ComeBackAsync(form)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    [Trait("ASVS", "V10.1.2")]
    public async Task The_code_of_another_sign_in_cannot_be_put_in_place_of_the_own()
    {
        await using var office = await CaseAsync();
        using var attacker = office.Browser();
        using var victim = office.Browser();
        var (theirs, own) = (await attacker.AtProviderAsync(), await victim.AtProviderAsync());
        own["code"] = theirs["code"];
        Assert.StartsWith(Failed, (await victim.ComeBackAsync(own)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False(await victim.IsSignedInAsync());
    }

    [Fact]
    [Trait("ASVS", "V10.2.2")]
    public async Task An_answer_that_names_another_issuer_is_refused_before_its_code_is_sent_anywhere()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        var form = await browser.AtProviderAsync();
        Assert.Equal(office.Provider.Authority, form["iss"]);
        form["iss"] = "https://elsewhere.example/";
        Assert.StartsWith(Failed, (await browser.ComeBackAsync(form)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, office.Provider.TokenRequests);
    }

    [Fact]
    [Trait("ASVS", "V10.5.3")]
    public async Task A_provider_that_calls_itself_otherwise_than_configured_is_not_spoken_with()
    {
        await using var office = await OpenIdCase.StartAsync(settings: [("OpenId:Issuer", "https://login.example.jp/")]);
        await office.Portal.AddPersonAsync("佐藤 花子", []);
        using var browser = office.Browser();
        Assert.Equal(Failed + "unreachable", (await browser.FollowAsync("/account/openid")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_answer_in_the_address_is_refused()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        var form = await browser.AtProviderAsync();
        var query = string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        Assert.StartsWith(Failed, (await browser.FollowAsync("/account/openid/callback?" + query)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task An_answer_that_took_longer_than_a_quarter_of_an_hour_is_refused()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        var form = await browser.AtProviderAsync();
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.StartsWith(Failed, (await browser.ComeBackAsync(form)).Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("ASVS", "V7.6.2")]
    public async Task A_link_on_a_foreign_page_signs_nobody_in()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        foreach (var site in new[] { "cross-site", "same-site", "none" })
            Assert.Equal("/account/sign-in?returnUrl=%2Ffind", (await browser.FollowAsync("/account/openid?returnUrl=%2Ffind", site)).Headers.Location?.ToString());
        Assert.Null(office.Provider.Asked);
    }

    [Theory]
    [InlineData("https://elsewhere.example/"), InlineData("//elsewhere.example/"), InlineData("/\\elsewhere.example")]
    public async Task Nobody_is_led_to_another_host(string returnUrl)
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        Assert.Equal("/", await browser.RoundAsync("/account/openid?returnUrl=" + Uri.EscapeDataString(returnUrl)));
    }

    [Fact]
    public async Task Refusals_and_silence_of_the_provider_are_told_in_both_languages()
    {
        await using var office = await CaseAsync();
        using var browser = office.Browser();
        office.Provider.Person = new("refused");
        Assert.Equal(Failed + "by-provider", await browser.RoundAsync());
        office.Provider.Person = new("sub-1");
        var form = await browser.AtProviderAsync();
        await office.Provider.DisposeAsync();
        var to = (await browser.ComeBackAsync(form)).Headers.Location!.ToString();
        Assert.Equal(Failed + "unreachable", to);
        var page = await browser.PageAsync(to);
        Assert.Contains(ProviderRefusals.Unreachable.Japanese, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("庁内認証", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    private static object? Set(SecurityTokenDescriptor token, string claim, object? value)
    {
        foreach (var known in token.Subject?.FindAll(claim).ToList() ?? [])
            token.Subject!.RemoveClaim(known);
        if (value is null)
            token.Claims?.Remove(claim);
        else
            (token.Claims ??= new Dictionary<string, object>())[claim] = value;
        return value;
    }

    private static object SetAudience(SecurityTokenDescriptor token, string audience)
    {
        Set(token, "aud", null);
        token.Audiences.Clear();
        return token.Audience = audience;
    }

    private static async Task<OpenIdCase> CaseAsync()
    {
        var office = await OpenIdCase.StartAsync();
        await office.BindAsync(await office.Portal.AddPersonAsync("佐藤 花子", []), "sub-1");
        return office;
    }
}
