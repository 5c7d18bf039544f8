using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Words that are found, and are not those that are meant: a part of a number, or what the same sentence has written itself.</summary>
public sealed class MisplacedWordsTests
{
    private const string Rules = """
        ○規程
        （目的）
        第1条　目的を定める。
        （監査）
        第2条　委員会は、毎年度11回、監査を実施する。
        2　監査の結果は、30日以内に市長に報告する。
        （罰則）
        第3条　第14条の規定に違反した職員は、1回に限り、１２箇月の間、1,000円を納める。
        2　三十人以上の組織は、第十四条の組織の一部とし、第三者を置く。
        3　率は、1.5倍とする。
        4　4条の規定及び第24条の規定は、適用しない。
        （委任）
        第4条　別に定める。
        附　則
        この規程は、平成31年4月1日から施行する。
        別表
        区分	期間	費用
        紙	15年	毎月
        記録	5年	毎年

        """;

    [Theory]
    [InlineData("第2条第1項中「1回」を「2回」に改める。", "1回", "11回")]
    [InlineData("第2条第1項中「1回」の次に「以上」を加える。", "1回", "11回")]
    [InlineData("第2条第1項中「毎年度1」を「毎年度2」に改める。", "毎年度1", "毎年度11回")]
    [InlineData("第2条第2項中「0日」を削る。", "0日", "30日")]
    [InlineData("第3条第1項中「4条」を「5条」に改める。", "4条", "第14条")]
    [InlineData("第3条第1項中「2箇月」を「3箇月」に改める。", "2箇月", "１２箇月")]
    [InlineData("第3条第1項中「000円」を「500円」に改める。", "000円", "1,000円")]
    [InlineData("第3条第2項中「四条」を「五条」に改める。", "四条", "第十四条")]
    [InlineData("第3条第2項中「十人」を「九人」に改める。", "十人", "三十人以上")]
    [InlineData("第3条第3項中「5倍」を「6倍」に改める。", "5倍", "1.5倍")]
    [InlineData("附則中「1年」を「2年」に改める。", "1年", "平成31年4月1日")]
    [InlineData("本則中「30」を「40」に、「1回」を「2回」に改める。", "1回", "11回")]
    [InlineData("別表紙の項中「5年」を「6年」に改める。", "5年", "15年")]
    public void What_is_only_a_part_of_a_number_is_not_hit_and_what_stands_there_is_told(string sentence, string words, string stands) =>
        Assert.Equal(InstrumentErrors.WordsInNumber(words, stands), Refused(sentence));

    [Theory]
    [InlineData("第3条第1項中「1」を「2」に改める。", "「第14条」と「1」と「1,000円」")]
    [InlineData("第3条第4項中「4条」を「5条」に改める。", "「4条」と「第24条」")]
    [InlineData("別表中「5年」を「6年」に改める。", "「15年」と「5年」")]
    public void What_stands_there_alone_and_in_a_number_is_there_twice(string sentence, string stands)
    {
        var refusal = Refused(sentence);
        Assert.Equal(InstrumentErrors.WordsTwice.Code, refusal.Code);
        Assert.Contains(stands, refusal.Japanese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("第3条第2項中「一部」を「全部」に、「三者」を「二者」に改める。", "第十四条の組織の全部とし、第二者を置く")]
    [InlineData("第3条第1項中「1回」を「2回」に、「14」を「15」に改める。", "第15条の規定に違反した職員は、2回に")]
    [InlineData("第3条第3項中「率は、1.5」を「率は、2.5」に改める。", "率は、2.5倍")]
    [InlineData("別表記録の項中「5年」を「6年」に改める。", "記録\t6年")]
    public void Whole_numbers_and_numerals_that_are_letters_of_a_word_are_hit(string sentence, string expected) =>
        Assert.Contains(expected, ProvisionText.Write(Amended(sentence)), StringComparison.Ordinal);

    [Theory]
    [InlineData("毎年度11回", "毎年度12回", "「11回」を「12回」")]
    [InlineData("毎年度11回", "毎年度1回", "「11回」を「1回」")]
    [InlineData("第14条の規定", "第15条の規定", "「第14条」を「第15条」")]
    [InlineData("第十四条の", "第二十四条の", "「第十四条」を「第二十四条」")]
    [InlineData("三十人以上", "三十一人以上", "「三十人以上」を「三十一人以上」")]
    [InlineData("1,000円", "1,500円", "「1,000円」を「1,500円」")]
    [InlineData("1.5倍", "2.5倍", "「1.5倍」を「2.5倍」")]
    public void The_writer_quotes_whole_numbers(string was, string becomes, string expected)
    {
        var (old, now) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, now);
        Assert.Contains(expected, written, StringComparison.Ordinal);
        Assert.Equal(now, AmendingText.Apply(old, written).Tree);
    }

