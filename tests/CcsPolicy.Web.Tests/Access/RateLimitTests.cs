using System.Net;
using CcsPolicy.Testing.Web;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

public sealed class RateLimitTests
{
    [Fact]
    [Trait("ASVS", "V2.4.1")]
    [Trait("ASVS", "V15.2.2")]
    public async Task Beyond_the_limit_the_answer_is_429_with_words_and_the_time_to_wait_and_others_go_on()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Security:FindsPerMinute"] = "3" });
        using var busy = await portal.SignedInAsync(await portal.AddPersonAsync("佐藤 花子", []));
        using var other = await portal.SignedInAsync(await portal.AddPersonAsync("鈴木 一郎", []));
        for (var time = 0; time < 3; time++)
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/find?q=a", Ct)).StatusCode);
        var refused = await busy.GetAsync("/find?q=a", Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("しばらく待ってください", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/find", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/find?q=a", Ct)).StatusCode);
    }

    [Fact]
    [Trait("ASVS", "V2.4.1")]
    [Trait("ASVS", "V6.3.1")]
    public async Task Tries_to_sign_in_are_counted_by_address_and_looking_at_the_page_is_not()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Security:SignInsPerMinute"] = "2" });
        await portal.AddPersonAsync("佐藤 花子", []);
        using var client = portal.Anonymous();
        for (var time = 0; time < 2; time++)
            Assert.Equal(HttpStatusCode.OK, (await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0009"), ("Password", "wrong"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", "T0009"), ("Password", "wrong"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account/sign-in", Ct)).StatusCode);
    }

    [Fact]
    public async Task Requests_to_open_circuits_are_counted_by_person()
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Security:CircuitsPerMinute"] = "2" });
        using var busy = await portal.SignedInAsync(await portal.AddPersonAsync("佐藤 花子", []));
        using var other = await portal.SignedInAsync(await portal.AddPersonAsync("鈴木 一郎", []));
        async Task<HttpStatusCode> OpenAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", "https://localhost" } } };
            using var answer = await client.SendAsync(request, Ct);
            return answer.StatusCode;
        }

        for (var time = 0; time < 2; time++)
            Assert.Equal(HttpStatusCode.OK, await OpenAsync(busy));
        Assert.Equal(HttpStatusCode.TooManyRequests, await OpenAsync(busy));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(other));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
