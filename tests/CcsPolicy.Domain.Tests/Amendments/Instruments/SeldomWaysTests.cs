using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Ways of saying that are seen seldom, and sentences whose lines are broken.</summary>
public sealed class SeldomWaysTests
{
    private const string Rules = """
        ○規程

        第１章　総則
        （目的）
        第１条　目的を定める。
        第２章　管理
        第１節　文書
        （管理）
        第２条　文書を管理する。
        第３章　雑則
        （委任）
        第３条　別に定める。

        附　則
        （施行期日）
        １　この規程は、令和６年４月１日から施行する。
        （廃止）
        ２　旧規程は、廃止する。
        附　則（令和７年規程第１号）
        １　この規程は、令和７年４月１日から施行する。
        ２　経過措置を定める。
        別表第１（第１条関係）
        番号	種類	期間
        １	定款	永久
        ２	議事	３０年
        ３	会計	１０年
        備考
        １　期間を定める。
        ２　この表による。

        """;

    private const string Signs = """
        ○基準

        1　点検
        1)　毎日の点検
        a)　電源
        b)　空調
        2)　毎月の点検
        2　記録
        (1)　記録は、3年間保存する。
        (2)　様式を定める。

        """;

    [Theory]
    [InlineData("第３章中第３条を第４条とし、同章を第４章とし、第２章の次に次の１章を加える。\n　　　第３章　署名\n　（署名）\n第３条　署名する。", "第３章　署名\n（署名）\n第３条　署名する。\n第４章　雑則\n（委任）\n第４条　別に定める。")]
    [InlineData("第３章の章名を削る。", "第２条　文書を管理する。\n（委任）\n第３条　別に定める。")]
    [InlineData("第１章の章名を削る。", "規程\n\n（目的）\n第１条　目的を定める。\n第２章")]
    [InlineData("別表第１中３の項を４の項とし、２の項の次に次のように加える。\n３\t契約\t５年", "２\t議事\t３０年\n３\t契約\t５年\n４\t会計\t１０年\n備考")]
    [InlineData("別表第１の３の項を４の項とし、同表２の項の次に次のように加える。\n３\t契約\t５年", "２\t議事\t３０年\n３\t契約\t５年\n４\t会計\t１０年\n備考")]
    [InlineData("別表第１備考第２項を同表備考第３項とし、同表備考第１項の次に次の１項を加える。\n２　磁気媒体は、同じ期間とする。", "１　期間を定める。\n２　磁気媒体は、同じ期間とする。\n３　この表による。")]
    [InlineData("附則（令和７年規程第１号）第２項を削り、附則（令和７年規程第１号）第１項の項番号を削る。", "附　則（令和７年規程第１号）\n　この規程は、令和７年４月１日から施行する。\n別表")]
    [InlineData("題名の次に次の目次を付する。\n目次\n　第１章　総則（第１条）\n　第２章　管理（第２条）\n　第３章　雑則（第３条）\n　附則", "○規程\n\n目次\n第１章　総則（第１条）\n第２章　管理（第２条）\n第３章　雑則（第３条）\n附則\n")]
    [InlineData("第１条中「目的」を「趣旨」に\n改める。", "第１条　趣旨を定める。")]
    [InlineData("第１条中「目的」を「趣\n旨」に改め\nる。\n第２条中「文書」を「記録」に改める。", "第１条　趣旨を定める。")]
    public void So_they_are_applied(string sentences, string expected) => Is(Rules, sentences, expected);

    [Theory]
    [InlineData("1の1)中「毎日」を「毎朝」に改める。", "1)　毎朝の点検")]
    [InlineData("1の1)中b)をc)とし、a)の次に次のように加える。\nb)　回線", "a)　電源\nb)　回線\nc)　空調\n2)")]
    [InlineData("1の1)b)を削る。", "a)　電源\n2)　毎月")]
    [InlineData("1の2)の次に次のように加える。\n3)　毎年の点検", "2)　毎月の点検\n3)　毎年の点検\n2　記録")]
    public void A_sign_with_half_of_a_bracket_is_a_place(string sentences, string expected) => Is(Signs, sentences, expected);

    [Theory]
    [InlineData("1)　毎日", "1)　毎朝", "1の1)中「毎日」を「毎朝」に改める。")]
    [InlineData("b)　空調", "b)　回線\nc)　空調", "1の1)中b)をc)とし、a)の次に次のように加える。")]
    [InlineData("2)　毎月の点検\n", "", "1の2)を削る。")]
    public void So_it_is_written(string was, string becomes, string sentence)
    {
        var (old, @new) = (ProvisionText.Read(Signs).Tree, ProvisionText.Read(Signs.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        Assert.Contains(sentence, AmendingText.Between(old, @new), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chapter_gets_its_number_behind_its_articles_and_a_note_is_called_so()
    {
        var (old, @new) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace("第３章", "第４章", StringComparison.Ordinal).Replace("第３条", "第４条", StringComparison.Ordinal).Replace("（委任）", "（雑則）", StringComparison.Ordinal)
            .Replace("第４章", "第３章　署名\n第３条　署名する。\n第４章", StringComparison.Ordinal).Replace("２　この表", "２　磁気媒体は、同じ期間とする。\n３　この表", StringComparison.Ordinal)).Tree);
        var instrument = AmendingText.Between(old, @new);
        Assert.Contains("第３条を第４条とし、第３章を第４章とし、第２章の次に", instrument, StringComparison.Ordinal);
        Assert.Contains("別表第１備考第２項を別表第１備考第３項とし、別表第１備考第１項の次に次のように加える。", instrument, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("別表第１中３の項を２の項とする。", "instrument.number-taken")]
    [InlineData("附則（令和７年規程第１号）第１項の項番号を削る。", "instrument.place-missing")]
    [InlineData("第２条の章名を削る。", "instrument.place-missing")]
    public void What_does_not_fit_is_refused(string sentence, string code) => Assert.Equal([code], Apply(Rules, sentence).Refusals.Select(refusal => refusal.Error.Code));

    [Fact]
    public void A_second_list_of_contents_is_refused()
    {
        var old = ProvisionText.Read(Rules.Replace("○規程\n", "○規程\n目次\n　第１章　総則（第１条）\n　第２章　管理（第２条）\n　第３章　雑則（第３条）\n", StringComparison.Ordinal)).Tree;
        Assert.Equal(["instrument.contents-stand"], AmendingText.Apply(old, "規程の一部を次のように改正する。\n題名の次に次の目次を付する。\n目次\n　第１章　総則（第１条）").Refusals.Select(refusal => refusal.Error.Code));
    }

    [Fact]
    public void A_list_of_contents_that_comes_is_put_behind_the_title()
    {
        var (old, @new) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace("○規程\n", "○規程\n目次\n　第１章　総則（第１条）\n　第２章　管理（第２条）\n　第３章　雑則（第３条）\n", StringComparison.Ordinal)).Tree);
        var instrument = AmendingText.Between(old, @new);
        Assert.Contains("題名の次に次の目次を付する。\n目次\n第１章", instrument, StringComparison.Ordinal);
        Assert.True(AmendingText.Makes(AmendingText.Apply(old, instrument), @new));
    }

    private static void Is(string rules, string sentences, string expected)
    {
        var amended = Apply(rules, sentences);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, KeptSpelling.Write(amended.Tree, rules), StringComparison.Ordinal);
    }

    private static AmendedText Apply(string rules, string sentences) => AmendingText.Apply(ProvisionText.Read(rules).Tree, $"{(rules == Signs ? "基準" : "規程")}の一部を次のように改正する。\n{sentences}");
}