    [Fact]
    public void Whatever_becomes_of_numbers_no_number_is_cut_and_the_text_is_not_written_anew_as_a_whole()
    {
        string[] figures = ["1", "11", "111", "14", "41", "1,000", "1.1", "一", "十一", "十", "百十", "１１", "１"], units = ["条", "回", "年", "部", "円", "", "の規定"];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            string Figure() => (random.Next(2) == 0 ? "第" : "") + figures[random.Next(figures.Length)] + units[random.Next(units.Length)];
            string Words() => string.Join("並びに", Enumerable.Range(0, random.Next(2, 6)).Select(_ => Figure()));
            string Text() => $"○規程\n第1条　職員は、{Words()}を定め、{Figure()}を守り、記録は{Figure()}とする。\n第2条　別に定める。\n";
            var (old, now) = (ProvisionText.Read(Text()).Tree, ProvisionText.Read(Text()).Tree);
            var written = AmendingText.Between(old, now);
            Assert.DoesNotContain("全部を次のように", written, StringComparison.Ordinal);
            Assert.Equal(now, AmendingText.Apply(old, written).Tree);
        }
    }

    public static TheoryData<string, DomainError> Drafted => new()
    {
        { "第4条中「別」を「別」に改める。", InstrumentErrors.ChangesNothing("別") },
        { "本則中「市長」を「市長」に改める。", InstrumentErrors.ChangesNothing("市長") },
        { "第2条第1項中「毎年度」を「毎月」に改め、同項中「毎月」を「毎週」に改める。", InstrumentErrors.WordsJustWritten("毎月") },
        { "第2条第1項中「監査」の次に「及び点検」を加え、同条中「及び点検」を削る。", InstrumentErrors.WordsJustWritten("及び点検") },
        { "別表記録の項中「5年」を「7年」に改め、同項中「7年」を「8年」に改める。", InstrumentErrors.WordsJustWritten("7年") },
        { "第2条の見出し中「監査」を「点検」に改め、同条の見出し中「点検」を「検査」に改める。", InstrumentErrors.WordsJustWritten("点検") },
        { "第4条の次に次の2条を加える。\n第5条　定める。", InstrumentErrors.CountDiffers("条", 2, 1) },
        { "第4条の次に次の一条を加える。\n第5条　定める。\n第6条　定める。", InstrumentErrors.CountDiffers("条", 1, 2) },
        { "第2条に次の１項を加える。\n3　定める。\n4　定める。", InstrumentErrors.CountDiffers("項", 1, 2) },
        { "第4条に次の3号を加える。\n(1)　甲\n(2)　乙", InstrumentErrors.CountDiffers("号", 3, 2) },
        { "第4条の次に次の2章を加える。\n第1章　雑則\n第5条　定める。", InstrumentErrors.CountDiffers("章", 2, 1) },
        { "別表に次の2項を加える。\n図面\t5年\t毎月", InstrumentErrors.CountDiffers("項", 2, 1) },
    };

    [Theory, MemberData(nameof(Drafted))]
    public void What_can_only_be_a_slip_of_the_pen_is_refused(string sentences, DomainError error) => Assert.Equal(error, Refused(sentences));

    [Theory]
    // what is changed at once, or was there before
    [InlineData("第2条第1項中「監査」を「報告」に改め、同条第2項中「報告」を「通知」に改める。", "11回、報告を実施する。\n2　監査の結果は、30日以内に市長に通知する。")]
    [InlineData("第2条第1項中「委員会」を「監査委員会」に改め、同項中「実施」を「実行」に改める。", "監査委員会は、毎年度11回、監査を実行する。")]
    [InlineData("第2条第1項を削り、同条第2項を同条第1項とし、同項中「市長」を「議長」に改め、同項中「30日」を「40日」に改める。", "第2条　監査の結果は、40日以内に議長に報告する。")]
    [InlineData("第4条の次に次の3条を加える。\n第5条から第7条まで　削除", "第5条から第7条まで　削除")]
    [InlineData("別表に次の1項を加える。\n図面\t5年\t毎月", "図面\t5年\t毎月\n")]
    public void What_is_meant_is_not_taken_for_a_slip(string sentences, string expected) => Assert.Contains(expected, ProvisionText.Write(Amended(sentences)), StringComparison.Ordinal);

    [Theory]
    [InlineData("第2条に見出しとして「（点検）」を付する。", "第2条には、見出し「（監査）」がすでにあります。", "「第2条の見出しを「（点検）」に改める。」")]
    [InlineData("第2条の前に見出しとして「（監査等）」を付し、同条の見出し及び第3条の見出しを削る。", "第2条には、見出し「（監査）」がすでにあります。", "「第2条の見出しを削り、同条の前に見出しとして「（監査等）」を付し、」")]
    [InlineData("第4条の見出しを削り、第3条に見出しとして「（罰）」を付する。", "第3条には、見出し「（罰則）」がすでにあります。", "「第3条の見出しを「（罰）」に改める。」")]
    [InlineData("第2条の見出しを削り、第2条の見出しを「（点検）」に改める。", "第2条には、見出しがありません。", "「第2条に見出しとして「（点検）」を付する。」")]
    public void A_caption_that_is_there_or_is_not_there_is_told_with_what_to_write(string sentence, string what, string instead)
    {
        var refusal = Refused(sentence);
        Assert.Contains(what, refusal.Japanese, StringComparison.Ordinal);
        Assert.Contains(instead, refusal.Japanese, StringComparison.Ordinal);
        Assert.Contains(instead, refusal.English, StringComparison.Ordinal);
    }

    private static AmendedText Apply(string sentences) => AmendingText.Apply(ProvisionText.Read(Rules).Tree, $"　規程の一部を次のように改正する。\n　{sentences}\n");

    private static DomainError Refused(string sentences)
    {
        var refusal = Apply(sentences).Refusals[0];
        Assert.Equal(2, refusal.Line);
        return refusal.Error;
    }

    private static ProvisionTree Amended(string sentences)
    {
        var amended = Apply(sentences);
        Assert.Empty(amended.Refusals);
        return amended.Tree;
    }
}
