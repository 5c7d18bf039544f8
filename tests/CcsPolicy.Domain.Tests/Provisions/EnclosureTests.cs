using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>What is pasted together with a text: reasons, comparison tables, tables in its 別表, labels that the line's end cuts.</summary>
public sealed class EnclosureTests
{
    private static ProvisionReading Reading(params string[] lines)
    {
        var text = string.Join('\n', lines) + "\n";
        var reading = ProvisionText.Read(text);
        Accounts.AssertComplete(text, reading);
        Assert.Equal(reading.Tree, ProvisionText.Read(ProvisionText.Write(reading.Tree)).Tree);
        return reading;
    }

    private const string Rule = "鍵管理規程|（目的）|第１条　鍵を守る。|（責任者）|第２条　課長が守る。|附　則|この規程は、令和４年４月１日から施行する。";

    [Theory]
    [InlineData("|提案理由|　鍵の扱いを明確にするため、所要の改正をしようとするものである。", 2)]
    [InlineData("（提案理由）|１　鍵の扱いを明確にするため。|２　その他", 3)]
    [InlineData("|理　由|鍵の扱いを改める必要がある。これが、この規程案を提出する理由である。", 2)]
    public void Reasons_below_a_text_are_left_out_and_told(string lines, int left)
    {
        var reading = Reading([.. Rule.Split('|'), .. lines.Split('|')]);
        Assert.Equal("この規程は、令和４年４月１日から施行する。", reading.Tree.Provisions[^1].Text);
        Assert.Equal("text.reason", Assert.Single(reading.Diagnostics).Code);
        Assert.Equal(left, reading.Parts.Count(part => part.Place == TextPlace.Diagnostic));
    }

    [Theory]
    [InlineData("鍵管理規程|第１条　鍵を守る。|第２条　次による。|提案理由|第３条　課長が守る。")]
    [InlineData("鍵管理基準|１　目的|　鍵を守る。|２　改正理由|　次のとおり。")]
    public void Reasons_within_a_text_are_its_matter(string lines) =>
        Assert.DoesNotContain(Reading(lines.Split('|')).Diagnostics, finding => finding.Code == "text.reason");

    [Theory]
    [InlineData("鍵管理規程　新旧対照表|改正後|第１条　鍵を守る。|改正前|第１条　鍵を返す。")]
    [InlineData("改　正　案\t現　　行|（目的）\t（目的）|第１条　鍵を守る。\t第１条　鍵を返す。")]
    [InlineData("鍵管理規程|新　　旧|第１条　鍵を守る。")]
    [InlineData("鍵管理規程|第１条　鍵を守り、　　　　第１条　鍵を返し、|数える。　　　　数える。|第２条　課長が守る。　　　　第２条　係長が守る。")]
    public void Two_columns_side_by_side_are_told(string lines) =>
        Assert.Single(Reading(lines.Split('|')).Diagnostics, finding => finding.Code == "text.side-by-side");

    [Theory]
    [InlineData(Rule)]
    [InlineData("鍵管理規程|第１条　鍵を守る。|第２条　第１条　の鍵は、課長が守る。|第３条　新旧の鍵を比べる。")]
    public void A_text_in_one_column_is_not_suspected(string lines) =>
        Assert.DoesNotContain(Reading(lines.Split('|')).Diagnostics, finding => finding.Code == "text.side-by-side");

