using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Other ways in which officers write a clause, and instruments for several texts.</summary>
public sealed class WaysOfSayingTests
{
    private const string Rules = """
        ○規程
        （目的）
        第1条　目的を定める。
        （監査）
        第2条　監査する。
        第3条　報告する。
        （罰則）
        第4条　違反した職員は、懲戒する。
        第5条　別に定める。
        附　則
        この規程は、平成31年4月1日から施行する。
        別表第1（第2条関係）
        区分	名称	期間
        1	会議録	5年
        2	報告書	10年
        3	申請書	3年
        別表第2（第3条関係）
        項目	内容
        端末	記録の確認
        様式第1号（第4条関係）
        違反報告書
        氏名

        """;

    [Theory]
    // a caption on the line below
    [InlineData("第4条の見出しを削り、同条に次の見出しを付する。\n（懲戒）", "（懲戒）\n第4条　違反した")]
    [InlineData("第4条の見出しを削り、第5条に次の見出しを付する。\n　（委任）", "（委任）\n第5条　別に定める。")]
    [InlineData("第2条の前の見出しを削り、同条の前に次の見出しを付する。\n　（点検）", "（点検）\n第2条　監査する。\n第3条")]
    // with its caption
    [InlineData("第4条（見出しを含む。）を削る。", "第3条　報告する。\n第5条　別に定める。\n")]
    [InlineData("第2条（見出しを含む。）を削り、第4条中「違反」を「違背」に改める。", "（目的）\n第1条　目的を定める。\n第3条　報告する。\n（罰則）\n第4条　違背")]
    [InlineData("第4条（見出しを含む。）を次のように改める。\n（懲戒）\n第4条　懲戒する。", "（懲戒）\n第4条　懲戒する。\n")]
    // with what stands beside the name
    [InlineData("様式第1号（第4条関係）中「違反」を「違背」に改める。", "様式第1号（第4条関係）\n違背報告書")]
    [InlineData("別表第1（第2条関係）中「3年」を「4年」に改め、別表第2（第3条関係）端末の項中「記録」を「履歴」に改める。", "3\t申請書\t4年\n別表第2（第3条関係）\n項目\t内容\n端末\t履歴の")]
    [InlineData("別表第2（第3条、第5条関係）を次のように改める。\n別表第2（第3条関係）\n項目\t内容\n機器\t確認", "別表第2（第3条関係）\n項目\t内容\n機器\t確認\n")]
    // rows that have numbers
    [InlineData("別表第1の3の項中「3年」を「4年」に改める。", "3\t申請書\t4年\n")]
    [InlineData("別表第1中「5年」を「6年」に改め、3の項を次のように改める。\n3\t申請書\t4年", "1\t会議録\t6年\n2\t報告書\t10年\n3\t申請書\t4年\n")]
    [InlineData("別表第1の2の項中「10年」を「9年」に改め、3の項を削る。", "2\t報告書\t9年\n別表第2")]
    [InlineData("別表第1中「5年」を「6年」に改め、同表3の項中「3年」を「4年」に改める。", "3\t申請書\t4年\n")]
    [InlineData("別表第1中3の項を削る。", "2\t報告書\t10年\n別表第2")]
    // without the name
    [InlineData("別表第2を次のように改める。\n項目\t内容\n機器\t確認", "別表第2（第3条関係）\n項目\t内容\n機器\t確認\n様式")]
    [InlineData("様式第1号を次のように改める。\n報告書\n所属", "様式第1号（第4条関係）\n報告書\n所属\n")]
    public void So_they_are_applied(string sentences, string expected)
    {
        var amended = Apply(Rules, "規程", sentences);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("別表第2端末の項を次のように改める。\n端末\t履歴\t", "項目\t内容\n端末\t履歴\t\n様式")]
    [InlineData("別表第2に次のように加える。\n機器\t\t", "端末\t記録の確認\n機器\t\t\n様式")]
    [InlineData("別表第2端末の項の次に次のように加える。\n　機器\t確認\t 　", "端末\t記録の確認\n機器\t確認\t\n様式")]
    [InlineData("別表第2を次のように改める。\n項目\t内容\t備考\n端末\t確認\t", "\n項目\t内容\t備考\n端末\t確認\t\n様式")]
    [InlineData("第5条の次に次の1条を加える。\n第6条\t別に定める。\t", "第6条　別に定める。\n附")]
    public void Empty_cells_at_the_end_of_a_row_are_kept(string sentences, string expected)
    {
        var amended = Apply(Rules, "規程", sentences).Tree;
        Assert.Contains(expected, ProvisionText.Write(amended), StringComparison.Ordinal);
        Assert.Equal(amended, ProvisionText.Read(ProvisionText.Write(amended)).Tree);
    }

    [Fact]
    public void A_row_that_has_a_number_is_not_the_table_of_that_number()
    {
        var text = Rules.Replace("別表第2（第3条関係）", "別表第13（第3条関係）", StringComparison.Ordinal);
        Assert.Contains("3\t申請書\t4年\n別表第13", ProvisionText.Write(Apply(text, "規程", "別表第1中「5年」を「6年」に改め、3の項中「3年」を「4年」に改める。").Tree), StringComparison.Ordinal);
        Assert.Contains("2\t報告書\t10年\n別表第13", ProvisionText.Write(Apply(text, "規程", "別表第1中3の項を削る。").Tree), StringComparison.Ordinal);
    }

