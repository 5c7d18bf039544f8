using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class ReferenceTests
{
    /// <summary>A regulation of articles; the sentence under test stands in 第6条第2項.</summary>
    private static ProvisionMeaning InRegulation(string sentence, string? inItem = null) => Read(
        Chapter("第1章",
            Article("第1条", "目的を定める。"),
            Article("第2条", "次による。", Item("(1)", "甲"), Item("(2)", "乙", Sub("ア", "子"), Sub("イ", "丑")), Item("(3)", "丙")),
            Article("第3条", "する。", Paragraph("2", "する。", Item("(1)", "甲"), Item("(2)", "乙")), Paragraph("3", "する。"))),
        Chapter("第2章",
            Article("第4条", "する。"),
            Article("第4条の2", "する。"),
            Article("第5条", "する。"),
            Article("第6条", "する。", Paragraph("2", sentence, Item("(1)", "甲"), Item("(2)", "乙"), Item("(3)", inItem ?? "丙")), Paragraph("3", "する。")),
            Article("第7条", "する。")),
        Suppl("", Paragraph("1", "施行する。"), Paragraph("2", "経過措置。")),
        Node(ProvisionKind.Appendix, "別表第1"), Node(ProvisionKind.Appendix, "別表第2"), Node(ProvisionKind.Form, "様式第1号"));

    [Theory]
    [InlineData("第3条第2項第1号の者", "第3条第2項第1号→3.2.1")]
    [InlineData("第３条第２項の者", "第３条第２項→3.2")]
    [InlineData("第三条第二項の者", "第三条第二項→3.2")]
    [InlineData("第3条第1項の者", "第3条第1項→3")]
    [InlineData("第2条第2号イに掲げる", "第2条第2号イ→2.2.2")]
    [InlineData("第2条第2号ア及びイに掲げる", "第2条第2号ア及びイ→2.2.1 2.2.2")]
    [InlineData("第4条の2に定める", "第4条の2→4_2")]
    [InlineData("第4条の2つの要件", "第4条→4")]
    [InlineData("第3条第2項及び第3項の規定", "第3条第2項及び第3項→3.2 3.3")]
    [InlineData("第1条、第3条第2項第1号若しくは第2号又は第5条の規定", "第1条、第3条第2項第1号若しくは第2号又は第5条→1 3.2.1 3.2.2 5")]
    [InlineData("第2条から第5条までの規定", "第2条から第5条まで→2 3 4 4_2 5")]
    [InlineData("第2条第1号から第3号までに掲げる", "第2条第1号から第3号まで→2.1 2.2 2.3")]
    [InlineData("第2条各号に掲げる", "第2条各号→2.1 2.2 2.3")]
    [InlineData("第3条第2項各号に掲げる", "第3条第2項各号→3.2.1 3.2.2")]
    [InlineData("前条の規定", "前条→5")]
    [InlineData("前2条の規定", "前2条→4_2 5")]
    [InlineData("前三条の規定", "前三条→4 4_2 5")]
    [InlineData("次条の規定", "次条→7")]
    [InlineData("次条第1項の規定", "次条第1項→7")]
    [InlineData("前項の規定", "前項→6")]
    [InlineData("次項の規定", "次項→6.3")]
    [InlineData("次の各号のいずれか", "次の各号→6.2.1 6.2.2 6.2.3")]
    [InlineData("第3条第2項の者及び同条第3項の者", "第3条第2項→3.2|同条第3項→3.3")]
    [InlineData("第3条第2項の者及び同項第1号の者", "第3条第2項→3.2|同項第1号→3.2.1")]
    [InlineData("この章に定める", "この章→c2")]
    [InlineData("前章に定める", "前章→c1")]
    [InlineData("第1章に定める", "第1章→c1")]
    [InlineData("この条において", "この条→6")]
    [InlineData("第3項の規定", "第3項→6.3")]
    [InlineData("第2号に掲げる", "第2号→6.2.2")]
    [InlineData("別表第1に定める", "別表第1→app1")]
    [InlineData("別表第1及び第2に定める", "別表第1及び第2→app1 app2")]
    [InlineData("別表第1から別表第2までに定める", "別表第1から別表第2まで→app1 app2")]
    [InlineData("別表第1の2の項に定める", "別表第1→app1")]
    [InlineData("様式第1号による", "様式第1号→form1")]
    [InlineData("第1号様式による", "第1号様式→form1")]
    [InlineData("別記様式第1号による", "別記様式第1号→form1")]
    [InlineData("附則第2項の規定", "附則第2項→suppl.2")]
    [InlineData("この規程第5条の規定", "第5条→5")]
    [InlineData("見本規程第5条の規定", "第5条→5")]
    [InlineData("（第5条に定める者を除く。）", "第5条→5")]
    [InlineData("第3条第1項から第3項までの者", "第3条第1項から第3項まで→3 3.2 3.3")]
    [InlineData("第3条第2項本文及び第3項の者", "第3条第2項→3.2|第3項→3.3")]
    [InlineData("第3条第1項（前条の場合を含む。）、第2項及び第3項の者", "第3条第1項→3|前条→5|第2項及び第3項→3.2 3.3")]
    [InlineData("第2条各号（第2号を除く。）の者", "第2条各号→2.1 2.2 2.3|第2号→2.2")]
    [InlineData("第3条第2項（第1号に係る部分に限る。）の者", "第3条第2項→3.2|第1号→3.2.1")]
    [InlineData("第3条（第2項を除く。）の規定", "第3条→3|第2項→3.2")]
    [InlineData("第3条第2項の場合、第1号の者は同項第2号の者と、同条第3項による", "第3条第2項→3.2|第1号→6.2.1|同項第2号→3.2.2|同条第3項→3.3")]
    [InlineData("第4条の二から前条までの規定", "第4条の二から前条まで→4_2 5")]
    [InlineData("別表第1第3号から第5号までの事業", "別表第1第3号から第5号まで→app1")]
    [InlineData("この規程中第3条の規定", "第3条→3")]
    public void A_pointer_is_resolved(string sentence, string links)
    {
        var meaning = InRegulation(sentence);
        Assert.Equal(links.Split('|'), meaning.Links());
        Assert.DoesNotContain(meaning.Diagnostics, d => d.Code == "reference.dangling");
        foreach (var reference in meaning.References)
            Assert.Equal(reference.Written, meaning.Paths.Find(reference.At)!.Provision.Text.Substring(reference.Start, reference.Length));
    }

    [Theory]
    [InlineData("前号の者", "前号→6.2.2")]
    [InlineData("前2号の者", "前2号→6.2.1 6.2.2")]
    [InlineData("前各号の者", "前各号→6.2.1 6.2.2")]
    [InlineData("前項の者", "前項→6")]
    [InlineData("第1号の者", "第1号→6.2.1")]
    public void A_pointer_in_an_item_counts_from_the_item(string text, string links) =>
        Assert.Equal(links.Split('|'), InRegulation("次による。", text).Links());

    [Theory]
    [InlineData("地方公務員法第29条の規定", "地方公務員法第29条→※")]
    [InlineData("地方公務員法（昭和25年法律第261号）第29条第1項及び第30条の規定", "地方公務員法（昭和25年法律第261号）第29条第1項及び第30条→※")]
    [InlineData("個人情報の保護に関する法律第5条の規定", "個人情報の保護に関する法律第5条→※")]
    [InlineData("法第3条の規定", "法第3条→※")]
    [InlineData("文書管理規程第5条第2項の規定", "文書管理規程第5条第2項→※")]
    [InlineData("「文書管理規程」第5条の規定", "「文書管理規程」第5条→※")]
    [InlineData("同法第3条及び同条第2項", "同法第3条→※|同条第2項→※")]
    [InlineData("旅費条例別表第1の額", "旅費条例別表第1→※")]
    [InlineData("労働基準法別表第1第1号から第10号まで及び第13号の事業", "労働基準法別表第1第1号から第10号まで及び第13号→※")]
    [InlineData("船員法第6条中勤務に関する部分、第30条及び第31条の規定", "船員法第6条→※")]
    [InlineData("地方公務員法第29条（懲戒をいう。）、第30条の規定", "地方公務員法第29条→※|第30条→※")]
    [InlineData("旅費条例附則第2項の額", "旅費条例附則第2項→※")]
    public void A_pointer_at_another_instrument_is_outside(string sentence, string links)
    {
        var meaning = InRegulation(sentence);
        Assert.Equal(links.Split('|'), meaning.Links());
        Assert.Empty(meaning.Diagnostics);
    }

    [Theory]
    [InlineData("この条例の施行について")]
    [InlineData("前項目を除き、第三者に提供する")]
    [InlineData("この目的のため、前条件により")]
    [InlineData("「第3条」とあるのは「第4条」と読み替える")]
    [InlineData("平成15年法律第57号により")]
    [InlineData("改正前の第3条の規定による")]
    [InlineData("第1号被保険者について")]
    [InlineData("第1回及び第2次の会議")]
    [InlineData("同条の規定により")]
    [InlineData("上記3点に注意する")]
    [InlineData("様式は、別に定める")]
    [InlineData("職員第3条に定める")]
    [InlineData("別に定める付表")]
    public void What_is_no_pointer_or_cannot_be_told_is_left_alone(string sentence)
    {
        var meaning = InRegulation(sentence);
        Assert.Empty(meaning.References);
        Assert.Empty(meaning.Diagnostics);
    }

    [Theory]
    [InlineData("第99条の規定", "第99条")]
    [InlineData("第3条第9項の規定", "第3条第9項")]
    [InlineData("第2条第9号の者", "第2条第9号")]
    [InlineData("第9章の規定", "第9章")]
    [InlineData("別表第9の額", "別表第9")]
    [InlineData("前9項の規定", "前9項")]
    public void A_pointer_at_nothing_is_reported(string sentence, string written)
    {
        var meaning = InRegulation(sentence);
        var reference = Assert.Single(meaning.References);
        Assert.Equal((written, 0, false), (reference.Written, reference.To.Length, reference.External));
        var diagnostic = Assert.Single(meaning.Diagnostics);
        Assert.Equal(("reference.dangling", DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains(written, diagnostic.Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_after_another_instrument_may_point_at_this_text() =>
        Assert.Equal(["地方公務員法第29条→※", "第5条→5"], InRegulation("地方公務員法第29条の規定により、第5条の委員会が").Links());

    [Fact]
    public void A_list_with_one_lost_end_keeps_what_it_found()
    {
        var meaning = InRegulation("第3条及び第99条の規定");
        Assert.Equal(["第3条及び第99条→3"], meaning.Links());
        Assert.Equal("reference.dangling", Assert.Single(meaning.Diagnostics).Code);
    }

    [Fact]
    public void Former_paragraph_before_the_first_is_dangling() =>
        Assert.Equal("reference.dangling", Assert.Single(Read(Article("第1条", "前項の報告を受けた委員会は、改善を指示する。")).Diagnostics).Code);

    [Fact]
    public void Numbers_in_an_amending_supplement_are_those_of_the_amending_instrument()
    {
        var meaning = Read(Article("第1条", "a"), Article("第2条", "b"), Suppl("この規程は、公布の日から施行する。"),
            Suppl("", Article("第1条", "第2条の規定は、施行する。"), Article("第2条", "この規程による改正後の第2条の規定は、前条の日から適用し、附則第1条による。")).Headed("令和4年4月1日規程第3号"));
        Assert.Equal(["第2条→2", "前条→suppl2.1", "附則第1条→suppl2.1"], meaning.Links());
    }

    /// <summary>A policy in the form of the real one; the sentence under test stands in 6(3).</summary>
    private static ProvisionMeaning InPolicy(string sentence, string last = "") => Read(
        Article("3", "脅威", Item("(1)", "甲"), Item("(2)", "乙")),
        Article("6", "対策", Item("(1)", "a"), Item("(2)", "b", Sub("①", "c"), Sub("②", "上記①の者")), Item("(3)", sentence, Sub("①", "d"), Sub("②", "e"))),
        Article("7", "監査"), Article("8", "見直し"), Article("9", last));

    [Theory]
    [InlineData("上記3の脅威", "上記3→3")]
    [InlineData("上記３の脅威", "上記３→3")]
    [InlineData("上記(1)及び(2)のとおり", "上記(1)及び(2)→6.1 6.2")]
    [InlineData("上記（１）のとおり", "上記（１）→6.1")]
    [InlineData("上記3(2)の脅威", "上記3(2)→3.2")]
    [InlineData("上記3(1)及び(2)の脅威", "上記3(1)及び(2)→3.1 3.2")]
    [InlineData("上記(2)①の者", "上記(2)①→6.2.1")]
    [InlineData("前記(2)の者", "前記(2)→6.2")]
    [InlineData("次の①及び②のとおり", "次の①及び②→6.3.1 6.3.2")]
    [InlineData("下記②及び下記9のとおり", "下記②→6.3.2")]
    [InlineData("3(1)に掲げる脅威", "3(1)→3.1")]
    [InlineData("組合は、(2)に定める方法", "(2)→6.2")]
    [InlineData("①に定める方法及び3に規定する脅威", "①→6.3.1")]
    public void A_sign_is_found_above_by_its_form(string sentence, string link)
    {
        var meaning = InPolicy(sentence);
        Assert.Equal(["上記①→6.2.1", link], meaning.Links().Take(2));
        Assert.Empty(meaning.Diagnostics);
    }

    [Theory]
    [InlineData("職員2に示す")]
    [InlineData("図3に示す")]
    [InlineData("3日に定める")]
    [InlineData("基本方針3の例による")]
    [InlineData("令和3に定める")]
    [InlineData("平成28年4月1日に定める")]
    [InlineData("(9)に定める")]
    public void A_number_in_running_text_is_no_sign(string sentence) => Assert.Equal(["上記①→6.2.1"], InPolicy(sentence).Links());

    [Fact]
    public void A_list_of_signs_is_one_reference() => Assert.Equal("上記6、7及び8→6 7 8", InPolicy("", "上記6、7及び8に規定する対策等を実施する。").Links().Last());

    [Fact]
    public void A_range_of_signs_is_one_reference() => Assert.Equal("上記(1)から(2)まで→6.1 6.2", InPolicy("上記(1)から(2)までの者").Links().Last());

    [Fact]
    public void A_sign_that_is_not_above_is_reported() => Assert.Equal("reference.dangling", Assert.Single(InPolicy("上記(9)の者").Diagnostics).Code);

    [Fact]
    public void A_policy_does_not_take_articles_of_others_for_its_own() => Assert.Empty(InPolicy("規程第3条及び第5条の規定により、前条の例により").Diagnostics);

    [Theory]
    [InlineData("第9条による。", "第9条")]
    [InlineData("第3条第2項及び第5条による。", "第3条第2項|第5条")]
    [InlineData("第12号による。", "第12号")]
    [InlineData("第19項による。", "第19項")]
    public void A_policy_that_counts_no_条_has_none_to_point_at(string sentence, string written)
    {
        var meaning = InPolicy(sentence);
        Assert.Equal(written.Split('|').Length, meaning.Diagnostics.Count(d => d.Code == "reference.dangling"));
        Assert.All(written.Split('|'), part => Assert.Contains(meaning.Diagnostics, d => d.Japanese.Contains($"「{part}」", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("上記36、37及び38による", "上記36 37 38")]
    [InlineData("上記36、6及び38による", "上記36 38")]
    [InlineData("上記6、37及び38による", "37 38")]
    [InlineData("上記36から38までによる", "上記36 38まで")]
    public void Each_that_dangles_in_a_list_is_reported(string sentence, string written) => Assert.Equal(
        written.Split(' ').Select(part => $"「{part}」"), InPolicy("", sentence).Diagnostics.Where(d => d.Code == "reference.dangling").Select(d => d.Japanese[..(d.Japanese.IndexOf('」', StringComparison.Ordinal) + 1)]));

    [Fact]
    public void Texts_that_count_in_bare_ordinals_point_with_them()
    {
        var meaning = Read(Article("第1", "a"), Article("第2", "b", Item("3", "c", Sub("(1)", "d"))), Article("第3", "第1及び第2の3(1)に定めるほか、第2回の会議で第三者が決める。"));
        Assert.Equal(["第1→1", "第2の3(1)→2.3.1"], meaning.Links());
    }
}
