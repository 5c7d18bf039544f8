using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class TraceabilityTests
{
    private static readonly ProvisionPaths Policy = Keyed(1, Trees.Article("1", "目的"), Trees.Article("2", "", Trees.Item("(1)", "甲"), Trees.Item("(2)", "乙")), Trees.Article("3", "削除"), Trees.Suppl("施行する。", Trees.Article("第1条", "x")));
    private static readonly ProvisionPaths Standard = Keyed(2, Trees.Chapter("第1章", Trees.Article("第1条", "a"), Trees.Article("第2条", "b", Trees.Paragraph("2", "c"))), Trees.Chapter("第2章", Trees.Article("第3条", "d")));

    [Fact]
    public void Articles_of_the_body_are_traced_and_neither_deleted_ones_nor_those_of_supplements()
    {
        Assert.Equal(["1", "2"], Labels(Policy, Traceability.UnitsOf(Policy)));
        Assert.Equal(["第1条", "第2条", "第3条"], Labels(Standard, Traceability.UnitsOf(Standard)));
        var numbered = Keyed(3, Trees.Item("(1)", "甲", Trees.Sub("ア", "x")), Trees.Item("(2)", "乙"));
        Assert.Equal(["(1)", "(2)"], Labels(numbered, Traceability.UnitsOf(numbered)));
    }

    [Fact]
    public void Of_an_article_whose_parts_have_headings_each_part_is_traced_but_for_definitions()
    {
        var parted = Keyed(4,
            Trees.Article("1", "", Trees.Item("(1)", "a").Headed("機密性"), Trees.Item("(2)", "b").Headed("完全性")).Headed("定義"),
            Trees.Article("2", "次のとおり。", Trees.Item("(1)", "c", Trees.Sub("①", "x")).Headed("組織体制"), Trees.Item("(2)", "d").Headed("分類")).Headed("対策"),
            Trees.Article("3", "", Trees.Item("(1)", "e").Headed("見直し"), Trees.Item("(2)", "f")));
        Assert.Equal(["1", "2(1)", "2(2)", "3"], Traceability.UnitsOf(parted).Select(place => parted.LabelOf(parted.All[place])));
    }

    [Fact]
    public void A_link_of_a_chapter_founds_all_its_articles_and_one_to_an_item_covers_its_article()
    {
        var traced = Traceability.Of([Policy, Standard], [Link("第1章", "(2)")]);
        Assert.Equal(["1"], Labels(Policy, traced[0].Uncovered.Select(unit => unit.Provision)));
        Assert.Equal(["第3条"], Labels(Standard, traced[1].Unfounded.Select(unit => unit.Provision)));
        Assert.Equal(["第1条", "第2条", "第3条"], Labels(Standard, traced[1].Uncovered.Select(unit => unit.Provision)));
    }

    [Fact]
    public void A_link_to_the_whole_text_founds_what_is_below_and_covers_no_article()
    {
        var traced = Traceability.Of([Policy, Standard], [Link("2", null)]);
        Assert.Equal(2, traced[0].Uncovered.Count());
        Assert.Single(traced[0].WholeDown);
        Assert.Equal(["第1条", "第3条"], Labels(Standard, traced[1].Unfounded.Select(unit => unit.Provision)));
    }

    [Fact]
    public void A_link_whose_end_is_gone_covers_and_founds_nothing_and_is_told_where_it_is_lost()
    {
        var gone = new TraceLink(1, KeyOf(Standard, "第3条"), 0, new LineageKey(new Guid(9, 9, 9, new byte[8])));
        var traced = Traceability.Of([Policy, Standard], [gone]);
        Assert.Equal(3, traced[1].Unfounded.Count());
        Assert.Equal([gone], traced[0].Lost);
        Assert.Empty(traced[1].Lost);
    }

    [Fact]
    public void A_link_of_which_neither_end_is_there_is_told_nowhere()
    {
        var nowhere = new LineageKey(new Guid(9, 9, 9, new byte[8]));
        var whole = Link("第3条", "1");
        var traced = Traceability.Of([Policy, Standard], [new TraceLink(1, nowhere, 0, nowhere), new TraceLink(1, nowhere, 0, null), whole]);
        Assert.Empty(traced[0].Lost);
        // The whole text above is there.
        Assert.Equal([new TraceLink(1, nowhere, 0, null)], traced[1].Lost);
        Assert.Equal([whole], traced[1].Upward);
    }

    [Fact]
    public void What_covers_above_is_what_founds_below() =>
        Gen.Select(Gen.Int[0, Standard.All.Length - 1], Gen.Int[-1, Policy.All.Length - 1]).Array[0, 8].Sample(pairs =>
        {
            var traced = Traceability.Of([Policy, Standard], pairs.Select(pair => new TraceLink(1, Standard.All[pair.Item1].Provision.Key, 0, pair.Item2 < 0 ? null : Policy.All[pair.Item2].Provision.Key)));
            Assert.Empty(traced[0].Lost);
            var (up, down) = (traced[1].Units.SelectMany(unit => unit.Up).ToHashSet(), traced[0].Units.SelectMany(unit => unit.Down).ToHashSet());
            Assert.All(down, link => Assert.Contains(link, up));
            Assert.All(traced[1].Units.SelectMany(unit => unit.Down).Concat(traced[0].Units.SelectMany(unit => unit.Up)), _ => Assert.Fail("A link stands on the wrong side."));
            // Links of one end only to parts that are not traced, such as a supplement, cover nothing.
            Assert.Equal(pairs.Length == 0, up.Count == 0);
        }, iter: 500);

    private static TraceLink Link(string below, string? above) => new(1, KeyOf(Standard, below), 0, above is null ? null : KeyOf(Policy, above));

    private static LineageKey KeyOf(ProvisionPaths text, string label) => text.All.First(placed => placed.Provision.Label == label).Provision.Key;

    private static IEnumerable<string> Labels(ProvisionPaths text, IEnumerable<int> places) => places.Select(place => text.All[place].Provision.Label);

    private static ProvisionPaths Keyed(short seed, params Provision[] provisions)
    {
        var tree = Trees.Tree(provisions);
        return ProvisionPaths.Of(CcsPolicy.Domain.Amendments.Comparing.Lineage.WithKeys(tree, [.. tree.All().Select((_, at) => new LineageKey(new Guid(at + 1, seed, 0, new byte[8])))]));
    }
}
