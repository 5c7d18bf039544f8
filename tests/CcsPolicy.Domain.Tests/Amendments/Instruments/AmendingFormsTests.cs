using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>The ways in which cities write their amending sentences, applied to a text.</summary>
public sealed class AmendingFormsTests
{
    private const string Rules = """
        ○情報管理規程
        （義務）
        第1条　職員は、次の各号に掲げることをしない。ただし、許可を得たときは、この限りでない。
        (1)　情報資産の持出し
        ア　電子のもの
        イ　紙のもの
        (2)　情報資産の複製
        (3)　端末の改造
        2　前項の規定は、契約職員に準用する。
        3　職員は、前二項の規定を守る。
        第2条　所属長は、毎年度点検する。
        第3条　所属長は、毎年度報告する。
        第4条　所長は、これを「報告」と呼び、（以下「甲」という。）とする。
        附　則
        1　この規程は、令和6年4月1日から施行する。
        2　この規程の前の例による。
        3　前項の例は、令和7年に終わる。

        """;

    [Theory]
    [InlineData("第1条第1項中第3号を第5号とし、第2号を第4号とし、第1号の次に次の2号を加える。\n(2)　接続\n(3)　共有", "(1)　情報資産の持出し\nア　電子のもの\nイ　紙のもの\n(2)　接続\n(3)　共有\n(4)　情報資産の複製\n(5)　端末の改造\n2")]
    [InlineData("第1条中第3項を第4項とし、第2項を第3項とし、第1項の次に次の1項を加える。\n2　前項の許可は、所長がする。", "(3)　端末の改造\n2　前項の許可は、所長がする。\n3　前項の規定は、契約職員に準用する。\n4　職員は")]
    [InlineData("第1条第3項中「前二項」を「前3項」に改め、同条中第3項を第5項とし、第2項を第3項とする。", "\t5\nX\t職員は、前3項の規定を守る。")]
    [InlineData("第1条第1項第1号中イをウとし、アの次に次のように加える。\nイ　図面", "ア　電子のもの\nイ　図面\nウ　紙のもの\n(2)")]
    [InlineData("第1条第1項第1号中アからイまでをウからエまでとする。", "\tウ\nX\t電子のもの")]
    [InlineData("第1条第1項中第2号及び第3号を削る。", "イ　紙のもの\n2　前項")]
    [InlineData("第1条第1項第1号から第3号までを削る。", "この限りでない。\n2　前項")]
    [InlineData("第1条第1項各号を削る。", "この限りでない。\n2　前項")]
    [InlineData("第1条各号を次のように改める。\n(1)　持出し\n(2)　複製", "この限りでない。\n(1)　持出し\n(2)　複製\n2　前項")]
    [InlineData("第1条第1項ただし書を次のように改める。\nただし、所長を除く。", "掲げることをしない。ただし、所長を除く。\n(1)")]
    [InlineData("第1条第1項に第1号として次の1号を加える。\n(1)の2　接続", "この限りでない。\n(1)の2　接続\n(1)　情報資産の持出し")]
    [InlineData("第2条及び第3条中「毎年度」を「毎年」に改める。", "第2条　所属長は、毎年点検する。\n第3条　所属長は、毎年報告する。")]
    [InlineData("第2条から第3条までの規定中「所属長」を「課長」に改める。", "第2条　課長は、毎年度点検する。\n第3条　課長は、毎年度報告する。")]
    [InlineData("第2条、第3条並びに附則第3項中「る。」を「る」に改める。", "第2条　所属長は、毎年度点検する\n第3条　所属長は、毎年度報告する\n第4条")]
    [InlineData("第2条中「所属長」の次に「及び課長」を、「毎年度」の次に「2回」を加える。", "第2条　所属長及び課長は、毎年度2回点検する。")]
    [InlineData("第2条中「所属長」の前に「各」を加える。", "第2条　各所属長は")]
    [InlineData("第3条中「所属長は、」及び「毎年度」を削る。", "第3条　報告する。")]
    [InlineData("第4条中「（以下「甲」を「（以下「乙」に改める。", "（以下「乙」という。）とする。")]
    [InlineData("第4条中「これを「報告」と」の次に「、あるいは「連絡」と」を加える。", "これを「報告」と、あるいは「連絡」と呼び")]
    [InlineData("第1条第1項アからイまで以外の部分中「職員」を「職員等」に改める。", "第1条　職員等は")]
    [InlineData("第1条第1項第1号を次のように改め、同項第3号を削る。\n(1)　持出し", "(1)　持出し\n(2)　情報資産の複製\n2")]
    [InlineData("第2条の前に見出しとして「（点検）」を付する。", "（点検）\n第2条")]
    [InlineData("第1条の前の見出しを削る。", "規程\n第1条　職員は")]
    [InlineData("附則第2項を削り、附則第3項中「令和7年」を「令和8年」に改め、同項を附則第2項とする。", "2　前項の例は、令和8年に終わる。")]
    [InlineData("附則中第3項を第4項とし、第2項を第3項とする。", "3　この規程の前の例による。\n4　前項")]
    public void An_instrument_as_cities_write_it_is_applied(string sentences, string expected)
    {
        var amended = Apply(Rules, sentences);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, Text(amended), StringComparison.Ordinal);
    }

    private const string Chapters = """
        ○情報管理規程
        目次
        第1章　総則（第1条―第3条）
        第2章　義務（第4条―第7条）
        附則
        第1章　総則
        （目的）
        第1条　この規程は、情報資産の管理を定める。
        （定義）
        第2条　用語は、次の各号に定める。
        (1)　資産　情報をいう。
        (2)　職員　組合の職員をいう。
        (3)　管理者　課長をいう。
        （台帳）
        第3条　管理者は、台帳を作る。
        第2章　義務
        （持出し）
        第4条　職員は、持出しをしない。
        （紛失）
        第5条　職員は、紛失しない。
        （報告）
        第6条　職員は、報告する。
        （遵守）
        第7条　職員は、守る。
        2　職員は、学ぶ。
        付　則
        1　この規程は、令和6年4月1日から施行する。
        2　なお前の例による。

        """;

    [Theory]
    // several provisions anew at once
    [InlineData("第5条及び第6条を次のように改める。\n　（紛失）\n第5条　紛失は、届け出る。\n　（報告）\n第6条　報告は、書面でする。", "（紛失）\n第5条　紛失は、届け出る。\n（報告）\n第6条　報告は、書面でする。\n（遵守）")]
    [InlineData("第4条及び第6条を次のように改める。\n第4条　削除\n第6条　削除", "第4条　削除\n（紛失）\n第5条　職員は、紛失しない。\n第6条　削除\n（遵守）")]
    [InlineData("第5条から第7条までを次のように改める。\n第5条から第7条まで　削除", "をしない。\n第5条から第7条まで　削除\n")]
    [InlineData("第5条及び第6条を次のように改める。\n第5条及び第6条　削除", "をしない。\n第5条及び第6条　削除\n（遵守）")]
    [InlineData("第2条第2号及び第3号を次のように改める。\n(2)　職員　全ての職員をいう。\n(3)　管理者　部長をいう。", "(1)　資産　情報をいう。\n(2)　職員　全ての職員をいう。\n(3)　管理者　部長をいう。\n")]
    // the first paragraph of an article, which has no number
    [InlineData("第7条第1項を次のように改める。\n第7条　職員は、備える。", "（遵守）\n第7条　職員は、備える。\n2　職員は、学ぶ。\n")]
    [InlineData("第7条第1項を次のように改める。\n　職員は、次のことをする。\n(1)　備え\n(2)　片付け", "（遵守）\n第7条　職員は、次のことをする。\n(1)　備え\n(2)　片付け\n2　職員は、学ぶ。\n")]
    [InlineData("第7条第1項及び第2項を次のように改める。\n　職員は、備える。\n2　職員は、励む。", "（遵守）\n第7条　職員は、備える。\n2　職員は、励む。\n")]
    [InlineData("第7条第1項を削り、同条第2項を同条第1項とする。", "（遵守）\n第7条　職員は、学ぶ。\n付")]
    [InlineData("第7条第2項を同条第3項とし、同条第1項を同条第2項とし、同条に第1項として次の1項を加える。\n　職員は、備える。", "（遵守）\n第7条　職員は、備える。\n2　職員は、守る。\n3　職員は、学ぶ。\n")]
    [InlineData("第6条第1項を同条第2項とし、同項の前に次の1項を加える。\n　職員は、備える。", "（報告）\n第6条　職員は、備える。\n2　職員は、報告する。\n（遵守）")]
    // at the end of the body, behind its last chapter's last article
    [InlineData("本則に次の1条を加える。\n　（委任）\n第8条　必要な事項は、別に定める。", "2　職員は、学ぶ。\n（委任）\n第8条　必要な事項は、別に定める。\n")]
    [InlineData("本則に次の1章を加える。\n第3章　雑則\n第8条　必要な事項は、別に定める。", "2　職員は、学ぶ。\n第3章　雑則\n第8条　必要な事項は、別に定める。\n")]
    // 附則 in either spelling
    [InlineData("付則第1項中「令和6年」を「令和7年」に改め、同項の次に次の1項を加える。\n1の2　準備は、前にする。", "1　この規程は、令和7年4月1日から施行する。\n1の2　準備")]
    [InlineData("附則第2項中「なお」を削る。", "\n2　前の例による。")]
    [InlineData("付則第2項を付則第3項とする。", "\n3　なお前の例による。")]
    // the caption with the rest
    [InlineData("第4条（見出しを含む。）中「持出し」を「搬出」に改める。", "（搬出）\n第4条　職員は、搬出をしない。")]
    [InlineData("第6条（見出しを含む。）中「職員」を「職員等」に、「報告」を「連絡」に改める。", "（連絡）\n第6条　職員等は、連絡する。")]
    // a quotation over several lines
    [InlineData("目次中「第2章　義務（第4条―第7条）」を「第2章　義務（第4条―第6条）\n　第3章　雑則（第7条）」に改める。", "第2章　義務（第4条―第6条）\n第3章　雑則（第7条）\n附則")]
    [InlineData("目次中「第1章　総則（第1条―第3条）\n第2章　義務」を「第1章　総則（第1条・第2条）\n第2章　責務」に改め、第7条第1項中「守る」を「守り、備える」に改める。", "第1章　総則（第1条・第2条）\n第2章　責務（第4条―第7条）\n附則")]
    // 一, 二, 三 for the figures of the text
    [InlineData("第二条に次の一号を加える。\n四　媒体　紙をいう。", "(3)　管理者　課長をいう。\n(4)　媒体　紙をいう。\n")]
    [InlineData("第二条中第三号を第四号とし、第二号の次に次の二号を加える。\n二の二　所長　理事長をいう。\n三　媒体　紙をいう。", "(2)の2　所長　理事長をいう。\n(3)　媒体　紙をいう。\n(4)　管理者")]
    public void So_it_is_to_a_text_with_chapters(string sentences, string expected)
    {
        var amended = Apply(Chapters, sentences);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, Text(amended), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_article_with_a_shared_caption_goes_the_others_have_none()
    {
        var amended = Apply("○情報管理規程\n（持出し）\n第1条　職員は、持ち出さない。\n第2条　職員は、紛失しない。\n", "第1条を削り、第2条を第1条とする。");
        Assert.Equal(ProvisionText.Read("○情報管理規程\n第1条　職員は、紛失しない。\n").Tree, amended.Tree);
    }

    public static TheoryData<string, DomainError> UnfitForChapters => new()
    {
        { "第5条及び第6条を次のように改める。\n第5条　紛失は、届け出る。", InstrumentErrors.BlockUnreadable },
        { "第7条第1項を次のように改める。\n第7条　職員は、備える。\n2　職員は、励む。", InstrumentErrors.BlockUnreadable },
        { "第7条第1項を次のように改める。\n第8条　職員は、備える。", InstrumentErrors.BlockUnreadable },
        { "第6条第1項を削る。", InstrumentErrors.PlaceIsMissing },
        { "第4条及び第6条を次のように改める。\n第4条及び第6条　削除", InstrumentErrors.BlockUnreadable },
        { "第6条及び第8条を次のように改める。\n第6条　削除\n第8条　削除", InstrumentErrors.PlaceIsMissing },
        { "第4条（見出しを含む。）中「複製」を「複写」に改める。", InstrumentErrors.WordsMissing },
        { "目次中「第2章　義務\n附則」を「附則」に改める。", InstrumentErrors.WordsMissing },
        // A quotation that is not closed takes in no other sentence.
        { "目次中「第2章を「第3章」に改める。\n　第7条第1項中「守る」を「守り、備える」に改める。", InstrumentErrors.Unread },
    };

    [Theory, MemberData(nameof(UnfitForChapters))]
    public void What_does_not_fit_a_text_with_chapters_is_refused(string sentences, DomainError error) => Assert.Contains(Apply(Chapters, sentences).Refusals, refusal => refusal.Error == error);

    private const string Plain = """
        ○情報管理基準
        1　体制
        (1)　管理者
        ①　管理者は、課長とする。
        ②　管理者は、職員を指導する。
        2　義務
        (1)　職員
        職員は、情報資産を守る。
        (2)　端末
        ①　改造しないこと。
        ②　私用しないこと。
        ③　貸さないこと。

        """;

    [Theory]
    [InlineData("2の(2)の②を削り、2の(2)の③を2の(2)の②とする。", "\n①　改造しないこと。\n②　貸さないこと。\n")]
    [InlineData("2(2)③を2(2)④とし、2(2)②の次に次のように加える。\n③　放置しないこと。", "\n②　私用しないこと。\n③　放置しないこと。\n④　貸さないこと。\n")]
    [InlineData("2(2)中③を④とし、②の次に次のように加える。\n③　放置しないこと。", "\n②　私用しないこと。\n③　放置しないこと。\n④　貸さないこと。\n")]
    [InlineData("2(2)①中「改造」を「改装」に改め、③を④とする。", "\n①　改装しないこと。\n②　私用しないこと。\n④　貸さないこと。\n")]
    [InlineData("2(2)①及び②を削る。", "(2)　端末\n③　貸さないこと。\n")]
    [InlineData("2(2)②から③までを1ずつ繰り下げる。", "\n①　改造しないこと。\n③　私用しないこと。\n④　貸さないこと。\n")]
    [InlineData("2中(2)を(3)とし、(1)の次に次のように加える。\n(2)　媒体\n媒体は、持ち出さない。", "職員は、情報資産を守る。\n(2)　媒体\n媒体は、持ち出さない。\n(3)　端末\n")]
    [InlineData("1(1)①中「管理者」を「責任者」に改める。", "(1)　管理者\n①　責任者は、課長とする。")]
    [InlineData("1中「体制」を「組織体制」に改める。", "\n1　組織体制\n")]
    [InlineData("1の見出しを「組織」に改める。", "\n1　組織\n")]
    public void So_it_is_to_a_text_of_plain_numbers(string sentences, string expected)
    {
        var amended = Apply(Plain, sentences, "情報管理基準");
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree).Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    public static TheoryData<string, DomainError> UnfitForPlain => new()
    {
        // The caption on the line of the number belongs to the place: which 管理者 is meant?
        { "1(1)中「管理者は、課長」を「責任者は、課長」に、「管理者」を「責任者」に改める。", InstrumentErrors.WordsTwice },
        { "2(1)中「職員」を「職員等」に改める。", InstrumentErrors.WordsTwice },
        // A number of another place
        { "2(2)③を1(1)③とする。", InstrumentErrors.NumberUnreadable },
        { "2(2)③を9(2)④とする。", InstrumentErrors.NumberUnreadable },
    };

    [Theory, MemberData(nameof(UnfitForPlain))]
    public void What_could_be_meant_otherwise_in_a_text_of_plain_numbers_is_refused(string sentences, DomainError error) =>
        Assert.Equal(error, Assert.Single(Apply(Plain, sentences, "情報管理基準").Refusals).Error);

    public static TheoryData<string, DomainError> Unfit => new()
    {
        { "第1条第1項を第3条第9項とする。", InstrumentErrors.NumberUnreadable },
        { "第2条及び第4条中「毎年度」を「毎年」に改める。", InstrumentErrors.WordsMissing },
        { "第2条から第9条までの規定中「毎年度」を「毎年」に改める。", InstrumentErrors.PlaceIsMissing },
        { "第2条各号を削る。", InstrumentErrors.WordsMissing },
        { "第1条第1項第1号中アからイまでをウからオまでとする。", InstrumentErrors.NumberUnreadable },
        { "第2条を次のように改め、第3条を次のように改める。\n第2条　点検する。", InstrumentErrors.Unread },
    };

    [Theory, MemberData(nameof(Unfit))]
    public void What_does_not_fit_is_refused_and_nothing_is_applied(string sentences, DomainError error)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var amended = AmendingText.Apply(old, "　情報管理規程の一部を次のように改正する。\n　" + sentences);
        Assert.Contains(amended.Refusals, refusal => refusal.Line == 2 && refusal.Error == error);
        Assert.Same(old, amended.Tree);
    }

    public static TheoryData<string> Endless =>
    [
        "別表" + string.Concat(Enumerable.Repeat("のの項", 55)) + "ア中「甲」を削る。",
        "別表" + string.Concat(Enumerable.Repeat("の項の表", 5_000)) + "中「甲」を削る。",
        string.Concat(Enumerable.Repeat("第1条中", 5_000)) + "「甲」を削る。",
        string.Concat(Enumerable.Repeat("「甲", 10_000)) + "」を削る。",
        "第1条中" + string.Concat(Enumerable.Repeat("「甲」を「", 5_000)) + "。",
        string.Concat(Enumerable.Repeat("第1条及び", 5_000)) + "第2条を削る。",
    ];

    [Theory, MemberData(nameof(Endless))]
    public void A_line_that_goes_on_and_on_is_told_to_be_unread(string line) => Assert.NotEmpty(AmendingText.Read("　情報管理規程の一部を次のように改正する。\n" + line).Unread);

    private static AmendedText Apply(string text, string sentences, string title = "情報管理規程") => AmendingText.Apply(ProvisionText.Read(text).Tree, $"　{title}の一部を次のように改正する。\n　" + sentences);

    private static string Text(AmendedText amended) => ProvisionText.Write(amended.Tree);
}
