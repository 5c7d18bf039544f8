using System.Diagnostics;
using System.Globalization;
using System.Text;
using CcsPolicy.Testing;
using CcsPolicy.Web.Features.Asking;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// What is hidden takes as long to refuse as what is not there. Pairs of requests, one for an id that is hidden and one for an id that nothing has, are asked in turn and in random
/// order; the figure is the chance that the hidden one of a random pair took longer (AUC): 0.5 when the clock tells nothing. See docs/security.md.
/// </summary>
public sealed class TimingTests
{
    /// <summary>Pairs for each endpoint in the long run, spread over the ways in which it can be asked.</summary>
    private const int Pairs = 2_000;

    /// <summary>Pairs with which a sample begins, for each way.</summary>
    private const int First = 8;

    [Fact]
    public async Task Hidden_and_absent_are_refused_in_the_same_time_at_every_address()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var worlds = await TwoWorlds.OpenAsync();
        var sequence = await worlds.BeginAsync(1, ct);
        for (var act = 0; act < 40; act++)
            await sequence.HiddenAsync(ct);
        var asked = await new AskHandler(worlds.Secret.As(Who.Newcomer)).HandleAsync("端末の手順を見たいです。", ct);
        Assert.True(asked.Succeeded);
        await new HiddenActs(worlds.Secret).CiteAsync(Who.Custodian, worlds.Seed.Hidden);
        var hidden = await HiddenIds.OfAsync(worlds.Secret, sequence.Pool, ct);
        var probes = await new TimingProbes(worlds, hidden, sequence.Pool).AllAsync();
        var faults = Coverage.Faults(TimingProbes.Listed(worlds.All), probes.Select(probe => probe.Way).ToHashSet(), TimingProbes.Untimed);
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        var (told, firsts, random) = (new List<string>(), new List<double>(), new Random(7));
        foreach (var probe in probes)
        {
            var timed = await TimedPart.OfAsync(worlds, hidden, probe, ct);
            var (figures, differs) = (new List<double>(), false);
            foreach (var part in timed)
            {
                // What is compiled and put by at the first request is no part of the figure.
                await PairedTimes.OfAsync(TestLength.IsNightly ? 10 : 1, random, part.PairAsync);
                if (TestLength.IsNightly)
                {
                    var pairs = Pairs / timed.Count;
                    figures.Add(await PairedTimes.OfAsync(pairs, random, part.PairAsync));
                    differs |= !PairedTimes.IsWithin(figures[^1], PairedTimes.Bar + (timed.Count == 1 ? 0 : 3 * PairedTimes.Error(pairs)));
                }
                else
                {
                    var sample = await PairedTimes.SampleAsync(First, random, part.PairAsync);
                    firsts.Add(sample.First);
                    figures.Add(sample.Figure);
                    differs |= sample.Differs;
                }
            }
            var figure = figures.Average();
            // A row of docs/reference/timing.md.
            var line = string.Create(CultureInfo.InvariantCulture,
                $"| `{probe.Name}{Of(probe)}` | {figure:0.000}{(figures.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({figures.Min():0.000} – {figures.Max():0.000})") : "")} | {string.Join(", ", timed.SelectMany(part => part.Statuses).Distinct().Order())} |");
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            if (differs || TestLength.IsNightly && !PairedTimes.IsWithin(figure, PairedTimes.Bar))
                told.Add(line);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{probes.Count} endpoints, {probes.Sum(probe => probe.Parts.Count)} ways; on average {firsts.DefaultIfEmpty(0.5).Average():0.000}"));
        Assert.Equal([], told);
        // What many endpoints have in common shows in the average of all first looks, long before it shows in one.
        Assert.InRange(firsts.DefaultIfEmpty(0.5).Average(), 0.5 - PairedTimes.Bar, 0.5 + PairedTimes.Bar);
    }

    /// <summary>The parameters of the query with which it was asked.</summary>
    private static string Of(Probe probe) => probe.Parts.Where(part => part.Name.Length > 0).Select(part => part.Name).ToList() is { Count: > 0 } names ? " ?" + string.Join(' ', names) : "";

    [Fact]
    public void What_is_taken_from_a_query_is_known_by_its_page()
    {
        // The first carries on whatever stood in the query of a form that somebody overtook, and means nothing by it; the last hears that somebody reads on at a shared terminal.
        Assert.Equal(["OvertakenForms", "RateLimits", "Sessions"], Forms.ReadersOfQueries(Forms.Product));
        var pages = typeof(Program).Assembly.GetTypes().Where(type => type.GetCustomAttributes(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false).Length > 0).SelectMany(Forms.QueriesOf).ToHashSet();
        // Of the layout: a sentence that is shown or not.
        Assert.Equal([("CcsPolicy.Web.Shell.Layout.OvertakenNotice", "meanwhile")], Forms.TakenFromQueries(Forms.Product).Where(taken => !pages.Contains(taken.Query)));
        Assert.Contains("procedure", Forms.QueriesOf(typeof(CcsPolicy.Web.Features.JournalReading.ProcedureJournalPage)));
        Assert.Contains("document", Forms.QueriesOf(typeof(CcsPolicy.Web.Features.Following.PeoplePage)));
    }

    [Fact]
    public async Task What_an_endpoint_takes_from_a_query_is_known_by_its_handler()
    {
        await using var world = World.Open(await WorldSeed.GetAsync());
        var endpoints = Channels.Of(world).Where(channel => channel.Page is null).ToDictionary(channel => channel.Pattern, channel => channel.Queries);
        Assert.Equal(["rights"], endpoints["/account/session"]);
        Assert.Equal([], endpoints["/acknowledgements"]);
        Assert.Equal([], endpoints["/documents/{document}/editions/{edition}/changes/{since}"]);
    }

    /// <summary>One way to ask one endpoint, as somebody who may.</summary>
    private sealed class TimedPart(HttpClient client, HiddenIds hidden, LogLines lines, string name, IReadOnlyList<Ask> asks, string? token, CancellationToken ct)
    {
        private readonly Random random = new(11);

        public HashSet<int> Statuses { get; } = [];

        public static async Task<IReadOnlyList<TimedPart>> OfAsync(TwoWorlds worlds, HiddenIds hidden, Probe probe, CancellationToken ct)
        {
            var client = await worlds.Secret.Portal.SignedInAsync(worlds.Secret.IdOf(probe.Who));
            // A token holds for the browser alone that got it.
            var token = probe.Parts[0].Asks[0].Posts ? await new Visitor(probe.Who, client).TokenAsync() : null;
            return [.. probe.Parts.Select(part => new TimedPart(client, hidden, worlds.Secret.Lines, $"{probe.Name} {part.Name}", part.Asks, token, ct))];
        }

        public async Task<(long Hidden, long Absent)> PairAsync(bool hiddenFirst)
        {
            var ask = asks[random.Next(asks.Count)];
            var (one, first) = await TimedAsync(ask, hiddenFirst);
            var (other, second) = await TimedAsync(ask, !hiddenFirst);
            if (Statuses.Add(first.Status) | Statuses.Add(second.Status) && Exchange.Compare([first], [second]) is { } difference)
                Assert.Fail($"{name}: {difference}");
            Assert.Equal(first.Status, second.Status);
            return hiddenFirst ? (one, other) : (other, one);
        }

        private async Task<(long Took, Exchange Shown)> TimedAsync(Ask ask, bool there)
        {
            using var request = new HttpRequestMessage(ask.Posts ? HttpMethod.Post : HttpMethod.Get, Named(ask.Address));
            if (ask.Posts)
                request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
            if (ask.Json is { } json)
            {
                request.Headers.Add("RequestVerificationToken", token);
                request.Content = new StringContent(Named(json), Encoding.UTF8, "application/json");
            }
            else if (ask.Fields is { } fields)
                request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(Named(field.Name), Named(field.Value))).Append(new("__RequestVerificationToken", token!)));
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request, ct);
            var took = Stopwatch.GetTimestamp() - began;
            var status = (int)answer.StatusCode;
            // What is put off tells nothing: too many, a token that does not hold, a fresh sign-in. Only where a page is not shown, its form is not found: 400.
            Assert.True(status < 500 && status != 429 && (status != 400 || !ask.Posts || ask.IsOfPage) && answer.Headers.Location?.ToString().StartsWith("/account/confirm", StringComparison.Ordinal) != true,
                $"{name}: {status}\n{string.Join('\n', lines.Take().TakeLast(5))}");
            return (took, Statuses.Contains(status) || !ask.Posts ? new Exchange("", status, "", "") : Absent(await Exchange.OfAsync("", answer)));

            string Named(string words) => there ? words : hidden.Absent(words);
        }

        private Exchange Absent(Exchange shown) => shown with { Headers = hidden.Absent(shown.Headers), Body = hidden.Absent(shown.Body) };
    }
}
