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
    [InlineData("平成30年4月1日　事務局長決裁|令和5年4月1日　事務局長決裁", "2018-04-01", "2023-04-01")]
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

    private const string Rule = "鍵管理規程|第１条　鍵を守る。|附　則|この規程は、平成３０年４月１日から施行する。";

    [Theory]
    [InlineData(Rule + "||改　正　令和２年４月１日　規程第３号|改　正　令和３年４月１日　規程第５号", 2, "", "2020-04-01 2021-04-01")]
    [InlineData(Rule + "|　制　定　平成３０年３月２０日　規程第１号|　公　布　平成３０年３月２５日|　施　行　平成３０年４月１日|　改　正　令 和 ２ 年 ４ 月 １ 日　規 程 第 ３ 号", 4, "2018-03-20", "2020-04-01")]
    [InlineData(Rule + "|制定　平成30年3月20日　平成30年規程第1号|一部改正　令和2年3月20日　令和2年規程第2号　令和2年4月1日施行", 2, "2018-03-20", "2020-03-20")]
    [InlineData(Rule + "|制定：平成30年3月20日|改正：令和2年3月20日規程第2号、令和3年3月20日規程第1号", 2, "2018-03-20", "2020-03-20 2021-03-20")]
    [InlineData(Rule + "||改　正|令和２年４月１日　規程第３号|令和３年４月１日　規程第５号", 3, "", "2020-04-01 2021-04-01")]
    [InlineData(Rule + "|改正　令和２年４月１日規程第３号|別表（第１条関係）|区分　内容|重要　鍵を掛ける", 1, "", "2020-04-01")]
    [InlineData(Rule + "|別表（第１条関係）|区分　内容|重要　鍵を掛ける|改正　令和２年４月１日規程第３号", 1, "", "2020-04-01")]
    [InlineData(Rule + "|別表第１（第１条関係）|　1　重要　鍵を掛ける|　2　普通　掛けない|（制定　平成３０年３月２０日　規程第１号）|（改正　令和２年４月１日　規程第３号）", 2, "2018-03-20", "2020-04-01")]
    [InlineData("鍵管理規程|第１条　鍵を守る。|附　則　この規程は、平成３０年４月１日から施行する。|改正　令和２年４月１日規程第３号", 1, "", "2020-04-01")]
    public void Closing_dates_below_a_附則_or_a_別表_are_history(string lines, int kept, string enacted, string amended)
    {
        var reading = Reading(lines.Split('|'));
        Assert.Equal(kept, reading.Tree.Preamble.Length);
        Assert.Equal((enacted, amended), ($"{reading.History.Enacted?.Date:yyyy-MM-dd}", string.Join(' ', reading.History.Amendments.Select(date => $"{date.Date:yyyy-MM-dd}"))));
        Assert.All(reading.Tree.All(), unit => Assert.DoesNotContain("規程第", unit.Provision.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Rule + "|令和２年４月１日　施行")]
    [InlineData(Rule + "|別表（第１条関係）|制定改正の経過|改正　令和２年４月１日規程第３号")]
    [InlineData(Rule + "|様式第１号|　改正　令和２年４月１日")]
    [InlineData(Rule + "|別表（第１条関係）|重要　鍵を掛ける|（令和２規程３・一部改正）")]
    public void What_may_be_the_matter_of_a_附則_or_a_別表_stays_in_it(string lines) => Assert.Empty(Reading(lines.Split('|')).Tree.Preamble);

    [Theory]
    [InlineData("（ 平 成 ３０ 年 ４ 月 １ 日 制 定 ）")]
    [InlineData("（ 平 成 三 十 年 四 月 一 日 規 程 第 一 号 ）")]
    [InlineData("平 成 30 年 ４ 月 １ 日 　 制 定")]
    public void A_date_whose_signs_are_spread_is_read(string line)
    {
        Assert.Equal(new DateOnly(2018, 4, 1), Reading("鍵管理規程", line, "", "第１条　鍵を守る。", "第２条　鍵を返す。").History.Enacted!.Date);
        Assert.Equal("氏 名　年 月 日", Reading("鍵管理規程", line, "第１条　次による。", "氏 名　年 月 日", "第２条　鍵を返す。").Tree.Provisions[0].Text.Split('\n')[1]);
    }

    [Theory]
    [InlineData("3　改定履歴|平成30年4月1日　制定|令和5年4月1日　改定")]
    [InlineData("附　則|令和5年4月1日　施行")]
    [InlineData("様式第1号|　令和5年4月1日|　　理事長　青葉　一郎")]
    [InlineData("3　日程の改正|　令和5年4月1日　制定")]
    [InlineData("3　誓約書|　様式は、次のとおりとする。||令和5年4月1日|青葉組合理事長　様")]
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

    [Theory]
    [InlineData("以上", 0)]
    [InlineData("（担当：総務課情報係）", 1)]
    [InlineData("以　上||（問合せ　総務課）", 1)]
    public void The_word_that_ends_a_letter_and_whom_to_ask_are_no_words_of_the_last_provision(string closing, int kept)
    {
        var reading = Reading([.. Body, "", .. closing.Split('|')]);
        Assert.EndsWith("012-345-6789", reading.Tree.Provisions[^1].Text, StringComparison.Ordinal);
        Assert.Equal(kept, reading.Tree.Preamble.Length);
    }

    [Fact]
    public void A_page_printed_from_a_browser_has_its_address_and_time_as_chrome()
    {
        var reading = Reading(
            "2024/10/15 10:30 例規集", "鍵管理要領", "平成30年4月1日", "（責任者）", "第1条　責任者は、鍵の数が台帳と合うことを毎年確かめ、その結果を課長に報告しな",
            "https://www.example.lg.jp/reiki/r001.html 1/2", "2024/10/15 10:30 例規集", "ければならない。", "（貸出し）", "第2条　様式は、https://www.example.lg.jp/form にある。", "https://www.example.lg.jp/reiki/r001.html 2/2");
        Assert.Equal("責任者は、鍵の数が台帳と合うことを毎年確かめ、その結果を課長に報告しなければならない。", reading.Tree.Provisions[0].Text);
        Assert.Equal("様式は、https://www.example.lg.jp/form にある。", reading.Tree.Provisions[1].Text);
        Assert.Equal(new DateOnly(2018, 4, 1), reading.History.Enacted!.Date);
    }

    [Fact]
    public void A_list_in_kana_does_not_hold_the_next_number_in_parts()
    {
        var tree = Reading("鍵管理基準", "1　総則", "別に定める。", "2　管理", "2.1　貸出し", "(1)　次の順による。", "ア　申込み", "イ　確認", "2.2　返却", "その日に返す。").Tree;
        Assert.Equal(["1 1", "1 2", "2 2.1", "3 (1)", "4 ア", "4 イ", "2 2.2"], tree.All().Select(unit => $"{unit.Depth} {unit.Provision.Label}"));
    }

    [Theory]
    [InlineData("第2条（用語）　1　合鍵とは、写した鍵をいう。|　2　金庫とは、鍵を入れる箱をいう。", "第2条 1 2")]
    [InlineData("第2条　①　鍵は、金庫に置く。|　②　金庫は、課長が開ける。", "第2条 ① ②")]
    [InlineData("第2条（個数）　1　個に限る。|第3条　次のとおり。|　1　金庫|　2　書庫", "第2条 第3条 1 2")]
    public void A_first_項_that_carries_its_number_on_the_line_of_its_article_is_one(string lines, string labels) =>
        Assert.Equal(labels.Split(' '), Read(["鍵管理規程", "第1条（目的）　鍵を守る。", .. lines.Split('|')]).Skip(1).Select(p => p.Label));

    [Fact]
    public void Circled_kana_are_numbers()
    {
        var reading = Reading("鍵管理基準", "1　貸出し", "　(1)　次の順による。", "　　㋐　申込み", "　　㋑　確認", "　(2)　上記(1)㋑は、課長が行う。", "2　返却", "　その日に返す。");
        Assert.Equal(["1", "(1)", "㋐", "㋑", "(2)", "2"], reading.Tree.All().Select(unit => unit.Provision.Label));
        Assert.Equal("1.1.2", Assert.Single(reading.References).To[0].ToString());
    }

    [Fact]
    public void Where_a_collection_files_a_text_is_no_part_of_it()
    {
        var reading = Reading(
            "第三編　総務", "第二章　鍵", "　　鍵管理規則", "　　　　　　（平成一二年三月三一日規則第四号）", "改正　平成一五年三月二五日規則第二号",
            "　　第一章　総則", "第一条　鍵を守る。", "　　第二章　貸出し", "第二条　鍵は、課長が貸す。");
        Assert.Equal("鍵管理規則", reading.Tree.Title);
        Assert.Equal(["第一章", "第一条", "第二章", "第二条"], reading.Tree.All().Select(unit => unit.Provision.Label));
        Assert.Equal((new DateOnly(2000, 3, 31), new DateOnly(2003, 3, 25)), (reading.History.Enacted!.Date, Assert.Single(reading.History.Amendments).Date));
    }

    [Theory]
    [InlineData("施行期日", "令和5年4月1日", EffectiveKind.InForce)]
    [InlineData("適用日", "令和5年4月1日とする。", EffectiveKind.AppliesFrom)]
    public void A_heading_says_what_the_date_below_it_is(string heading, string text, EffectiveKind kind)
    {
        var found = Assert.Single(Reading("鍵管理方針", "1　目的", "　鍵を守る。", "2　" + heading, "　" + text).Effective);
        Assert.Equal((kind, new DateOnly(2023, 4, 1), "2"), (found.Kind, found.Date!.Date, found.At.ToString()));
    }

    [Fact]
    public void A_note_of_amendment_below_a_definition_is_no_part_of_its_meaning() =>
        Assert.Equal("写した鍵をいう。", Assert.Single(Reading("鍵管理規程", "（定義）", "第1条　用語の意義は、次による。", "(1)　合鍵　写した鍵をいう。", "（平17規程4・追加）", "第2条　鍵を守る。").Definitions).Text);

    [Theory]
    [InlineData("保養所に置かれた鍵の|取扱いに関する規程", "保養所に置かれた鍵の取扱いに関する規程")]
    [InlineData("保養所の鍵に関する|規程", "保養所の鍵に関する規程")]
    [InlineData("青葉組合|鍵取扱規程", "鍵取扱規程")]
    public void A_title_broken_over_two_lines_is_one(string lines, string title) =>
        Assert.Equal(title, Reading([.. lines.Split('|'), "", "平成27年12月25日制定", "第1条　鍵を守る。", "第2条　鍵を返す。"]).Tree.Title);
}
