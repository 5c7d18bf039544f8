using CcsPolicy.Web.DemoData;
using Xunit;

namespace CcsPolicy.Web.Tests.DemoData;

public sealed class GeneratedDataTests
{
    [Fact]
    public void The_same_seed_gives_the_same_standard() =>
        Assert.Equal(Standard(40, 7), Standard(40, 7));

    [Fact]
    public void Another_seed_gives_another_standard() =>
        Assert.NotEqual(Standard(40, 7), Standard(40, 8));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void A_standard_has_as_many_articles_as_asked_for(int articles)
    {
        var lines = Standard(articles, 3).Split('\n');
        Assert.Equal(articles, lines.Count(line => line.StartsWith('第') && line.Contains("条 ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith($"第{articles}条 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Chapters_are_numbered_without_a_gap()
    {
        var chapters = Standard(95, 1).Split('\n').Where(line => line.StartsWith('第') && line.Contains("章 ", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, chapters.Count).Select(number => $"第{number}章"), chapters.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Ids_of_a_seed_repeat_and_do_not_collide()
    {
        var (first, second) = (new SeededIdSource(5), new SeededIdSource(5));
        var ids = Enumerable.Range(0, 10_000).Select(_ => first.Next()).ToList();
        Assert.Equal(ids, Enumerable.Range(0, 10_000).Select(_ => second.Next()));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Numbers_spread_over_their_range()
    {
        var numbers = SeededNumbers.For(1, "spread");
        var counts = Enumerable.Range(0, 10_000).CountBy(_ => numbers.Below(10)).ToDictionary();
        Assert.Equal(10, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 800, 1_200));
    }

    private static string Standard(int articles, int seed) =>
        GeneratedStandard.Write("試験用の基準", articles, "令和8年3月27日", "令和8年4月1日", SeededNumbers.For(seed, "standard"));
}