    [Theory]
    [InlineData("区分 責任者|1 金庫 課長|2 書庫 係長")]
    [InlineData("番号 鍵の種類 保存期間（年）|1 金庫の鍵 作り直しに関するもの 永年|2 書庫 10年|3 倉庫|の鍵 5年|4 車庫 1年")]
    public void Rows_that_count_below_column_names_of_a_別表_are_no_provisions(string lines)
    {
        var reading = Reading([.. Rule.Split('|'), "別表（第２条関係）", .. lines.Split('|')]);
        Assert.Equal(["第１条", "第２条", "附則", "別表"], reading.Tree.All().Select(unit => unit.Provision.Label));
        Assert.EndsWith(lines.Split('|')[^1], reading.Tree.Provisions[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_a_別表_that_hold_sentences_stay_provisions() =>
        Assert.Equal(["１", "２"], Reading([.. Rule.Split('|'), "別表（第２条関係）", "区分　基準", "１　金庫　鍵を掛ける。", "２　書庫　鍵を掛けない。"]).Tree.Provisions[^1].Children.Select(child => child.Label));

    [Fact]
    public void A_bracketed_number_that_a_line_end_cuts_is_one_label()
    {
        var tree = Reading("鍵管理要綱", "１　責任者", "（１）責任者は、課長とする。", "（", "２）責任者は、次のことを行う。", "①　貸出し", "②", "　返却", "（３", "）責任者は、帳簿を付ける。", "２　雑則", "別に定める。").Tree;
        Assert.Equal(["1 １", "2 （１）", "2 （２）", "3 ①", "3 ②", "2 （３）", "1 ２"], tree.All().Select(unit => $"{unit.Depth} {unit.Provision.Label}"));
        Assert.Equal("責任者は、帳簿を付ける。", tree.Provisions[0].Children[2].Text);
    }

    [Fact]
    public void A_部_of_the_text_leads_to_what_it_holds()
    {
        var reading = Reading("鍵管理基準", "第１部　総則", "1　目的", "　鍵を守る。", "2　範囲", "　全ての鍵とする。", "第２部　対策", "1　貸出し", "　第１部2の鍵は、第２部長が貸す。");
        Assert.Equal(("第１部2", "p1.2"), (Assert.Single(reading.References).Written, reading.References[0].To[0].ToString()));
    }

    [Fact]
    public void Neither_a_signature_nor_a_heading_about_a_way_of_doing_is_a_title() =>
        Assert.Equal("", Reading("青葉県告示第三号", "　令和五年三月三十一日", "　　　青葉県知事　青　葉　花　子", "第五を次のように改める。", "第五　貸出しの方法", "一　窓口で貸す。", "二　帳簿に書く。").Tree.Title);

    [Fact]
    public void A_text_that_lost_its_line_ends_keeps_its_title_its_dates_and_its_附則()
    {
        var reading = Reading("○鍵管理規則 平成19年2月1日 規則第8号 改正 平成21年3月25日規則第1号 (趣旨) 第1条 この規則は、鍵の扱いを定める。 (管理) 第2条 鍵は、課長が守る。 2 課長は、次の者に鍵を貸す。 (1) 職員 (2) 役員 附 則 この規則は、公布の日から施行する。");
        Assert.Equal(("鍵管理規則", "2007-02-01", "2009-03-25"), (reading.Tree.Title, $"{reading.History.Enacted?.Date:yyyy-MM-dd}", $"{Assert.Single(reading.History.Amendments).Date:yyyy-MM-dd}"));
        Assert.Equal(["第1条", "第2条", "2", "(1)", "(2)", "附則"], reading.Tree.All().Select(unit => unit.Provision.Label));
    }

    [Fact]
    public void The_first_of_a_list_may_stand_on_the_line_of_the_number_above_it()
    {
        var tree = Reading("鍵管理基準", "１．総則", "鍵を守る。", "２．管理", "２．１．責任者", "課長とする。", "２．２．Ａ．鍵を数える。", "Ｂ．鍵を返す。", "２．３　(1) 帳簿", "(2) 印").Tree;
        Assert.Equal(["1 １．", "1 ２．", "2 ２．１．", "2 ２．２．", "3 Ａ．", "3 Ｂ．", "2 ２．３", "3 (1)", "3 (2)"], tree.All().Select(unit => $"{unit.Depth} {unit.Provision.Label}"));
    }

    [Fact]
    public void A_pointer_that_a_line_end_cuts_goes_on()
    {
        var read = Reading("鍵管理要領", "第１条　鍵を守る。", "第２条　前条の規定にかかわらず、第１条第", "２号の鍵は、課長が守る。", "第３条　鍵を返す。").Tree.Provisions;
        Assert.Equal((null, "前条の規定にかかわらず、第１条第２号の鍵は、課長が守る。"), (read[1].Heading, read[1].Text));
    }

    [Fact]
    public void Whom_to_ask_below_a_notice_is_no_word_of_its_last_provision()
    {
        var reading = Reading("鍵の取扱いについて", "１　取扱い", "　鍵を守る。", "２　適用日", "　令和６年６月１日", "", "担当　総務課情報係", "電話　012-345-6789");
        Assert.Equal(("令和６年６月１日", 2), (reading.Tree.Provisions[^1].Text, reading.Tree.Preamble.Length));
        Assert.Equal(EffectiveKind.AppliesFrom, Assert.Single(reading.Effective).Kind);
        Assert.Contains("電話", Reading("鍵方針", "１　目的", "　鍵を守る。", "２　窓口", "", "総務課", "電話　012-345-6789").Tree.Provisions[^1].Text, StringComparison.Ordinal);
    }
}
