using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>Single rules of the reading, each on the smallest text that shows it; the accounts and the way back hold for all of them.</summary>
public sealed class LayoutRuleTests
{
    private static Provision[] Read(params string[] lines)
    {
        var text = string.Join('\n', lines) + "\n";
        var reading = ProvisionText.Read(text);
        Accounts.AssertComplete(text, reading);
        Assert.Equal(reading.Tree, ProvisionText.Read(ProvisionText.Write(reading.Tree)).Tree);
        return [.. reading.Tree.All().Select(unit => unit.Provision)];
    }

    [Fact]
    public void A_single_paragraph_broken_for_width_keeps_its_words_together()
    {
        var read = Read(
            "鍵管理要領", "第1条　鍵は、金庫で保管する。",
            "２　鍵の管理者は、貸出しの都度、貸出簿に借りた者の氏名、日時及び理由を書き",
            "べき者を定め、毎月末に貸出簿と鍵の本数が合うことを確かめなければならない責",
            "を負う。",
            "３　管理者は、課長とする。");
        Assert.Equal(["第1条", "２", "３"], read.Select(p => p.Label));
        Assert.Null(read[1].Heading);
        Assert.DoesNotContain('\n', read[1].Text);
        Assert.EndsWith("責を負う。", read[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bracket_that_the_next_line_closes_joins_the_two()
    {
        var read = Read(
            "鍵管理要領", "第1条　この要領は、保養所に置かれた金庫及び書庫の鍵（合鍵を含む。以",
            "下「鍵」という。）の扱いを定める。", "第2条　鍵は、課長が預かる。");
        Assert.Equal("この要領は、保養所に置かれた金庫及び書庫の鍵（合鍵を含む。以下「鍵」という。）の扱いを定める。", read[0].Text);
    }

    [Fact]
    public void An_item_whose_words_go_on_below_takes_none_of_them_for_its_heading()
    {
        var read = Read(
            "用語集", "第1条　次の各号の用語は、当該各号に定める意味で用いるものとし、その他の用語は別に定めるところによるものとする。",
            "(1)　端末　庁舎の中で使う機器及び庁舎の外へ持ち出して使う機器の全て及",
            "びこれらに付属する機器をいう。", "(2)　記録　残すものをいう。");
        Assert.Null(read[1].Heading);
        Assert.DoesNotContain('\n', read[1].Text);
    }

    [Fact]
    public void A_running_head_in_two_lines_is_chrome_with_its_number()
    {
        var read = Read(
            "鍵管理要領", "1", "", "保養所鍵管理要領", "", "鍵管理要領", "2", "", "第1条　鍵は、金庫に置く。", "２　金庫は、課長が開ける。", "",
            "鍵管理要領", "3", "", "第2条　貸出しは、帳簿に記す。", "２　帳簿は、五年間残す。", "", "鍵管理要領", "4", "", "第3条　雑則は、別に定める。");
        Assert.Equal(["第1条", "２", "第2条", "２", "第3条"], read.Select(p => p.Label));
        Assert.Equal("金庫は、課長が開ける。", read[1].Text);
    }

    [Theory]
    [InlineData("1 / 2 ページ")]
    [InlineData("第2頁")]
    [InlineData("鍵管理要領（案）　　　　　　　　　　　　　　2/3")]
    [InlineData("要領集　　　　　　　　　　　　　　　　　　　12")]
    public void A_line_that_carries_the_page_is_chrome(string line)
    {
        var read = Read("鍵管理要領", "第1条　鍵は、金庫に置く。", "", line, "第2条　金庫は、課長が開ける。");
        Assert.Equal(["鍵は、金庫に置く。", "金庫は、課長が開ける。"], read.Select(p => p.Text));
    }

    [Fact]
    public void Two_lines_with_numbers_at_their_ends_are_rows_and_no_page_heads()
    {
        var read = Read("鍵管理要領", "第1条　鍵の数は、次のとおり。", "", "金庫　　　　　　　　　　　　　12", "書庫　　　　　　　　　　　　　13", "第2条　金庫は、課長が開ける。");
        Assert.Contains("金庫", read[0].Text, StringComparison.Ordinal);
        Assert.Contains("書庫", read[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Circled_numbers_below_words_that_introduce_them_are_items_all()
    {
        var read = Read("鍵管理要領", "第1条　鍵は、次の場所に置く。", "　①　金庫", "　②　書庫", "　③　守衛室", "第2条　雑則は、別に定める。");
        Assert.Equal([ProvisionKind.Item, ProvisionKind.Item, ProvisionKind.Item], read[1..4].Select(p => p.Kind));
    }

    [Fact]
    public void Circled_numbers_that_are_the_text_of_an_article_or_of_an_附則_are_paragraphs_all()
    {
        var read = Read("鍵管理要領", "第1条　鍵は、金庫に置く。", "②　金庫は、課長が開ける。", "③　課長は、記録する。", "附　則", "①　この要領は、令和5年4月1日から施行する。", "②　旧要領は、廃止する。");
        Assert.All(read.Where(p => p.Label.Length == 1), p => Assert.Equal(ProvisionKind.Paragraph, p.Kind));
        Assert.Equal(4, read.Count(p => p.Kind == ProvisionKind.Paragraph));
    }

    [Fact]
    public void A_count_of_people_at_the_head_of_a_line_is_no_number()
    {
        var read = Read("鍵の数", "第1　貸出し", "　鍵は、課ごとに渡す。", "　1 人につき一本を限りとする。", "第2　返却", "　鍵は、その日に返す。");
        Assert.Equal(["第1", "第2"], read.Select(p => p.Label));
    }

    [Fact]
    public void A_note_below_a_member_of_a_list_makes_no_heading_of_it()
    {
        var read = Read("鍵の数", "1　貸出し", "(1)　次のとおりとする。", "　ア　夜間", "　イ　昼間", "※　昼間とは、日の出から後をいう。", "2　返却", "(1)　その日に返す。");
        Assert.All(read, p => Assert.NotEqual("昼間", p.Heading));
    }

    [Fact]
    public void The_short_form_beside_附則_tells_施行_apart_from_改正()
    {
        var reading = ProvisionText.Read("鍵管理要領\n第1条　鍵は、金庫に置く。\n附　則　令和6年4月1日施行\n附　則　令和7年4月1日改正、令和7年5月1日施行\n");
        Assert.Equal([new DateOnly(2025, 4, 1)], reading.History.Amendments.Select(date => date.Date));
        Assert.Equal([new DateOnly(2024, 4, 1), new DateOnly(2025, 5, 1)], reading.Effective.Select(row => row.Date!.Date));
    }
}
