using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>What is quoted is seen on paper for what it is, and what a sentence has written itself is no word of the text.</summary>
public sealed class SeenWordsTests
{
    [Theory]
    [InlineData("第1条　第2の1の(2)による。", "第1条　第2の1の(3)による。", "「(2)」を「(3)」に")]
    [InlineData("第1条　様式（第9条関係）による。", "第1条　様式（第9条関係）（その1）による。", "「（第9条関係）」の次に「（その1）」を")]
    [InlineData("第1条　職員（臨時職員を除く。）は守る。", "第1条　職員（臨時職員及び嘱託員を除く。）は守る。", "「臨時職員」の次に「及び嘱託員」を")]
    [InlineData("第1条　職員（臨時職員を除く。）は守る。", "第1条　職員は守る。", "「（臨時職員を除く。）」を削る")]
    public void A_bracket_is_quoted_whole(string old, string now, string expected)
    {
        var written = Written(old, now);
        Assert.Contains(expected, written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("第1条　第6条又は第7条による。", "第1条　第7条による。", "「第6条又は第7条」を「第7条」に改める。")]
    [InlineData("第1条　第6条又は第7条第2項による。", "第1条　第7条第2項による。", "「第6条又は第7条第2項」を「第7条第2項」に改める。")]
    [InlineData("第1条　第3条、第5条及び第7条による。", "第1条　第3条及び第7条による。", "「第3条、第5条」を「第3条」に改める。")]
    [InlineData("第1条　第3条第1項及び第5条による。", "第1条　第3条第1項による。", "「第3条第1項及び第5条」を「第3条第1項」に改める。")]
    [InlineData("第1条　6、7及び8に規定する。", "第1条　7、8及び9に規定する。", "「6、7及び8」を「7、8及び9」に改める。")]
    [InlineData("第1条　6、7及び8に規定する。", "第1条　6及び7に規定する。", "「6、7及び8」を「6及び7」に改める。")]
    [InlineData("第1条　第6条及び第7条による。", "第1条　第7条及び第8条による。", "「第6条及び第7条」を「第7条及び第8条」に改める。")]
    [InlineData("第1条　文書又は図画を保存する。", "第1条　図画を保存する。", "「文書又は図画」を「図画」に改める。")]
    // what only comes, and 、 behind an adverb, are told as they were
    [InlineData("第1条　第6条による。", "第1条　第6条又は第7条による。", "「第6条」の次に「又は第7条」を加える。")]
    [InlineData("第1条　毎年度、予算を定める。", "第1条　予算を定める。", "「毎年度、」を削る。")]
    public void Of_a_list_the_words_themselves_are_quoted_and_what_is_left_reads(string old, string now, string expected) =>
        Assert.Contains(expected, Written(old, now), StringComparison.Ordinal);

    [Theory]
    [InlineData("第1条　受付は8:30からとする。", "第1条　受付は8:45からとする。", "「8:30」を「8:45」に")]
    [InlineData("第1条　受付は8時30分からとする。", "第1条　受付は8時45分からとする。", "「8時30分」を「8時45分」に")]
    [InlineData("第1条　2027-10-01に始める。", "第1条　2027-10-15に始める。", "「2027-10-01」を「2027-10-15」に")]
    [InlineData("第1条　費用は3万円とする。", "第1条　費用は5万円とする。", "「3万円」を「5万円」に")]
    public void A_time_a_day_and_an_amount_are_quoted_whole(string old, string now, string expected) =>
        Assert.Contains(expected, Written(old, now), StringComparison.Ordinal);

    [Fact]
    public void No_end_of_a_quotation_is_a_tab()
    {
        var written = Written("第1条　定める。\n別表\n区分\t責任者\n甲\t課長\n", "第1条　定める。\n別表\n区分\t責任者\t補助者\n甲\t課長\t係長\n");
        Assert.DoesNotContain("「\t", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\t」", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("「甲」を「乙」に、「乙」を「甲」に改める。", "第1条　乙は、甲に届ける。")]
    [InlineData("「甲は」を「乙は」に改め、「乙に」を「甲に」に改める。", null)]
    public void Words_that_change_places_at_once_are_those_of_the_text(string clauses, string? expected)
    {
        var amended = Applied("第1条　甲は、乙に届ける。", "第1条中" + clauses);
        if (expected is not null)
            Assert.Equal(expected, ProvisionText.Write(amended.Tree).Split('\n').First(line => line.StartsWith('第')));
        else
            Assert.Empty(amended.Refusals);
    }

    [Theory]
    // 乙 was in the text, and what stands there now is what the sentence itself has put.
    [InlineData("第1条　甲は、乙に届ける。", "第1条中「乙」を「丙」に改め、同条中「甲」を「乙」に改め、同条中「乙」を「丁」に改める。")]
    [InlineData("第1条　毎年度点検する。毎月報告する。", "第1条中「毎月」を削り、同条中「毎年度」を「毎月」に改め、同条中「毎月点検」を「毎週点検」に改める。")]
    public void Words_that_the_sentence_has_put_there_are_not_changed_again_though_the_text_had_such_words(string text, string sentence)
    {
        var amended = Applied(text, sentence);
        Assert.Equal("instrument.words-just-written", Assert.Single(amended.Refusals).Error.Code);
    }

    [Fact]
    public void Words_beside_those_that_the_sentence_has_put_there_are_changed() =>
        Assert.Empty(Applied("第1条　第3条及び第5条による。", "第1条中「第3条」を「第4条」に改め、同条中「及び第5条」を「及び第6条」に改める。").Refusals);

    [Theory]
    [InlineData("第1条　点検する。この場合において、記録を残さなければならない。", "第1条　点検する。ただし、休日は、この限りでない。", "第1条後段を削り、同条に次のただし書を加える。")]
    [InlineData("第1条　点検する。ただし、休日は、この限りでない。", "第1条　点検する。この場合において、記録を残さなければならない。", "第1条ただし書を削り、同条に後段として次のように加える。")]
    [InlineData("第1条　次のとおりとする。\n(1)　甲\n(2)　乙\n(3)　丙\n(4)　丁", "第1条　次のとおりとする。\n(1)　甲\n(2)　乙", "第1条第3号及び第4号を削る。")]
    [InlineData("第1条　次のとおりとする。ただし、休日を除く。\n(1)　甲\n(2)　乙\n(3)　丙\n(4)　丁", "第1条　次のとおりとする。\n(1)　甲\n(2)　乙", "第1条中ただし書を削り、第3号及び第4号を削る。")]
    public void A_part_that_goes_and_another_that_comes_are_told_by_their_names_and_what_goes_together_in_one_clause(string old, string now, string expected) =>
        Assert.Contains(expected, Written(old, now), StringComparison.Ordinal);

    [Fact]
    public void Signs_that_go_are_told_with_their_place_once()
    {
        const string Text = "○基準\n第2　対策\n1　管理\n(1)　体制を置く。\n(2)　台帳を備える。ただし、紙は除く。\nア　端末\nイ　媒体\nウ　回線\n(3)　点検する。\n";
        var (before, after) = (ProvisionText.Read(Text).Tree, ProvisionText.Read(Text.Replace("ただし、紙は除く。\nア　端末\nイ　媒体\nウ　回線\n", "\n", StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(before, after);
        Assert.Equal(after, AmendingText.Apply(before, written).Tree);
        Assert.Contains("中ただし書を削り、ア、イ及びウを削る。", written, StringComparison.Ordinal);
    }

    private static AmendedText Applied(string text, string sentence) => AmendingText.Apply(ProvisionText.Read("○規程\n" + text + "\n").Tree, $"　規程の一部を次のように改正する。\n　{sentence}\n");

    private static string Written(string old, string now)
    {
        var (before, after) = (ProvisionText.Read("○規程\n" + old + "\n").Tree, ProvisionText.Read("○規程\n" + now + "\n").Tree);
        var written = AmendingText.Between(before, after);
        Assert.Equal(after, AmendingText.Apply(before, written).Tree);
        return written;
    }
}
