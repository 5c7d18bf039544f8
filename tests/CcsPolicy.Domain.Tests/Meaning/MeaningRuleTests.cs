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

    [Theory]
    [InlineData("この要領は、青葉組合（以下「組合」という。）の職員（以下「職員」という。）の鍵を定める。", "組合=青葉組合|職員=青葉組合の職員")]
    [InlineData("青葉組合（以下「組合」という。）が持つ鍵（合鍵を含む。以下「鍵」という。）を守る。", "組合=青葉組合|鍵=青葉組合が持つ鍵（合鍵を含む）")]
    [InlineData("鍵法（令和2年法律第1号。以下「法」という。）による鍵（以下「法定鍵」という。）を守る。", "法=鍵法（令和2年法律第1号）|法定鍵=鍵法（令和2年法律第1号）による鍵")]
    [InlineData("「鍵」とは、箱（以下「金庫」という。）を開く物をいい、「錠」とは、鍵で開く物をいう。", "鍵=箱を開く物|金庫=箱|錠=鍵で開く物")]
    public void Of_two_definitions_in_a_sentence_each_has_its_own_words(string sentence, string definitions) =>
        Assert.Equal(definitions.Split('|'), ProvisionText.Read($"鍵要領\n第1条　{sentence}\n第2条　鍵を返す。\n").Definitions.Select(definition => $"{definition.Term}={definition.Text}"));

    private static string[] Linked(string text, string written) =>
        [.. ProvisionText.Read(text).References.Where(reference => reference.Written == written).SelectMany(reference => reference.To).Select(path => path.ToString())];

    [Theory]
    [InlineData("前3条の規定は、同条の例による。")]
    [InlineData("第1条から第3条までの規定は、同条の例による。")]
    public void 同条_after_several_articles_is_linked_to_none(string sentence)
    {
        var reading = ProvisionText.Read($"鍵要領\n第1条　鍵を守る。\n第2条　鍵を数える。\n第3条　鍵を返す。\n第4条　{sentence}\n");
        Assert.Equal(["1", "2", "3"], reading.References.SelectMany(reference => reference.To).Select(path => path.ToString()));
    }

    [Theory]
    [InlineData("第1条及び第2条の鍵は、同条の者が返す。", "")]
    [InlineData("前条又は第1条の鍵は、同条の者が返す。", "")]
    [InlineData("第1条、第2条第1項の鍵は、同条の者が返す。", "")]
    [InlineData("第2条（前条の場合を含む。）の鍵は、同条の者が返す。", "")]
    [InlineData("第1条第1項及び第2項の鍵は、同条の者が返す。", "1")]
    [InlineData("第1条により借りた鍵は、第2条により、同条の者が返す。", "2")]
    [InlineData("第1条、第2条及び同条第2項の鍵を返す。第3条の鍵は、同条の者が返す。", "3")]
    [InlineData("前条の鍵は、同条の者が返す。", "3")]
    public void 同条_is_the_article_that_was_named_last_alone(string sentence, string target) =>
        Assert.Equal(target, string.Concat(Linked($"鍵要領\n第1条　鍵を守る。\n２　鍵を返す。\n第2条　次の者が守る。\n２　課長が守る。\n第3条　鍵を数える。\n第4条　{sentence}\n", "同条")));

    [Theory]
    [InlineData("第1編2", "p1.2")]
    [InlineData("第1編の2", "p1.2")]
    [InlineData("第2編第1章1(2)", "p2.c1.1.2")]
    public void A_number_behind_a_part_leads_to_what_the_part_holds(string written, string target) =>
        Assert.Equal([target], Linked($"鍵方針\n第1編　総論\n1　目的\n　鍵を守る。\n2　用語\n　別に定める。\n第2編　各論\n第1章　体制\n1　責任者\n(1)　責任者を置く。\n(2)　責任者は、課長とする。\n2　雑則\n　鍵は、{written}の例により守る。\n", written));

    [Fact]
    public void A_number_that_the_part_does_not_hold_leaves_the_part_unlinked_too() =>
        Assert.Empty(ProvisionText.Read("鍵方針\n第1編　総論\n1　目的\n　鍵は、第2編7の例により守る。\n2　用語\n　別に定める。\n第2編　各論\n1　体制\n　課長が守る。\n").References);

    private const string Counted = "鍵方針\n1　鍵を守る。\n2　次の者が守る。\n(1)　課長\n(2)　当番\n3　";

    [Theory]
    [InlineData("第2項第1号の者は、鍵を数える。", "第2項第1号", "2.1")]
    [InlineData("第1項の鍵は、毎日数える。", "第1項", "1")]
    [InlineData("第2項第1号及び第2号の者は、鍵を数える。", "第2項第1号及び第2号", "2.1 2.2")]
    public void Where_a_text_counts_nothing_but_plain_numbers_these_are_its_項(string sentence, string written, string targets) =>
        Assert.Equal(targets.Split(' '), Linked(Counted + sentence + "\n", written));

    [Theory]
    [InlineData("第9項の鍵は、毎日数える。", "第9項")]
    [InlineData("第2項第5号の者は、鍵を数える。", "第2項第5号")]
    public void A_項_or_号_that_such_a_text_does_not_have_is_reported(string sentence, string written)
    {
        var reading = ProvisionText.Read(Counted + sentence + "\n");
        Assert.Empty(Assert.Single(reading.References).To);
        Assert.Contains(written, Assert.Single(reading.Diagnostics, d => d.Code == "reference.dangling").Japanese, StringComparison.Ordinal);
    }

    private const string Listed = "鍵要領\n第1　管理\n1　帳簿には、次の事項を書く。\nア　階\nイ　室\n2　次の物を置く。\n①　帳簿\n②　印\n";

    [Theory]
    [InlineData("第1項イの室は、課長が定める。", "第1項イ", "1.1.2")]
    [InlineData("第2項②の印は、課長が押す。", "第2項②", "1.2.2")]
    [InlineData("第1項アクセスの方法は、課長が定める。", "第1項", "1.1")]
    public void A_sign_right_behind_a_項_is_part_of_the_pointer(string sentence, string written, string target) =>
        Assert.Equal([target], Linked(Listed + "3　" + sentence + "\n", written));

    [Fact]
    public void A_kana_that_the_項_does_not_have_leaves_the_項_unlinked_and_is_reported()
    {
        var reading = ProvisionText.Read(Listed + "3　第1項オの室は、課長が定める。\n");
        Assert.Empty(reading.References.SelectMany(reference => reference.To));
        Assert.Contains("第1項オ", Assert.Single(reading.Diagnostics, d => d.Code == "reference.dangling").Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bracket_behind_a_defined_word_is_no_part_of_it_and_an_abbreviation_is_a_word_of_its_own()
    {
        var reading = ProvisionText.Read("鍵要領\n第1条（定義）　用語の意義は、次のとおりとする。\n(1)　KEC（Key Control、鍵委員会）　鍵を数える会をいう。\n(2)　鍵番（かぎばん）　鍵を渡す者をいう。\n(3)　錠（Lock）　扉を閉じるものをいう。\n");
        Assert.Equal(["KEC", "鍵番", "錠", "Lock"], reading.Definitions.Select(definition => definition.Term));
        Assert.Equal("鍵を数える会をいう。", reading.Definitions[0].Text);
    }
}
