using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Articles of an instrument that amend one and the same text, at once or one after the other; and parts of an instrument that are in force from different days.</summary>
public sealed class ArticlesOfOneTextTests
{
    private const string Rules = "○情報規程\n第1条　端末を守る。\n第2条　毎年点検する。\n附則\nこの規程は、令和6年4月1日から施行する。\n";
    private const string Given = "情報規程等の一部を改正する規程\n（情報規程の一部改正）\n第1条　情報規程（平成20年規程第1号）の一部を次のように改正する。\n第2条中「毎年」を「毎月」に改め、同条の次に次の1条を加える。\n第3条　報告する。\n（文書規程の一部改正）\n第2条　文書規程の一部を次のように改正する。\n第1条中「紙」を「文書」に改める。\n（情報規程の一部改正）\n第3条　情報規程の一部を次のように改正する。\n第2条中「毎月」を「毎週」に改める。\n第3条中「報告」を「公表」に改める。\n附　則\n";

    [Theory]
    [InlineData("この規程は、令和9年4月1日から施行する。", "2027-04-01", "端末を守る。毎週点検する。公表する。")]
    [InlineData("この規程は、令和9年4月1日から施行する。ただし、第3条の規定は、同年10月1日から施行する。", "2027-04-01", "端末を守る。毎月点検する。報告する。")]
    [InlineData("この規程は、令和9年4月1日から施行する。ただし、第3条の規定は、同年10月1日から施行する。", "2027-10-01", "端末を守る。毎週点検する。公表する。")]
    [InlineData("この規程は、令和9年4月1日から施行する。ただし、第2条及び第3条の規定は、同年10月1日から施行する。", "2027-04-01", "端末を守る。毎月点検する。報告する。")]
    [InlineData("この規程は、令和9年4月1日から施行する。ただし、第2条の規定は、同年10月1日から施行する。", "2027-04-01", "端末を守る。毎週点検する。公表する。")]
    [InlineData("この規程中第1条の規定は令和9年4月1日から、第2条及び第3条の規定は令和9年10月1日から施行する。", "2027-04-01", "端末を守る。毎月点検する。報告する。")]
    [InlineData("この規程は、令和9年4月1日から施行する。ただし、第3条中情報規程第3条の改正規定は、同年10月1日から施行する。", "2027-04-01", "端末を守る。毎週点検する。報告する。")]
    public void They_are_applied_in_their_order_each_from_its_day(string own, string on, string words)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, Given + own, on: DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(amended.Refusals);
        Assert.Equal(words, string.Concat(amended.Tree.Provisions.Where(one => one.Label.StartsWith('第')).Select(one => one.Text)));
    }

    [Fact]
    public void Taken_in_day_by_day_they_make_what_they_make_at_once()
    {
        const string Whole = Given + "この規程は、令和9年4月1日から施行する。ただし、第3条の規定は、同年10月1日から施行する。";
        var (old, enacted) = (ProvisionText.Read(Rules).Tree, new DateOnly(2027, 3, 10));
        Assert.Equal([new DateOnly(2027, 4, 1), new DateOnly(2027, 10, 1)], TakenInstrument.StagesOf(AmendingText.PartFor("情報規程", Whole)));
        var first = TakenInstrument.On(old, [], Whole, enacted, new(2027, 4, 1), IdSource.Random);
        var second = TakenInstrument.On(first.Tree, [new(2027, 4, 1)], Whole, enacted, new(2027, 10, 1), IdSource.Random);
        Assert.Empty(second.Refusals);
        var at = AmendingText.Apply(old, Whole);
        Assert.Equal(new AmendmentEntry(enacted).AddTo(at.Tree, at.Instrument).Value, second.Tree);
    }

    [Fact]
    public void What_does_not_fit_the_text_as_the_article_before_has_left_it_is_told_by_its_line()
    {
        var refusal = Assert.Single(AmendingText.Apply(ProvisionText.Read(Rules).Tree, Given.Replace("「毎月」を「毎週」", "「毎年」を「毎週」", StringComparison.Ordinal) + "この規程は、令和9年4月1日から施行する。").Refusals);
        Assert.Equal((11, InstrumentErrors.WordsMissing), (refusal.Line, refusal.Error));
    }

    [Fact]
    public void An_instrument_in_parts_is_shown_whole_with_what_is_in_force_from_which_day_and_nothing_of_other_texts()
    {
        var given = GivenInstrument.Of("情報規程", Given + "この規程は、令和9年4月1日から施行する。ただし、第3条の規定は、同年10月1日から施行する。")!;
        Assert.Equal(["2027-04-01 第2条", "2027-10-01 第2条 第3条"], given.Parts.Select(part => $"{part.Day:yyyy-MM-dd} {string.Join(' ', part.Places)}"));
        Assert.Contains("第3条中「報告」を「公表」に改める。", given.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("紙", given.Text, StringComparison.Ordinal);
        Assert.Equal(given.Parts[1], given.On(new(2027, 10, 1)));
        Assert.Null(given.On(new(2027, 10, 2)));
        Assert.Null(GivenInstrument.Of("会計規程", Given + "この規程は、令和9年4月1日から施行する。ただし、第3条の規定は、同年10月1日から施行する。"));
        Assert.Null(GivenInstrument.Of("情報規程", Given + "この規程は、令和9年4月1日から施行する。"));
    }

    [Fact]
    public void The_part_of_an_event_is_what_comes_before_the_first_day()
    {
        var given = GivenInstrument.Of("情報規程", "情報規程の一部を次のように改正する。\n第1条中「端末」を「媒体」に改める。\n第2条中「毎年」を「毎月」に改める。\n附　則\nこの規程は、公布の日から施行する。ただし、第2条の改正規定は、令和9年10月1日から施行する。")!;
        Assert.Equal([null, new DateOnly(2027, 10, 1)], given.Parts.Select(part => part.Day));
        Assert.Equal(["第1条"], given.On(new(2027, 4, 3))!.Places);
    }

    [Fact]
    public void A_table_in_force_part_by_part_is_shown_as_it_was_given_with_what_its_supplement_names()
    {
        const string Table = "情報規程の一部を次の表のように改正する。\n改正後\t改正前\n第1条　媒体を守る。\t第1条　端末を守る。\n第2条　毎月点検する。\t第2条　毎年点検する。\n附　則\nこの規程は、令和9年4月1日から施行する。";
        var given = GivenInstrument.Of("情報規程", Table + "ただし、第2条の改正規定は、同年10月1日から施行する。")!;
        Assert.Equal(["2027-04-01 ", "2027-10-01 第2条"], given.Parts.Select(part => $"{part.Day:yyyy-MM-dd} {string.Join("、", part.Places)}"));
        Assert.Contains("第2条　毎月点検する。\t第2条　毎年点検する。", given.Text, StringComparison.Ordinal);
        Assert.Equal(given.Parts[1], given.On(new(2027, 10, 1)));
        Assert.Null(GivenInstrument.Of("情報規程", Table));
    }
}
