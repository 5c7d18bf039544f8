using System.Net;
using CcsPolicy.Testing.Shell;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>The frame over HTTP: headers, cookies, languages, errors.</summary>
public sealed class FrameTests(FrameTests.Site site) : IClassFixture<FrameTests.Site>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/display", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/hidden", 404)]
    [InlineData("/status/400", 400)]
    [InlineData("/fault", 500)]
    [InlineData("/css/base.css", 200)]
    [InlineData("/_blazor", 400)]
    [Trait("ASVS", "V13.4.6")]
    public async Task Every_answer_carries_the_headers_of_protection(string url, int status)
    {
        using var answer = await site.Host.Client.GetAsync(url, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Contains("camera=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        if (!url.StartsWith("/css", StringComparison.Ordinal)) Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Faces_are_kept_by_the_browser_for_good()
    {
        using var answer = await site.Host.Client.GetAsync("/fonts/gothic/119-400.woff2", Cancel);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal("font/woff2", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task Methods_without_a_use_are_refused(string method)
    {
        using var answer = await site.Host.Client.SendAsync(new(new(method), "/display"), Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task A_hidden_page_answers_with_the_bytes_of_one_that_never_was()
    {
        var absent = await site.Host.Client.GetByteArrayOrBodyAsync("/no-such-page", Cancel);
        Assert.Equal(absent, await site.Host.Client.GetByteArrayOrBodyAsync("/hidden", Cancel));
        Assert.Equal(absent, await site.Host.Client.GetByteArrayOrBodyAsync("/documents/xyz?q=1", Cancel));
    }

    [Theory]
    [InlineData("/hidden", 404, "ページが見つかりません")]
    [InlineData("/fault", 500, "処理を完了できませんでした")]
    [InlineData("/display", 400, "送信を受け付けられませんでした")]
    public async Task After_a_post_the_page_tells_what_went_wrong_with_its_own_status(string url, int status, string title)
    {
        using var answer = await site.Host.Client.PostAsync(url, new StringContent("a=b", null, "application/x-www-form-urlencoded"), Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(title, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_static_page_is_the_same_bytes_each_time_and_has_no_script_of_circuits()
    {
        var page = await site.Host.Client.GetStringAsync("/display", Cancel);
        Assert.Equal(page, await site.Host.Client.GetStringAsync("/display", Cancel));
        Assert.DoesNotContain("blazor", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("MudBlazor", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ja\"", page, StringComparison.Ordinal);
        Assert.Contains("表示の設定", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("ASVS", "V16.5.1"), Trait("ASVS", "V16.5.4")]
    public async Task A_fault_tells_a_number_and_nothing_about_itself()
    {
        using var answer = await site.Host.Client.GetAsync("/fault", Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("処理を完了できませんでした", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_and_colours_are_chosen_by_a_form_and_kept_in_one_cookie()
    {
        using var answer = await site.PostAsync("language=en&theme=dark", site.Host.Address, referer: "/display?x=1");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/display?x=1", answer.Headers.Location!.ToString());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("display=en.dark.gothic.wide; ", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);

        using var ask = new HttpRequestMessage(HttpMethod.Get, "/display");
        ask.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var page = await site.Host.Client.SendAsync(ask, Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\"", html, StringComparison.Ordinal);
        Assert.Contains("Display settings", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    [InlineData(null, null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    public async Task A_form_from_elsewhere_changes_nothing(string? origin, string? site1)
    {
        using var answer = await site.PostAsync("language=en", origin, fetchSite: site1);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("display", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_language_in_an_address_or_of_the_browser_changes_nothing()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/display?culture=en&ui-culture=en");
        ask.Headers.Add("Accept-Language", "en-US");
        using var answer = await site.Host.Client.SendAsync(ask, Cancel);
        Assert.Contains("<html lang=\"ja\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "https://evil.example", 403)]
    [InlineData("POST", "null", 403)]
    [InlineData("POST", null, 403)]
    [InlineData("GET", "https://evil.example", 403)]
    [InlineData("GET", null, 403)]
    [InlineData("GET", "own", 101)]
    [Trait("ASVS", "V4.4.2")]
    public async Task A_circuit_is_opened_only_for_a_page_that_says_it_is_of_this_origin(string method, string? origin, int status)
    {
        using var ask = new HttpRequestMessage(new(method), method == "POST" ? "/_blazor/negotiate?negotiateVersion=1" : "/_blazor");
        if (method == "GET")
            foreach (var (name, value) in new[] { ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==") })
                ask.Headers.Add(name, value);
        if (origin is not null)
            ask.Headers.Add("Origin", origin == "own" ? site.Host.Address : origin);
        using var answer = await site.Host.Client.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        // No compression beside secrets, whatever the browser offers.
        Assert.False(answer.Headers.Contains("Sec-WebSocket-Extensions"));
    }

    [Fact]
    public async Task Who_has_not_signed_in_reaches_the_open_pages_and_no_circuit()
    {
        foreach (var (url, status) in new[] { ("/display", 200), ("/health/live", 200), ("/css/base.css", 200), ("/no-such-page", 401), ("/hidden", 401), ("/_blazor/negotiate", 401) })
        {
            using var ask = new HttpRequestMessage(url.StartsWith("/_", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, url);
            ask.Headers.Add("Origin", site.Host.Address);
            ask.Headers.Add("X-Anonymous", "1");
            using var answer = await site.Host.Client.SendAsync(ask, Cancel);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    [Trait("ASVS", "V4.1.3")]
    [Trait("ASVS", "V15.3.4")]
    public async Task In_production_what_a_stranger_says_of_the_caller_is_not_believed_and_plain_http_gets_no_cookie()
    {
        await using var host = await ShellHost.StartAsync("Production");
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/display/choose") { Content = new StringContent("theme=dark", null, "application/x-www-form-urlencoded") };
        ask.Headers.Add("Origin", host.Address);
        ask.Headers.Add("X-Forwarded-Proto", "https");
        ask.Headers.Add("X-Forwarded-Host", "evil.example");
        using var answer = await host.Client.SendAsync(ask, Cancel);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"), "The request was plain http, whatever its header said.");
    }

    [Fact]
    public async Task In_production_cookies_are_bound_to_the_host()
    {
        await using var host = await ShellHost.StartAsync("Production", settings: ("Proxies:0", "127.0.0.1"));
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/display/choose") { Content = new StringContent("theme=dark", null, "application/x-www-form-urlencoded") };
        ask.Headers.Add("Origin", host.Address.Replace("http://", "https://", StringComparison.Ordinal));
        ask.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await host.Client.SendAsync(ask, Cancel);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-display=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_named_the_callers_scheme_counts_and_browsers_are_held_to_https()
    {
        await using var host = await ShellHost.StartAsync("Production", settings: ("Proxies:0", "127.0.0.1"));
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        ask.Headers.Add("X-Forwarded-Proto", "https");
        ask.Headers.Add("X-Forwarded-Host", "portal.example");
        using var answer = await host.Client.SendAsync(ask, Cancel);
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Theory]
    [InlineData("192.0.2.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "198.51.100.7")]
    [Trait("ASVS", "V15.3.4")]
    public async Task The_address_of_the_caller_is_the_last_that_a_named_proxy_says_and_nothing_that_the_caller_says(string proxy, string address)
    {
        await using var host = await ShellHost.StartAsync("Production", map: app => app.MapGet(SiteUrls.Ready, (HttpContext http) => http.Connection.RemoteIpAddress?.MapToIPv4().ToString()).AllowAnonymous(), settings: ("Proxies:0", proxy));
        using var ask = new HttpRequestMessage(HttpMethod.Get, SiteUrls.Ready);
        ask.Headers.Add("X-Forwarded-For", "203.0.113.9, 198.51.100.7");
        ask.Headers.Add("X-Real-IP", "203.0.113.9");
        using var answer = await host.Client.SendAsync(ask, Cancel);
        Assert.Equal(address, await answer.Content.ReadAsStringAsync(Cancel));
    }

    public sealed class Site : IAsyncLifetime
    {
        public ShellHost Host { get; private set; } = default!;

        public async ValueTask InitializeAsync() => Host = await ShellHost.StartAsync(map: app =>
        {
            app.MapMethods("/hidden", ["GET", "POST"], () => Results.NotFound());
            app.MapMethods("/fault", ["GET", "POST"], IResult () => throw new InvalidOperationException("secret of the inside"));
        });

        public ValueTask DisposeAsync() => Host.DisposeAsync();

        public Task<HttpResponseMessage> PostAsync(string form, string? origin, string? referer = null, string? fetchSite = null)
        {
            var ask = new HttpRequestMessage(HttpMethod.Post, SiteUrls.Display + "/choose") { Content = new StringContent(form, null, "application/x-www-form-urlencoded") };
            if (origin is not null) ask.Headers.Add("Origin", origin);
            if (fetchSite is not null) ask.Headers.Add("Sec-Fetch-Site", fetchSite);
            if (referer is not null) ask.Headers.Referrer = new Uri(Host.Address + referer);
            return Host.Client.SendAsync(ask, Cancel);
        }
    }
}

internal static class Bodies
{
    public static async Task<byte[]> GetByteArrayOrBodyAsync(this HttpClient client, string url, CancellationToken ct)
    {
        using var answer = await client.GetAsync(url, ct);
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }
}
