using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>What is told of an instrument that is taken in, though it is applied; and how its 附則 comes to stand in the text.</summary>
public sealed class TakenWarningsTests
{
    private const string Rules = "○情報規程\n制定　令和8年3月27日　規程第4号\n第1条　次のとおりとする。\n(1)　端末\n(2)　媒体\n(3)　回線\n第2条　点検する。\n附則\nこの規程は、令和8年4月1日から施行する。\n";
    private static readonly DateOnly Made = new(2027, 3, 10);
    private static readonly DateOnly Effective = new(2027, 4, 1);

    [Theory]
    [InlineData("（令和8年規程第4号）", "第2条中「点検」を「確認」に改める。", "令和9年4月1日から施行する。", "")]
    [InlineData("", "第2条中「点検」を「確認」に改める。", "令和9年4月1日から施行する。", "")]
    [InlineData("（令和８年規程第４号）", "第2条中「点検」を「確認」に改める。", "令和9年4月1日から施行する。", "")]
    [InlineData("（令和8年規程第5号）", "第2条中「点検」を「確認」に改める。", "令和9年4月1日から施行する。", "1 instrument.other-number")]
    [InlineData("", "第2条中「点検」を「確認」に改める。", "令和9年2月1日から施行し、令和9年4月1日から施行する。", "3 instrument.in-force-twice,3 instrument.in-force-before-made")]
    [InlineData("", "第2条中「点検」を「確認」に改める。", "公布の日から施行し、令和9年2月1日から適用する。", "")]
    [InlineData("", "第1条に次の1号を加える。\n(4)　施設", "令和9年4月1日から施行する。", "")]
    [InlineData("", "第1条に次の1号を加える。\n(5)　施設", "令和9年4月1日から施行する。", "2 instrument.number-leaves-gap")]
    [InlineData("", "第1条中第3号を第5号とし、第2号の次に次の2号を加える。\n(3)　施設\n(4)　記録", "令和9年4月1日から施行する。", "")]
    public void What_to_look_at_is_told_with_its_line_and_the_instrument_is_applied(string number, string sentence, string own, string expected)
    {
        var taken = TakenInstrument.On(ProvisionText.Read(Rules).Tree, [new(2026, 4, 1)], $"情報規程{number}の一部を次のように改正する。\n{sentence}\n附　則\nこの規程は、{own}\n", Made, Effective, IdSource.Random);
        Assert.Empty(taken.Refusals);
        Assert.Equal(expected, string.Join(',', taken.Warnings.Select(warning => $"{warning.Line} {warning.Error.Code}")));
    }

    [Fact]
    public void A_day_before_the_first_edition_is_told_also_where_the_words_do_not_fit()
    {
        var taken = TakenInstrument.On(ProvisionText.Read(Rules).Tree, [new(2026, 4, 1)], "情報規程の一部を次のように改正する。\n第2条中「ない字句」を「確認」に改める。\n", null, new(2026, 2, 1), IdSource.Random);
        Assert.Equal(["instrument.before-first-edition"], taken.Warnings.Select(warning => warning.Error.Code));
        Assert.Single(taken.Refusals);
    }

    [Fact]
    public void The_supplement_comes_to_stand_in_the_figures_of_the_text_and_is_known_again()
    {
        const string Given = "情報規程の一部を次のように改正する。\n第２条中「点検」を「確認」に改める。\n第１条第１号中「端末」を「機器」に改める。\n附　則\nこの規程は、令和９年４月１日から施行する。ただし、第１条第１号の改正規定は、同年１０月１日から施行する。\n";
        var first = TakenInstrument.On(ProvisionText.Read(Rules).Tree, [new(2026, 4, 1)], Given, Made, Effective, IdSource.Random);
        Assert.Contains("この規程は、令和9年4月1日から施行する。ただし、第1条第1号の改正規定は、同年10月1日から施行する。", ProvisionText.Write(first.Tree), StringComparison.Ordinal);
        var second = TakenInstrument.On(first.Tree, [new(2026, 4, 1), Effective], Given, Made, new(2027, 10, 1), IdSource.Random);
        Assert.Empty(second.Refusals);
        Assert.Contains("機器", ProvisionText.Write(second.Tree), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("制定　令和8年3月27日　規程第4号", false)]
    [InlineData("制定 令和８年３月２７日 規程第４号", false)]
    [InlineData("制定　令和8年3月28日　規程第4号", true)]
    [InlineData("制定　令和8年3月27日　規程第5号", true)]
    public void Another_line_of_the_making_is_told(string line, bool isOther) =>
        Assert.Equal(isOther, AmendmentEntry.OtherMaking(ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace("制定　令和8年3月27日　規程第4号", line, StringComparison.Ordinal)).Tree) is not null);

    [Fact]
    public void While_the_day_of_the_amendment_is_not_given_its_places_are_left_to_be_completed_and_that_is_told()
    {
        const string Text = "○情報規程\n（令和8年規程第4号）\n改正　令和8年5月1日\n第1条　端末を守る。\n附　則\nこの規程は、令和8年4月1日から施行する。\n附　則（令和8年5月1日）\nこの規程は、令和8年5月1日から施行する。\n";
        const string Given = "情報規程の一部を次のように改正する。\n第1条中「端末」を「媒体」に改める。\n附　則\nこの規程は、令和9年4月1日から施行する。\n";
        var taken = TakenInstrument.On(ProvisionText.Read(Text).Tree, [new(2026, 4, 1)], Given, null, Effective, IdSource.Random, asIf: Effective);
        Assert.True(taken.Succeeded);
        Assert.Equal(["instrument.day-not-given"], taken.Warnings.Select(warning => warning.Error.Code));
        var shown = ProvisionText.Write(taken.Tree);
        Assert.Contains("改正　令和　年　月　日\n", shown, StringComparison.Ordinal);
        Assert.Contains("附則（令和　年　月　日）\nこの規程は、令和9年4月1日から施行する。\n", shown, StringComparison.Ordinal);
        // to be saved it needs the day
        Assert.Equal(InstrumentErrors.SupplementNeedsDate, Assert.Single(TakenInstrument.On(ProvisionText.Read(Text).Tree, [new(2026, 4, 1)], Given, null, Effective, IdSource.Random).Refusals).Error);
    }
}
