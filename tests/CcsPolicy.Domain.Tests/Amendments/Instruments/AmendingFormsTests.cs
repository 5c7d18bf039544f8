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

    public static TheoryData<string, DomainError> Unfit => new()
    {
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

    private static AmendedText Apply(string text, string sentences) => AmendingText.Apply(ProvisionText.Read(text).Tree, "　情報管理規程の一部を次のように改正する。\n　" + sentences);

    private static string Text(AmendedText amended) => ProvisionText.Write(amended.Tree);
}
