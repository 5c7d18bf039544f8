using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Items of the first paragraph, numbers that hold those above them, figures as the text has them, and sentences that a provision can have only once.</summary>
public sealed class PlacesOfItemsTests
{
    private const string Rules = """
        規程

        （目的）
        第1条　目的を定める。
        2　前項の目的は、次のとおりとする。
        (1)　甲
        (2)　乙
        （定義）
        第2条　次のとおりとする。
        (1)　甲
        (2)　乙
        ア　丙
        イ　丁
        2　前項を定める。
        第3条　毎月１０日に定める。ただし、休日は、この限りでない。
        2　前項の場合による。この場合において、４月１日とする。
        第4条　次のとおりとする。
        (1)　甲
        (2)　乙

        """;

    private const string National = """
        規程

        第一条　次のとおりとする。
        　一　甲
        　二　乙
        　　イ　丙
        　　ロ　丁
        ２　次のとおりとする。
        　一　甲

        """;

    private const string Layers = """
        基準

        1　総則
        1―1　目的を定める。
        1―2　範囲を定める。
        2　管理
        2―1　甲を行う。
        2―2　乙を行う。
        3　雑則
        3―1　丙を行う。
        3―2　丁を行う。

        """;

    [Theory]
    [InlineData("第2条第1項に次の1号を加える。\n(3)　戊", "イ　丁\n(3)　戊\n2　前項を")]
    [InlineData("第2条第1項に次の2号を加える。\n(3)　戊\n(4)　己", "イ　丁\n(3)　戊\n(4)　己\n2　前項を")]
    [InlineData("第2条第1項第2号に次のように加える。\nウ　戊", "イ　丁\nウ　戊\n2　前項を")]
    [InlineData("第1条第1項に次の各号を加える。\n(1)　戊\n(2)　己", "目的を定める。\n(1)　戊\n(2)　己\n2　前項の目的")]
    [InlineData("第1条第2項に次の2号を加える。\n(3)　戊\n(4)　己", "(2)　乙\n(3)　戊\n(4)　己\n（定義）")]
    [InlineData("第4条に次の1号を加える。\n(3)　戊", "(2)　乙\n(3)　戊\n")]
    [InlineData("第4条第1項に次の1号を加える。\n(3)　戊", "(2)　乙\n(3)　戊\n")]
    public void An_item_is_added_to_the_first_paragraph_behind_its_items(string sentence, string expected) => Is(Rules, sentence, expected);

    [Theory]
    [InlineData("第一条第一項に次の一号を加える。\n　三　戊", "　　ロ　丁\n　三　戊\n２　次の")]
    [InlineData("第一条第二項に次の二号を加える。\n　二　乙\n　三　戊", "　一　甲\n　二　乙\n　三　戊\n")]
    public void So_it_is_in_kanji(string sentence, string expected) => Is(National, sentence, expected);

    [Theory]
    [InlineData("第2条第1項に次の1号を加える。\n3　戊", "instrument.block-unreadable")]
    [InlineData("第2条第1項に次の1号を加える。\n(2)　戊", "instrument.number-taken")]
    [InlineData("第3条第1項に次のただし書を加える。\nただし、緊急の場合は、この限りでない。", "instrument.sentence-stands")]
    [InlineData("第3条第2項に後段として次のように加える。\nこの場合において、報告する。", "instrument.sentence-stands")]
    [InlineData("第2条第2項に後段として次のように加える。\nただし、緊急の場合は、この限りでない。", "instrument.sentence-other")]
    [InlineData("第2条第2項に次のただし書を加える。\nこの場合において、報告する。", "instrument.sentence-other")]
    [InlineData("第3条第1項ただし書を次のように改める。\nこの場合において、承認を要する。", "instrument.sentence-other")]
    [InlineData("第1条第1項を削る。", "instrument.first-missing")]
    [InlineData("第4条を第3条の2とし、第3条の2を第3条の3とする。", "instrument.renumbered-twice")]
    public void What_would_stand_wrong_is_refused(string sentence, string code) => Assert.Equal([code], Apply(Rules, sentence).Refusals.Select(refusal => refusal.Error.Code));

    [Theory]
    [InlineData("第3条第1項中「10日」を「15日」に改める。", "毎月１５日に")]
    [InlineData("第3条第1項中「10日」を「5日」に改める。", "毎月５日に")]
    [InlineData("第3条第2項中「4月1日」を「5月1日」に改める。", "、５月１日とする。")]
    [InlineData("第3条第2項中「4月1日」を「10月15日」に改める。", "、１０月１５日とする。")]
    public void Figures_are_put_in_as_the_text_has_them(string sentence, string expected) => Is(Rules, sentence, expected);

