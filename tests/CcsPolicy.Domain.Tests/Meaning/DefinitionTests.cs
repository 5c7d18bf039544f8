using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class DefinitionTests
{
    private static string[] Of(params Provision[] provisions) =>
        [.. Read(provisions).Definitions.Select(d => $"{d.Term}={d.Text}@{d.At}{(d.Scope is { } scope ? "/" + scope : "")}")];

    [Theory]
    [InlineData("本方針は、見本組合（以下「組合」という。）が保有する情報資産を守る。", "組合=見本組合@1")]
    [InlineData("本方針は、見本組合(以下「組合」という。)が保有する。", "組合=見本組合@1")]
    [InlineData("職員、契約職員及び臨時職員（以下「職員等」という。）は、守る。", "職員等=職員、契約職員及び臨時職員@1")]
    [InlineData("法令に基づき、行政庁の許可、認可その他の処分（以下「許認可等」という。）を求める。", "許認可等=行政庁の許可、認可その他の処分@1")]
    [InlineData("個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）による。", "法=個人情報の保護に関する法律（平成15年法律第57号）@1")]
    [InlineData("見本組合（以下、「組合」といいます。）は、守ります。", "組合=見本組合@1")]
    [InlineData("サーバ、端末及び回線（以下「機器」と総称する。）を管理する。", "機器=サーバ、端末及び回線@1")]
    [InlineData("委託を受けた者（以下この条において「受託者」という。）は、守る。", "受託者=委託を受けた者@1/1")]
    [InlineData("組合に最高情報セキュリティ責任者（以下「CISO」という。）を置く。", "CISO=最高情報セキュリティ責任者@1")]
    [InlineData("情報セキュリティに関する事故（以下「事故」という。）", "事故=情報セキュリティに関する事故@1")]
    [InlineData("この方針において「個人情報」とは、個人に関する情報（死者のものを除く。）をいう。次の文。", "個人情報=個人に関する情報（死者のものを除く。）@1")]
    [InlineData("「役員」とは、理事長をいう。\n「職員」とは、職員をいいます。", "役員=理事長@1|職員=職員@1")]
    [InlineData("情報資産とは、機器、媒体及び文書をいう。", "情報資産=機器、媒体及び文書@1")]
    [InlineData("この規程において、情報資産とは、機器をいう。", "情報資産=機器@1")]
    [InlineData("職員に対し、「注意」という表示をする。", "")]
    [InlineData("原則とは、別に考える。", "")]
    public void A_sentence_defines(string sentence, string definitions) =>
        Assert.Equal(definitions.Split('|', StringSplitOptions.RemoveEmptyEntries), Of(Article("第1条", sentence)));

    [Fact]
    public void Scope_is_the_part_named() => Assert.Equal(
        ["甲=組合の甲@1/c1", "乙=組合の乙@1.2/1.2", "丙=組合の丙@1.2"],
        Of(Chapter("第1章", Article("第1条", "組合の甲（以下この章において「甲」という。）", Paragraph("2", "組合の乙（以下この項において「乙」という。）及び組合の丙（この規程において「丙」という。）")))));

    [Fact]
    public void Items_of_a_policy_define_their_headings() => Assert.Equal(
        ["ネットワーク=通信網をいう。@2.1", "情報資産=次のとおりとする。@2.2"],
        Of(Article("2", "", Item("(1)", "通信網をいう。").Headed("ネットワーク"), Item("(2)", "次のとおりとする。", Sub("①", "機器")).Headed("情報資産")).Headed("定義")));

    [Theory]
    [InlineData("窓口　事故の報告を受ける部署をいう。", "窓口=事故の報告を受ける部署をいう。@2.1")]
    [InlineData("窓口 事故の報告を受ける部署をいう。", "窓口=事故の報告を受ける部署をいう。@2.1")]
    [InlineData("「窓口」　事故の報告を受ける部署をいう。", "窓口=事故の報告を受ける部署をいう。@2.1")]
    [InlineData("窓口：事故の報告を受ける部署", "窓口=事故の報告を受ける部署@2.1")]
    [InlineData("窓口\n事故の報告を受ける部署をいう。", "窓口=事故の報告を受ける部署をいう。@2.1")]
    [InlineData("事故の報告を受けること。", "")]
    public void Items_of_a_definition_article_define(string text, string definition) =>
        Assert.Equal(definition.Split('|', StringSplitOptions.RemoveEmptyEntries), Of(Article("第2条", "次による。", Item("(1)", text, Sub("ア", "紙　白い紙"))).Headed("定義")));

    [Fact]
    public void Items_of_other_articles_do_not_define() => Assert.Empty(Of(Article("第3条", "次による。", Item("(1)", "窓口　事故の報告を受ける部署")).Headed("組織")));

    [Fact]
    public void Lines_of_a_glossary_define() => Assert.Equal(["機密性=許された者だけが使えること。@3.2"],
        Of(Article("3", "", Item("(2)", "性質を保つ。\n・「機密性」:許された者だけが使えること。").Headed("性質")).Headed("定義")).Skip(1));
}
