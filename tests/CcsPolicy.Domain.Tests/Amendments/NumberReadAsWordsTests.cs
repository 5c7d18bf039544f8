using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

/// <summary>A provision that was lost because its number stands twice.</summary>
public sealed class NumberReadAsWordsTests
{
    private const string Old = "○対策基準\n第1章　総則\n1　目的\n目的を定める。\n2　範囲\n範囲を定める。\n3　体制\n体制を定める。\n第2章　分類\n4　分類の基準\n分類する。\n5　取扱い\n取り扱う。\n";

    [Fact]
    public void The_second_of_two_numbers_that_became_words_is_told_with_what_holds_it()
    {
        var (old, now) = (Tree(Old), Tree(Old.Replace("3　体制", "4　体制", StringComparison.Ordinal)));
        Assert.DoesNotContain(now.All(), at => at.Provision.Heading == "分類の基準");
        var lost = Assert.Single(NumberReadAsWords.Between(old, now));
        Assert.Equal(("4", "4　分類の基準", "第2章"), (lost.Number, lost.Line, lost.Within.Label));
        // A text that had it among its words before is left alone.
        Assert.Empty(NumberReadAsWords.Between(now, now));
    }

    [Fact]
    public void An_unchanged_text_and_one_with_another_number_have_none()
    {
        Assert.Empty(NumberReadAsWords.Between(Tree(Old), Tree(Old)));
        Assert.Empty(NumberReadAsWords.Between(Tree(Old), Tree(Old.Replace("取り扱う。", "取り扱う。\n5 年ごとに見直す。", StringComparison.Ordinal).Replace("5　取扱い\n", "", StringComparison.Ordinal))));
        Assert.Empty(NumberReadAsWords.Between(ProvisionTree.Empty, Tree(Old)));
    }

    private static ProvisionTree Tree(string text) => ProvisionText.Read(text).Tree;
}