    [Fact]
    public void An_article_of_which_the_first_paragraph_goes_and_the_others_move_is_amended() =>
        Is(Rules, "第1条第1項を削り、同条第2項を同条第1項とする。", "第1条　前項の目的は");

    [Fact]
    public void Without_a_lead_the_title_tells_the_text()
    {
        var refused = AmendingText.Apply(ProvisionText.Read(Rules.Replace("規程\n\n", "○文書規程\n\n", StringComparison.Ordinal)).Tree, "○会計規程の一部を改正する規程\n　第4条中「次」を「左」に改める。");
        Assert.Equal(["instrument.other-text"], refused.Refusals.Select(refusal => refusal.Error.Code));
    }

    [Theory]
    [InlineData("2―2を3―2とし、2―1を3―1とする。")]
    [InlineData("2―1から2―2までを3―1から3―2までとする。")]
    public void A_number_that_stands_in_another_place_is_taken(string sentence) =>
        Assert.All(Apply(Layers, sentence).Refusals, refusal => Assert.Contains(refusal.Error.Code, new[] { "instrument.number-taken", "instrument.number-unreadable" }));

    [Fact]
    public void Room_among_such_numbers_is_made_from_the_back()
    {
        var @new = Layers.Replace("3―", "4―", StringComparison.Ordinal).Replace("2―", "3―", StringComparison.Ordinal).Replace("3　雑則", "4　雑則", StringComparison.Ordinal).Replace("2　管理", "2　印刷\n2―1　印刷を禁ずる。\n3　管理", StringComparison.Ordinal);
        var (old, becomes) = (ProvisionText.Read(Layers).Tree, ProvisionText.Read(@new).Tree);
        var instrument = AmendingText.Between(old, becomes);
        Assert.Contains("3―2を4―2とし、3―1を4―1とし、2―2を3―2とし、2―1を3―1とし、3を4とし、2を3とし、1の次に次のように加える。", instrument, StringComparison.Ordinal);
        Assert.True(AmendingText.Makes(AmendingText.Apply(old, instrument), becomes));
    }

    [Fact]
    public void A_paragraph_that_goes_to_an_earlier_article_is_deleted_and_added()
    {
        const string Old = "規程\n\n（貸与）\n第1条　端末は、職員に貸与する。\n（管理）\n第2条　職員は、端末を管理する。\n2　職員は、端末を紛失したときは、直ちに報告しなければならない。\n（返却）\n第3条　職員は、端末を返却する。\n";
        var (old, becomes) = (ProvisionText.Read(Old).Tree, ProvisionText.Read(Old.Replace("2　職員は、端末を紛失したときは、直ちに報告しなければならない。\n", "", StringComparison.Ordinal).Replace("貸与する。\n", "貸与する。\n2　職員は、端末を紛失したときは、直ちに報告しなければならない。\n", StringComparison.Ordinal)).Tree);
        var instrument = AmendingText.Between(old, becomes);
        Assert.Contains("第1条に次の1項を加える。", instrument, StringComparison.Ordinal);
        Assert.Contains("第2条第2項を削る。", instrument, StringComparison.Ordinal);
        Assert.True(AmendingText.Makes(AmendingText.Apply(old, instrument), becomes));
    }

    [Theory]
    [InlineData("(1)　甲\n(2)　乙\nア　丙\nイ　丁\n", "第2条第1項各号を削る。")]
    [InlineData("(1)　甲\n(2)　乙\n（定義）", "第1条第2項各号を削る。")]
    public void Items_that_all_go_are_named_at_once(string gone, string sentence)
    {
        var (old, becomes) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace(gone, gone.Contains('（', StringComparison.Ordinal) ? "（定義）" : "", StringComparison.Ordinal)).Tree);
        var instrument = AmendingText.Between(old, becomes);
        Assert.Contains(sentence, instrument, StringComparison.Ordinal);
        Assert.True(AmendingText.Makes(AmendingText.Apply(old, instrument), becomes));
    }

    private static void Is(string rules, string sentence, string expected)
    {
        var amended = Apply(rules, sentence);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, KeptSpelling.Write(amended.Tree, rules), StringComparison.Ordinal);
    }

    private static AmendedText Apply(string rules, string sentence) => AmendingText.Apply(ProvisionText.Read(rules).Tree, $"規程の一部を改正する規程\n{sentence}".Replace("規程の", rules == Layers ? "基準の" : "規程の", StringComparison.Ordinal));
}
