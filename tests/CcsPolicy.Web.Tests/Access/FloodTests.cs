using System.Diagnostics;
using System.Net;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>While one person asks for what costs much as fast as can be, the others hardly wait longer. The limits are those of the product.</summary>
public sealed class FloodTests
{
    private const int Answers = 60;
    private const int Rounds = 3;
    private const int AtOnce = 4;

    [Theory]
    [InlineData("sign-in")]
    [InlineData("find")]
    [InlineData("export")]
    [InlineData("circuit")]
    public async Task While_one_floods_the_others_keep_their_latency(string what)
    {
        await using var portal = new Portal(settings: new Dictionary<string, string>
        {
            ["Security:SignInsPerMinute"] = "120", ["Security:FindsPerMinute"] = "60", ["Security:ExportsPerMinute"] = "10",
        });
        var (busy, other) = (await portal.AddPersonAsync("監査 花子", Role.Auditor), await portal.AddPersonAsync("鈴木 一郎", []));
        using var client = await portal.SignedInAsync(other);
        using var flooding = await portal.SignedInAsync(busy);
        await P95Async(client);

        // A machine that does other things too makes single rounds slow; where the flood itself were the cause, every round would be.
        var measured = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var rest = await P95Async(client);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var act = await ActAsync(what, flooding);
            var (asked, refused) = (0, 0);
            var flood = Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
            {
                while (!end.IsCancellationRequested)
                {
                    using var answer = await act();
                    Interlocked.Increment(ref asked);
                    if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                        Interlocked.Increment(ref refused);
                }
            }, Ct)).ToList();
            var flooded = await P95Async(client);
            await end.CancelAsync();
            await Task.WhenAll(flood);
            measured.Add($"at rest {rest.TotalMilliseconds:0.0} ms, flooded {flooded.TotalMilliseconds:0.0} ms, {asked} asked, {refused} refused");
            TestContext.Current.TestOutputHelper?.WriteLine(measured[^1]);
            Assert.True(asked > 0);
            if (flooded < 5 * rest + TimeSpan.FromMilliseconds(50))
                return;
        }
        Assert.Fail(string.Join("; ", measured));
    }

    private static async Task<Func<Task<HttpResponseMessage>>> ActAsync(string what, HttpClient client)
    {
        var (address, form, fields) = what switch
        {
            "sign-in" => ("/account/sign-in", "sign-in", new[] { ("Name", "T0002"), ("Password", "wrong") }),
            "export" => ("/journal", "/journal.csv", []),
            _ => ("", "", []),
        };
        if (what == "find")
            return () => client.GetAsync(new Uri("/find?q=手順", UriKind.Relative), Ct);
        if (what == "circuit")
            return async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", "https://localhost" } } };
                return await client.SendAsync(request, Ct);
            };
        var page = await client.PageAsync(address);
        return () => client.PostFormAsync(page, address, form, fields);
    }

    private static async Task<TimeSpan> P95Async(HttpClient client)
    {
        var times = new List<TimeSpan>();
        for (var answer = 0; answer < Answers; answer++)
        {
            var start = Stopwatch.GetTimestamp();
            using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Ct);
            times.Add(Stopwatch.GetElapsedTime(start));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
        times.Sort();
        return times[(int)(Answers * 0.95)];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