    [Fact]
    public void A_caption_on_the_line_below_is_refused_where_one_stands() =>
        Assert.Equal("instrument.caption-stands", Assert.Single(Apply(Rules, "規程", "第4条に次の見出しを付する。\n（懲戒）").Refusals).Error.Code);

    private const string Unnumbered = "情報規程等の一部を改正する規程\n情報規程の一部を次のように改正する。\n第1条の次に次の1条を加える。\n第1条の2　記録を残す。\n文書規程の一部を次のように改正する。\n第1条中「守る」を「整える」に改める。\n附　則\nこの規程は、令和9年4月1日から施行する。\n";
    private const string OneByOne = "情報規程の一部を改正する規程\n情報規程の一部を次のように改正する。\n第1条の次に次の1条を加える。\n第1条の2　記録を残す。\n附　則\nこの規程は、令和9年4月1日から施行する。\n\n文書規程の一部を改正する規程\n文書規程の一部を次のように改正する。\n第1条中「守る」を「整える」に改める。\n附　則\nこの規程は、令和9年10月1日から施行する。\n";

    [Theory]
    [InlineData(Unnumbered, "情報規程", "第1条　職員は、守る。\n第1条の2　記録を残す。\n第2条", "令和9年4月1日")]
    [InlineData(Unnumbered, "文書規程", "第1条　職員は、整える。\n第2条", "令和9年4月1日")]
    [InlineData(OneByOne, "情報規程", "第1条　職員は、守る。\n第1条の2　記録を残す。\n第2条", "令和9年4月1日")]
    [InlineData(OneByOne, "文書規程", "第1条　職員は、整える。\n第2条", "令和9年10月1日")]
    public void Of_an_instrument_for_several_texts_only_the_part_that_names_this_one_is_taken(string instrument, string title, string expected, string day)
    {
        Assert.True(AmendingText.IsInstrument(instrument));
        Assert.Equal(["情報規程", "文書規程"], AmendingText.TextsAmendedBy(instrument));
        var amended = AmendingText.Apply(Text(title), instrument);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
        Assert.Contains(day, amended.Instrument.Supplementary, StringComparison.Ordinal);
        Assert.Equal(instrument.Split('\n').ToList().FindIndex(line => line.StartsWith(title, StringComparison.Ordinal) && line.EndsWith("改正する。", StringComparison.Ordinal)) + 2, amended.Instrument.Sentences[0].Line);
    }

    [Theory]
    [InlineData("会計規程")]
    [InlineData("")]
    public void Where_no_part_alone_names_this_text_none_is_taken_and_the_texts_are_told(string title)
    {
        var text = Text(title);
        foreach (var instrument in new[] { Unnumbered, OneByOne })
        {
            var refused = AmendingText.Apply(text, instrument);
            Assert.Equal(InstrumentErrors.SeveralTexts(["情報規程", "文書規程"]), Assert.Single(refused.Refusals).Error);
            Assert.Same(text, refused.Tree);
        }
    }

    [Fact]
    public void The_day_of_the_article_of_another_text_puts_off_nothing_of_this_one() =>
        Assert.Equal("第1条　職員は、整える。", ProvisionText.Write(AmendingText.Apply(Text("情報規程"), on: new(2027, 4, 1), instrument: "第1条　情報規程の一部を次のように改正する。\n第1条中「守る」を「整える」に改める。\n第2条　文書規程の一部を次のように改正する。\n第1条中「守る」を「整える」に改める。\n附　則\nこの規程は、令和9年4月1日から施行する。ただし、第2条の規定は、同年10月1日から施行する。\n").Tree).Split('\n').First(line => line.StartsWith("第1条", StringComparison.Ordinal)));

    [Fact]
    public void What_an_article_to_come_or_the_own_supplement_says_to_amend_is_no_part_of_the_instrument()
    {
        const string Instrument = "情報規程の一部を次のように改正する。\n第2条の次に次の1条を加える。\n第3条　文書規程の一部を次のように改正する。\n附　則\n第1条　この規程は、令和9年4月1日から施行する。\n第2条　会計規程の一部を次のように改正する。\n";
        Assert.Equal(["情報規程"], AmendingText.TextsAmendedBy(Instrument));
        Assert.Contains("第3条　文書規程の一部を次のように改正する。", ProvisionText.Write(AmendingText.Apply(Text("情報規程"), Instrument).Tree), StringComparison.Ordinal);
    }

    private static ProvisionTree Text(string title) => ProvisionText.Read($"{(title.Length > 0 ? $"○{title}\n" : "")}第1条　職員は、守る。\n第2条　別に定める。\n").Tree;

    private static AmendedText Apply(string text, string title, string sentences) => AmendingText.Apply(ProvisionText.Read(text).Tree, $"　{title}の一部を次のように改正する。\n　{sentences}\n");
}
