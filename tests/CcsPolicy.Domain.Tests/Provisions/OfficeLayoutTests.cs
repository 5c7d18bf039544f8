using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>What the programs of an office do to a text: spread signs, labels broken over lines, closing dates and signatures, numbers of a collection.</summary>
public sealed class OfficeLayoutTests
{
    private static ProvisionReading Reading(params string[] lines)
    {
        var text = string.Join('\n', lines) + "\n";
        var reading = ProvisionText.Read(text);
        Accounts.AssertComplete(text, reading);
        Assert.Equal(reading.Tree, ProvisionText.Read(ProvisionText.Write(reading.Tree)).Tree);
        return reading;
    }

    private static Provision[] Read(params string[] lines) => [.. Reading(lines).Tree.All().Select(unit => unit.Provision)];

    [Theory]
    [InlineData("Ⅲ　鍵管理要領", "Ⅲ")]
    [InlineData("第2　鍵管理要領", "第2")]
    public void A_number_before_the_title_is_no_part_of_it_and_is_told(string line, string number)
    {
        var reading = Reading(line, "第1条　鍵は、金庫に置く。", "第2条　金庫は、課長が開ける。");
        Assert.Equal("鍵管理要領", reading.Tree.Title);
        Assert.Contains(number, Assert.Single(reading.Diagnostics, d => d.Code == "title.number").Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_a_spread_title_are_no_number() =>
        Assert.Equal("Ｉ Ｔ 利用要領", Reading("Ｉ Ｔ 利用要領", "第1条　鍵は、金庫に置く。", "第2条　金庫は、課長が開ける。").Tree.Title);

    [Fact]
    public void Below_levels_that_all_count_in_kanji_a_first_figure_opens_the_next()
    {
        var read = Reading("鍵管理要領", "第一　貸出し", "一　昼間", "（一）　窓口で渡す。", "１　帳簿に書く。", "２　印を押す。", "（二）　夜間は渡さない。", "二　夜間", "第二　返却").Tree;
        Assert.Equal(["1 第一", "2 一", "3 （一）", "4 １", "4 ２", "3 （二）", "2 二", "1 第二"], read.All().Select(unit => $"{unit.Depth} {unit.Provision.Label}"));
    }

    [Fact]
    public void An_amount_at_the_head_of_a_line_is_no_number()
    {
        var read = Read("鍵管理要領", "1　費用", "　1,000円を超えるものは、課長が決める。", "2　雑則", "　別に定める。");
        Assert.Equal(["1", "2"], read.Select(p => p.Label));
    }

    [Fact]
    public void Units_in_their_old_form_are_units()
    {
        var reading = Reading("鍵管理規程", "（目的）", "第一條　鍵ノ扱ヲ定ム。", "（貸出）", "第二條　第一條ノ鍵ヲ借ル者ハ帳簿ニ記ス。");
        Assert.Equal([ProvisionKind.Article, ProvisionKind.Article], reading.Tree.Provisions.Select(p => p.Kind));
        Assert.Equal(("第一條", "1"), (Assert.Single(reading.References).Written, reading.References[0].To[0].ToString()));
    }

    [Fact]
    public void A_date_at_the_right_does_not_hide_how_wide_the_page_is()
    {
        var read = Read(
            new string(' ', 50) + "平成30年4月1日 要領第3号", "（趣旨）",
            "第1条　この要領は、保養所に置かれた金庫、書庫及び倉庫の鍵並びに合",
            "鍵を扱う者が守るべきことを定め、盗難及び紛失を防ぐために必要なこと", "とその手順とを定める。", "（責任者）",
            "第2条　保養所の鍵の責任者は、総務課の課長とし、課長が不在のときは、", "課長補佐がその務めを代わりに行うものとする。これを助ける者としてそ", "の場に当番を置く。");
        Assert.All(read, p => Assert.DoesNotContain('\n', p.Text));
    }

    private static readonly string[] Body = ["鍵管理方針", "1　目的", "　鍵を守る。", "2　窓口", "　問合せは、次の窓口で受ける。", "　総務課　電話　012-345-6789"];

    [Theory]
    [InlineData("平成30年4月1日　制定|令和5年4月1日　一部改正", "2018-04-01", "2023-04-01")]
    [InlineData("制定　平成30年4月1日|改定　令和5年4月1日|　　青葉組合　理事長　青葉　一郎", "2018-04-01", "2023-04-01")]
    [InlineData("改定履歴|2018/4/1 制定|2023/4/1 改定（第2版）", "2018-04-01", "2023-04-01")]
    [InlineData("　平成30年4月1日|　　青葉組合|　　理事長　青葉　一郎", "2018-04-01", "")]
    public void Closing_dates_and_the_signature_are_history_and_no_words_of_the_last_provision(string closing, string enacted, string amended)
    {
        var reading = Reading([.. Body, "", .. closing.Split('|')]);
        Assert.Equal("問合せは、次の窓口で受ける。\n総務課　電話　012-345-6789", reading.Tree.Provisions[^1].Text);
        Assert.Equal(closing.Split('|').Select(line => line.Trim('　')), reading.Tree.Preamble);
        Assert.Equal(enacted, $"{reading.History.Enacted!.Date:yyyy-MM-dd}");
        Assert.Equal(amended, string.Join(' ', reading.History.Amendments.Select(date => $"{date.Date:yyyy-MM-dd}")));
    }

    [Fact]
    public void Closing_dates_below_the_sentence_of_a_附則_are_history_too()
    {
        var reading = Reading("鍵管理要領", "第1条　鍵を守る。", "附　則", "この要領は、平成30年4月1日から施行する。", "", "平成30年3月1日制定", "令和5年3月1日改正");
        Assert.Equal("この要領は、平成30年4月1日から施行する。", reading.Tree.Provisions[^1].Text);
        Assert.Equal(new DateOnly(2018, 4, 1), Assert.Single(reading.Effective).Date!.Date);
        Assert.Equal(new DateOnly(2018, 3, 1), reading.History.Enacted!.Date);
    }

    [Theory]
    [InlineData("3　改定履歴|平成30年4月1日　制定|令和5年4月1日　改定")]
    [InlineData("附　則|令和5年4月1日　施行")]
    [InlineData("様式第1号|　令和5年4月1日|　　理事長　青葉　一郎")]
    [InlineData("3　経緯|　次のとおり。||令和5年4月1日　制定")]
    public void Dates_that_are_the_matter_of_a_provision_stay_in_it(string lines)
    {
        var reading = Reading([.. Body, .. lines.Split('|')]);
        Assert.Empty(reading.Tree.Preamble);
        Assert.Contains("令和5年4月1日", reading.Tree.Provisions[^1].Heading + reading.Tree.Provisions[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_a_line_end_cuts_is_one_label()
    {
        var read = Read("鍵管理要領", "（目的）", "第1", "条　鍵を守る。", "第2条から", "第4条まで　削除", "第5条　この要領は、第1", "条の規定により定める。", "附", "則", "この要領は、令和5年4月1日から施行する。");
        Assert.Equal(["第1条", "第2条から第4条まで", "第5条", "附則"], read.Select(p => p.Label));
        Assert.Equal(("目的", "鍵を守る。"), (read[0].Heading, read[0].Text));
        Assert.Equal((null, "この要領は、第1条の規定により定める。"), (read[2].Heading, read[2].Text));
    }

    [Fact]
    public void A_number_alone_before_a_word_that_begins_with_a_unit_stays_a_number()
    {
        var read = Read("鍵管理要領", "第1", "趣旨", "鍵を守る。", "第2", "条例の遵守", "条例を守る。", "第3", "雑則", "別に定める。");
        Assert.Equal(["第1", "第2", "第3"], read.Select(p => p.Label));
    }

    [Fact]
    public void Signs_spread_over_a_line_are_closed_up()
    {
        var reading = Reading(
            "鍵 管 理 要 綱", "", "第 １ 条 　 （ 目 的 ）", "こ の 要 綱 は 、 鍵 （ 合 鍵 を 含 む 。 ） の 扱 い を 定 め る 。", "",
            "第 ２ 条 　 （ 責 任 者 ）", "責 任 者 は 、 課 長 （ Key Master ） と す る 。", "⑴ 　 鍵 を 数 え る 。", "⑵ 　 鍵 を 返 す 。", "",
            "附 　 則", "こ の 要 綱 は 、 平 成 30 年 4 月 31 日 か ら 施 行 す る 。");
        Assert.Equal("鍵管理要綱", reading.Tree.Title);
        Assert.Equal(["第１条 目的", "第２条 責任者", "⑴ ", "⑵ ", "附則 "], reading.Tree.All().Select(unit => $"{unit.Provision.Label} {unit.Provision.Heading}"));
        Assert.Equal(["この要綱は、鍵（合鍵を含む。）の扱いを定める。", "責任者は、課長（Key Master）とする。"], reading.Tree.Provisions.Take(2).Select(p => p.Text));
    }

    [Theory]
    [InlineData("月 火 水 木 金")]
    [InlineData("○ × ○ ○ ×")]
    [InlineData("金庫 書庫 倉庫 車庫 の 鍵 を 数 える")]
    public void Words_with_gaps_between_them_are_left_as_they_are(string line) =>
        Assert.Equal("鍵は、次のとおり。\n" + line, Read("鍵管理要領", "第1条　鍵は、次のとおり。", line, "第2条　雑則は、別に定める。", "第3条　鍵を守る。", "第4条　鍵を返す。")[0].Text);

    [Fact]
    public void A_finding_in_a_spread_line_is_told_at_its_place_in_the_source()
    {
        var reading = ProvisionText.Read("鍵 管 理 要 綱\n第 １ 条 　 こ の 要 綱 は 、 鍵 を 守 る 。\n第 ４ 条 　 鍵 の こ と は 、 課 長 が 行 う 。\n");
        var gap = Assert.Single(reading.Diagnostics, d => d.Code == "numbering.gap");
        Assert.Equal((3, 1), (gap.Line, gap.Column));
    }
}
