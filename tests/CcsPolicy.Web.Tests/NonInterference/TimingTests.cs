using System.Diagnostics;
using System.Globalization;
using CcsPolicy.Testing;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// What is hidden takes as long to refuse as what is not there. Pairs of requests, one for an id that is hidden and one for an id that nothing has, are asked in turn and in random
/// order; the figure is the chance that the hidden one of a random pair took longer (AUC): 0.5 when the clock tells nothing. See docs/security.md.
/// </summary>
public sealed class TimingTests
{
    /// <summary>How far from 0.5 still tells nothing that anybody could use: the bar of the issue, for the whole interval of confidence of a long run.</summary>
    private const double Bar = 0.05;

    private static int Pairs => TestLength.IsNightly ? 2_000 : 25;

    [Fact]
    public async Task Hidden_and_absent_are_refused_in_the_same_time_at_every_address()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var worlds = await TwoWorlds.OpenAsync();
        var sequence = await worlds.BeginAsync(1, ct);
        for (var act = 0; act < 40; act++)
            await sequence.HiddenAsync(ct);
        var hidden = await HiddenIds.OfAsync(worlds.Secret, sequence.Pool, ct);
        var told = new List<string>();
        var probes = Probes(worlds, hidden).ToList();
        Assert.True(probes.Count > 30, $"{probes.Count} addresses only");
        foreach (var probe in probes)
        {
            var token = probe.Fields is null ? null : await (await worlds.Secret.VisitorAsync(probe.Who)).TokenAsync();
            var figure = await FigureAsync(await worlds.Secret.Portal.SignedInAsync(worlds.Secret.IdOf(probe.Who)), probe, token, ct);
            var line = string.Create(CultureInfo.InvariantCulture, $"{figure:0.000} {probe.Name}");
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            if (Math.Abs(figure - 0.5) > Allowed)
                told.Add(line);
        }
        Assert.Equal([], told);
    }

    /// <summary>Every way to name what is hidden: in the path, in the query, in the words that are searched for, in what a form sends.</summary>
    private static IEnumerable<Probe> Probes(TwoWorlds worlds, HiddenIds hidden)
    {
        var wandering = new Wandering(worlds.All, hidden.Pool);
        foreach (var channel in worlds.All)
        {
            var who = worlds.WhoMay(channel).Where(who => who != Who.Anonymous).DefaultIfEmpty(Who.Staff).First();
            var addresses = wandering.Addresses(channel.Pattern);
            if (addresses.Where(hidden.Has).ToList() is { Count: > 0 } named)
            {
                if (channel.Gets)
                    yield return new Probe($"{who} GET {channel.Pattern}", who, named, null);
                if (channel.Posts)
                    yield return new Probe($"{who} POST {channel.Pattern}", who, named, [new("confirmed", "true"), new("Words", "端末"), new("day", "2026-10-01")]);
            }
            else if (!channel.Pattern.Contains('{', StringComparison.Ordinal))
                foreach (var query in channel.Queries)
                {
                    var words = query is "q" ? ["烏羽端末持出し手順", "鵺退治手順", "烏羽"] : hidden.Pool.Of("document").Concat(hidden.Pool.Of("amendment")).Take(12);
                    yield return new Probe($"{who} GET {channel.Pattern}?{query}", who, [.. words.Select(word => $"{channel.Pattern}?{query}={Uri.EscapeDataString(word)}")], null);
                }
        }
        var edition = hidden.Pool.Of("edition")[0].Split('/');
        yield return new Probe("Staff POST an acknowledgement", Who.Staff, [SiteUrls.Acknowledgements],
            [new("document", edition[0]), new("edition", edition[^1]), new("seen", new string('0', 64)), new("confirmed", "true")]);
    }

    /// <param name="Addresses">All of what is hidden; <see cref="HiddenIds.Absent"/> makes the other half of a pair.</param>
    /// <param name="Fields">Null for GET.</param>
    private sealed record Probe(string Name, Who Who, List<string> Addresses, List<KeyValuePair<string, string>>? Fields);

    /// <summary>Short runs prove nothing finer than their own noise: four standard errors of the figure are added there.</summary>
    private static double Allowed => Bar + (TestLength.IsNightly ? 0 : 4 * Math.Sqrt(((2.0 * Pairs) + 1) / (12.0 * Pairs * Pairs)));

    private static async Task<double> FigureAsync(HttpClient client, Probe probe, string? token, CancellationToken ct)
    {
        var random = new Random(7);
        var (hidden, absent) = (new List<long>(), new List<long>());
        for (var pair = -10; pair < Pairs; pair++)
        {
            var address = probe.Addresses[random.Next(probe.Addresses.Count)];
            var first = random.Next(2) == 0;
            var one = await TimedAsync(address, first);
            var other = await TimedAsync(address, !first);
            Assert.Equal(one.Status, other.Status);
            if (pair < 0)
                continue;
            hidden.Add(first ? one.Took : other.Took);
            absent.Add(first ? other.Took : one.Took);
        }
        return Auc.Of(hidden, absent);

        async Task<(long Took, int Status)> TimedAsync(string address, bool there)
        {
            using var request = new HttpRequestMessage(token is null ? HttpMethod.Get : HttpMethod.Post, there ? address : HiddenIds.Absent(address));
            if (token is not null)
            {
                request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
                request.Content = new FormUrlEncodedContent(probe.Fields!.Select(field => there ? field : new(field.Key, HiddenIds.Absent(field.Value))).Append(new("__RequestVerificationToken", token)));
            }
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request, ct);
            var took = Stopwatch.GetTimestamp() - began;
            Assert.True((int)answer.StatusCode < 500, $"{request.Method} {address} {(int)answer.StatusCode}");
            return (took, (int)answer.StatusCode);
        }
    }
}
