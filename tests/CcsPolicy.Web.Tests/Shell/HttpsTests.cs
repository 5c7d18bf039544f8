using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

public sealed class HttpsTests
{
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
        Assert.Equal("ok", await client.GetStringAsync(SiteUrls.Health, TestContext.Current.CancellationToken));
    }
}
