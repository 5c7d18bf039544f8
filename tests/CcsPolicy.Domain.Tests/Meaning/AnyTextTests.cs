using System.Diagnostics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CsCheck;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class AnyTextTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        "第", "1", "２", "三", "十", "条", "項", "号", "の", "章", "前", "次", "同", "この", "本", "上記", "(1)", "①", "ア", "附則", "別表", "様式", "及び", "、", "から", "まで", "各号", "各",
        "「", "」", "（", "）", "以下", "という。", "とは、", "をいう。", "において", "法", "規程", "令和", "年", "月", "日", "元", "同年", "施行", "適用する。", "効力を失う。", "\n", " ", "甲", "改正", "制定", "R7.3.28", "2025/3/28")
        .Array[0, 40].Select(string.Concat);

    private static readonly Gen<Provision> AnyProvision = Gen.Recursive<Provision>((depth, deeper) => Gen.Select(
        Gen.Enum<ProvisionKind>(), Gen.OneOf("第1条", "第1条の2", "第2条", "1", "2", "(1)", "(2)", "①", "ア", "イ", "附則", "別表第1", "第1章", ""),
        Words, Words, depth > 2 ? Gen.Const(Array.Empty<Provision>()) : deeper.Array[0, 3],
        (kind, label, heading, text, children) => Node(kind, label, text, children) with { Heading = heading.Length == 0 ? null : heading, Line = 1 }));

    [Fact]
    public void Any_tree_has_a_meaning_whose_places_exist() => Gen.Select(AnyProvision.Array[0, 4], Words.Array[0, 3]).Sample((provisions, preamble) =>
    {
        var meaning = ProvisionMeaning.Of(Tree(provisions).Above(preamble), string.Join('\n', preamble));
        foreach (var reference in meaning.References)
        {
            var at = meaning.Paths.Find(reference.At);
            Assert.NotNull(at);
            Assert.Equal(reference.Written, at.Provision.Text.Substring(reference.Start, reference.Length));
            Assert.All(reference.To, to => Assert.NotNull(meaning.Paths.Find(to)));
            Assert.False(reference.External && reference.To.Length > 0);
        }
        foreach (var definition in meaning.Definitions)
        {
            Assert.NotEmpty(definition.Term);
            if (definition.At is { } at) Assert.NotNull(meaning.Paths.Find(at));
            if (definition.Scope is { } scope) Assert.NotNull(meaning.Paths.Find(scope));
        }
        Assert.All(meaning.Effective, effective => Assert.NotNull(meaning.Paths.Find(effective.At)));
        Assert.All(meaning.Diagnostics, d => Assert.True(d is { Line: >= 1, Column: >= 1, Japanese.Length: > 0, English.Length: > 0 }));
    }, iter: 3_000);

    [Theory]
    [InlineData("第1条から第9条まで")]
    [InlineData("（以下「甲」という。）")]
    [InlineData("「甲」とは、")]
    [InlineData("令和1年1月1日から施行する")]
    [InlineData("各号に定める日から施行する")]
    [InlineData("令和5年13月1日")]
    [InlineData("上記(1)")]
    [InlineData("の第1条")]
    [InlineData("第1条（")]
    [InlineData("とは、")]
    [InlineData("\n「")]
    public void A_long_text_of_one_pattern_is_read_in_linear_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 400_000 / unit.Length));
        var tree = Tree(Article("第1条", "x", Item("(1)", "y")).Headed("定義"), Suppl(text, Item("(1)", text)), Article("第9条")).Above(text);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        ProvisionMeaning.Of(tree, text);
        // Half a second on a free machine; what is not linear takes minutes or gigabytes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), clock.Elapsed.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }
}
