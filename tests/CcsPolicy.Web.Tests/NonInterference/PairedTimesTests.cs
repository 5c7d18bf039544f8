using CcsPolicy.Testing;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

public sealed class PairedTimesTests
{
    [Fact]
    public async Task What_takes_the_same_time_is_not_told_apart_and_what_takes_longer_is()
    {
        var (noise, order) = (new Random(1), new Random(2));
        for (var time = 0; time < 300; time++)
            Assert.False((await PairedTimes.SampleAsync(8, order, _ => PairAsync(0))).Differs);
        var found = 0;
        // Longer by one and a third of the deviation: a figure of 0.83.
        for (var time = 0; time < 100; time++)
            found += (await PairedTimes.SampleAsync(8, order, _ => PairAsync(500))).Differs ? 1 : 0;
        Assert.InRange(found, 60, 100);

        Task<(long, long)> PairAsync(long longer) => Task.FromResult((longer + Noise(), Noise()));

        // Nearly normal, with a deviation of 365.
        long Noise() => Enumerable.Range(0, 4).Sum(_ => noise.Next(632));
    }

    [Fact]
    public async Task Each_kind_is_asked_first_as_often_as_the_other()
    {
        var first = 0;
        await PairedTimes.OfAsync(40, new Random(3), knownFirst =>
        {
            first += knownFirst ? 1 : 0;
            return Task.FromResult((0L, 0L));
        });
        Assert.Equal(20, first);
    }
}
