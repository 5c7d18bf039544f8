using System.Net;
using CcsPolicy.Testing.Web;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>The portal answers to its own names, and to others it says so with the headers of every answer.</summary>
public sealed class ForeignNamesTests
{
    [Theory]
    [InlineData("GET", "/health/live")]
    [InlineData("HEAD", "/health/live")]
    [InlineData("GET", "/find?q=a")]
    [InlineData("POST", "/account/sign-in")]
    [Trait("ASVS", "V3.4.3")]
    public async Task A_request_by_another_name_is_refused_in_words_and_with_the_headers_of_every_answer(string method, string path)
    {
        await using var portal = new Portal();
        using var client = portal.Anonymous();
        using var own = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Host = "evil.example" } };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(own.Headers.Select(header => header.Key).Order(StringComparer.Ordinal), answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal(own.Headers.GetValues("Content-Security-Policy"), answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (method != "HEAD")
            Assert.Contains("この名前では開けません", said, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", said, StringComparison.Ordinal);
    }
}
