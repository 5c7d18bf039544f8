using CcsPolicy.Testing;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// Whoever does not need to know a procedure cannot tell, by anything that the product shows, a world in which people work on procedures from one in which the same people do
/// something else. See docs/security.md, "What is proved, and how".
/// </summary>
public sealed class NonInterferenceTests
{
    private const int Acts = 50;

    private static int Sequences => TestLength.IsNightly ? 2_000 : 60;

    [Fact]
    [Trait("ASVS", "V8.2.2")]
    public async Task No_observer_can_tell_the_two_worlds_apart()
    {
        var ct = TestContext.Current.CancellationToken;
        var tally = new Tally();
        var lanes = Math.Clamp(Environment.ProcessorCount, 1, 2);
        var differences = await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
        {
            await using var worlds = await TwoWorlds.OpenAsync();
            for (var number = 1 + lane; number <= Sequences; number += lanes)
                if (await worlds.RunAsync(number, Acts, null, ct) is { } difference)
                    return difference;
            tally.Add(worlds.Tally);
            return null;
        }, ct)));
        Assert.True(differences.All(difference => difference is null), string.Join("\n", differences));

        // That nothing was seen says something only when there was something to see.
        Assert.Equal(Sequences, tally.Sequences);
        Assert.True(tally.Hidden.Count >= HiddenWandering.Kinds.Length * (TestLength.IsNightly ? 2 : 1) / 2, string.Join(' ', HiddenWandering.Kinds.Except(tally.Hidden.Keys)));
        Assert.True(tally.Hidden.Values.Sum() > Sequences * Acts / 8, $"{tally.Hidden.Values.Sum()} hidden acts");
        Assert.True(tally.SeenByGranted > Sequences / 2, $"Somebody with a grant saw a difference in {tally.SeenByGranted} of {Sequences} sequences only.");
        foreach (var who in Observers.All)
            Assert.True(tally.Answers.GetValueOrDefault((who, 200)) > Sequences / 2, $"{who} saw {tally.Answers.GetValueOrDefault((who, 200))} pages");
        Assert.Equal([], tally.Faults);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', tally.Hidden.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Value}"))
            + "\n" + string.Join('\n', tally.Answers.OrderBy(answer => answer.Key.By).ThenBy(answer => answer.Key.Status).Select(answer => $"{answer.Key.By} {answer.Key.Status} {answer.Value}")));
    }
}
