using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Meaning;

/// <summary>Single rules of what a text means, each on the smallest text that shows it.</summary>
public sealed class MeaningRuleTests
{
    [Theory]
    [InlineData("鍵要綱\n第1条　この要綱は,保養所の鍵(以下「鍵」という｡)を定める｡\n", "鍵", "保養所の鍵")]
    [InlineData("鍵要綱\n1　鍵の扱い\n(1)　鍵を返す。\n※　夜間とは、日没の後をいう。\n", "夜間", "日没の後")]
    [InlineData("鍵要綱\n第1条（用語）　１　合鍵とは、写した鍵をいう。\n第2条（委任）　別に定める。\n", "合鍵", "写した鍵")]
    [InlineData("鍵要綱\n\n（目的及び定義）\n第1条　鍵の扱いを定める。\n第2条　次に掲げる用語の意義は、次のとおりとする。\n(1)　合鍵　写した鍵をいう。\n(2)　金庫　鍵を入れる箱をいう。\n", "合鍵", "写した鍵をいう。")]
    [InlineData("鍵方針\n第1　目的\n　鍵を守る。\n第2　定義\n　用語は、次による。\n　・合鍵：写した鍵をいう。\n　・金庫：鍵を入れる箱をいう。\n第3　雑則\n　別に定める。\n", "合鍵", "写した鍵をいう。")]
    public void A_defined_word_is_found_with_its_meaning(string text, string term, string meaning)
    {
        var found = ProvisionText.Read(text).Definitions.Where(definition => definition.Term == term).ToList();
        Assert.Equal([meaning], found.Select(definition => definition.Text));
        Assert.DoesNotContain(ProvisionText.Read(text).Definitions, definition => definition.Term.Contains('※') || definition.Term.Contains('　'));
    }

    [Theory]
    [InlineData("鍵は、1.2に定める者が持つ。", "1.2")]
    [InlineData("鍵は、１．２(1)の者が持つ。", "1.2.1")]
    [InlineData("鍵は、1.2の(1)により渡す。", "1.2.1")]
    public void A_number_in_parts_is_found_wherever_it_stands(string sentence, string target)
    {
        var reading = ProvisionText.Read($"鍵基準\n1　体制\n1.1　鍵\n　{sentence}\n1.2　責任者\n(1)　責任者を置く。\n(2)　責任者は、課長とする。\n2　雑則\n　別に定める。\n");
        Assert.Equal([target], reading.References.SelectMany(reference => reference.To).Select(path => path.ToString()));
    }

    [Fact]
    public void A_sign_right_behind_a_pointer_leads_into_what_it_points_at()
    {
        var reading = ProvisionText.Read("鍵要領\n第1　管理\n1　帳簿には、次の事項を書く。\n(1)　名\n(2)　場所\nア　階\nイ　室\n2　前項(2)アの階は、課長が定める。\n第2　雑則\n別に定める。\n");
        var reference = Assert.Single(reading.References, reference => reference.Written.StartsWith("前項", StringComparison.Ordinal));
        Assert.Equal("前項(2)ア", reference.Written);
        Assert.Equal(["1.1.2.1"], reference.To.Select(path => path.ToString()));
    }

    [Fact]
    public void A_number_in_parts_that_the_text_does_not_hold_is_linked_to_nothing() =>
        Assert.Empty(ProvisionText.Read("鍵基準\n1　体制\n1.1　鍵\n　鍵は、3.5に定める者が持つ。\n1.2　責任者\n　責任者を置く。\n").References.SelectMany(reference => reference.To));
}
