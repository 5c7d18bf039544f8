using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

public sealed class HttpsTests
{
    [Fact]
    [Trait("ASVS", "V4.1.2"), Trait("ASVS", "V4.4.1")]
    [Trait("ASVS", "V12.2.1")]
    public async Task A_page_is_led_to_https_and_what_is_sent_or_asked_by_a_script_is_refused()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["https_port"] = "443" });
        await portal.AddPersonAsync("佐藤 花子", []);
        using var client = portal.CreateDefaultClient(new Uri("http://localhost"));
        foreach (var (method, address, status) in new[]
        {
            (HttpMethod.Get, SiteUrls.SignIn, 307), (HttpMethod.Get, "/no-such-page", 307), (HttpMethod.Post, SiteUrls.SignIn, 400), (HttpMethod.Get, SiteUrls.Session, 400), (HttpMethod.Get, "/css/base.css", 400),
            (HttpMethod.Post, "/acknowledgements", 400), (HttpMethod.Post, "/_blazor/negotiate", 400), (HttpMethod.Get, "/_blazor", 400),
        })
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Add("Origin", "http://localhost");
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(status == (int)answer.StatusCode, $"{method} {address}: {answer.StatusCode}");
            Assert.Equal(status == 307 ? "https" : null, answer.Headers.Location?.Scheme);
        }
    }

    [Fact]
    public async Task Over_http_a_portal_in_production_says_what_is_missing_and_leads_nowhere()
    {
        await using var portal = new Portal();
        using var client = portal.CreateDefaultClient(new Uri("http://localhost"));
        foreach (var address in new[] { SiteUrls.Home, SiteUrls.FirstRun, SiteUrls.SignIn })
        {
            var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Contains("HTTPSで開いてください", said, StringComparison.Ordinal);
            Assert.Contains("over HTTPS", said, StringComparison.Ordinal);
        }
        Assert.Equal("ok", await client.GetStringAsync(SiteUrls.Live, TestContext.Current.CancellationToken));
    }
}
