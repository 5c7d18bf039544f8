using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Amendments.Rebasing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>改正の記載: the line above the body and the 附則 that an amendment leaves in the text.</summary>
public sealed class AmendmentEntryTests
{
    private static readonly DateOnly Day = new(2027, 3, 1);
    private static readonly AmendingInstrument Instrument = AmendingText.Read("　規程の一部を次のように改正する。\n　第1条中「甲」を「乙」に改める。\n\n　　附　則\n　（施行期日）\n１　この規程は、令和９年４月１日から施行する。\n　（経過措置）\n２　この規程の施行の際現に交付されている証は、改正後の証とみなす。\n");

    [Theory]
    [InlineData("平成28年11月28日\n制定\n改正 令和3年12月1日\n令和4年9月29日\n", "令和4年9月29日\n令和9年3月1日\n")]
    [InlineData("平成28年11月28日制定\n", "平成28年11月28日制定\n改正　令和9年3月1日規程第3号\n")]
    [InlineData("平成28年11月28日　規程第1号\n", "平成28年11月28日　規程第1号\n改正　令和9年3月1日　規程第3号\n")]
    [InlineData("制定　平成28年11月28日規程第1号\n改正　平成30年4月1日規程第2号\n", "改正　平成30年4月1日規程第2号\n改正　令和9年3月1日規程第3号\n")]
    [InlineData("平成２８年１１月２８日制定\n平成３０年４月１日改正\n", "平成３０年４月１日改正\n令和９年３月１日改正\n")]
    [InlineData("平成二十八年十一月二十八日制定\n一部改正　平成三十年四月一日\n", "一部改正　令和九年三月一日\n")]
    [InlineData("", "改正　令和9年3月1日規程第3号\n")]
    public void The_line_is_written_as_the_text_writes_those_it_has(string above, string expected)
    {
        var tree = ProvisionText.Read($"○規程\n{above}\n（目的）\n第1条　乙を定める。\n\n附　則\nこの規程は、公布の日から施行する。\n\n別表（第1条関係）\n名称　額\n甲　1円\n").Tree;
        var made = new AmendmentEntry(Day, "規程第3号").AddTo(tree, Instrument).Value;
        Assert.Contains(expected, string.Concat(made.Preamble.Select(line => line + "\n")), StringComparison.Ordinal);
        Assert.Equal(tree.Preamble.Length + 1, made.Preamble.Length);
        Assert.Equal(["第1条", "附則", "附則", "別表"], made.Provisions.Select(one => one.Label));
        var meaning = ProvisionMeaning.Of(made);
        Assert.Equal(Day, meaning.History.Amendments[^1].Date);
        Assert.Contains(meaning.Effective, one => one.Date?.Date == new DateOnly(2027, 4, 1));
        Assert.Equal(2, made.Provisions[2].Children.Length);
    }

    [Fact]
    public void A_supplement_that_cannot_stand_in_the_text_is_refused()
    {
        var tree = ProvisionText.Read("○規程\n第1条　乙を定める。\n").Tree;
        Assert.Equal(InstrumentErrors.SupplementUnreadable, new AmendmentEntry(Day).AddTo(tree, Instrument with { Supplementary = "附則\nこの規程は、公布の日から施行する。\n別表第9\n名称　額" }).Error);
    }

    [Fact]
    public void Between_editions_the_line_and_the_supplement_of_the_later_one_are_the_instruments_own()
    {
        var old = ProvisionText.Read("○規程\n平成27年3月1日規程第6号\n第1条　甲を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n").Tree;
        var @new = ProvisionText.Read("○規程\n平成27年3月1日規程第6号\n改正　令和8年3月1日規程第2号\n第1条　乙を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n附則（令和8年3月1日規程第2号）\n（施行期日）\n1　この規程は、令和8年4月1日から施行する。\n（経過措置）\n2　なお従前の例による。\n").Tree;
        var written = AmendingText.BetweenEditions(old, @new);
        Assert.Equal("○規程の一部を改正する規程\n　規程（平成27年規程第6号）の一部を次のように改正する。\n　第1条中「甲」を「乙」に改める。\n\n　　附　則\n（施行期日）\n1　この規程は、令和8年4月1日から施行する。\n（経過措置）\n2　なお従前の例による。\n", written);
        Assert.Equal(@new, new AmendmentEntry(new(2026, 3, 1), "規程第2号").AddTo(AmendingText.Apply(old, written).Tree, AmendingText.Read(written)).Value);
        // Without such a 附則 the day is given.
        Assert.EndsWith("　この規程は、令和8年4月1日から施行する。\n", AmendingText.BetweenEditions(old, @new with { Provisions = @new.Provisions[..2] }, InstrumentUsage.Municipal with { Effective = new DateOnly(2026, 4, 1) }), StringComparison.Ordinal);
    }

    private const string Kept = "○規程\n平成27年3月1日規程第6号\n第1条　甲を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n";

    private static Result<ProvisionTree> Entered(string old, ProvisionTree draft, DateOnly day, DateOnly effective) =>
        new AmendmentEntry(day).EnterInto(ProvisionText.Read(old).Tree, draft, effective, $"　　附　則\n　この規程は、{EraDateText.InEra(effective)}から施行する。");

    [Fact]
    public void A_draft_gets_the_line_and_the_supplement_once_and_with_the_days_that_hold()
    {
        var draft = ProvisionText.Read(Kept.Replace("甲", "乙", StringComparison.Ordinal)).Tree;
        var (day, effective) = (new DateOnly(2027, 3, 1), new DateOnly(2027, 4, 1));
        var first = Entered(Kept, draft, day, effective).Value;
        Assert.EndsWith("附則（令和9年3月1日）\nこの規程は、令和9年4月1日から施行する。\n", ProvisionText.Write(first), StringComparison.Ordinal);
        Assert.Contains("改正　令和9年3月1日", first.Preamble);
        Assert.Equal(first, Entered(Kept, first, day, effective).Value);
        var later = Entered(Kept, first, new(2027, 3, 20), new(2027, 5, 1)).Value;
        Assert.Equal((first.Preamble.Length, first.Provisions.Length), (later.Preamble.Length, later.Provisions.Length));
        Assert.Contains("令和9年5月1日", later.Provisions[^1].Text, StringComparison.Ordinal);
        Assert.Contains("改正　令和9年3月20日", later.Preamble);
    }

    /// <summary>Another amendment of one day, a 附則 that goes, two that come: entering twice never enters twice.</summary>
    [Theory]
    [InlineData("○規程\n平成27年3月1日規程第6号\n改正　令和9年3月1日\n第1条　甲を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n附則（令和9年3月1日）\nこの規程は、令和9年3月10日から施行する。\n", "甲", "乙")]
    [InlineData("○規程\n平成27年3月1日規程第6号\n第1条　甲を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n附則（平成30年3月1日）\nこの規程は、平成30年4月1日から施行する。\n", "附則（平成30年3月1日）\nこの規程は、平成30年4月1日から施行する。\n", "")]
    [InlineData(Kept, "附則\n", "附則\nこの規程は、公布の日から施行する。\n附則\n")]
    public void Entered_again_it_changes_nothing(string old, string words, string becomes)
    {
        var first = Entered(old, ProvisionText.Read(old.Replace(words, becomes, StringComparison.Ordinal)).Tree, new(2027, 3, 1), new(2027, 4, 1)).Value;
        Assert.Equal(first, Entered(old, first, new(2027, 3, 1), new(2027, 4, 1)).Value);
        Assert.Equal(2, Entered(old, first, new(2027, 3, 1), new(2027, 4, 1)).Value.Preamble.Count(line => line.Contains("令和9年3月1日", StringComparison.Ordinal)) + (old.Contains("改正　令和9年3月1日", StringComparison.Ordinal) ? 0 : 1));
    }

    [Theory]
    [InlineData("改正　令和9年3月1日規程第5号\n", "附則（令和9年3月1日規程第5号）\nこの規程は、令和9年4月1日から施行する。\n")]
    [InlineData("改正　令和9年3月1日規程第5号\n", "附則（令和9年3月1日）\nこの規程は、公布の日から施行する。\n")]
    [InlineData("改正　令和9年3月1日規程第5号\n", "附則（令和9年3月1日）\n1　この規程は、令和9年4月1日から施行する。\n2　なお従前の例による。\n")]
    public void What_the_drafter_wrote_stays_as_it_was_written(string line, string supplement)
    {
        var draft = ProvisionText.Read(Kept.Replace("第1条　甲", line + "第1条　乙", StringComparison.Ordinal) + supplement).Tree;
        Assert.Equal(draft, Entered(Kept, draft, new(2027, 3, 1), new(2027, 4, 1)).Value);
    }

    [Fact]
    public void A_line_that_the_drafter_corrected_stays_corrected_beside_the_new_one()
    {
        var draft = ProvisionText.Read(Kept.Replace("規程第6号", "規程第7号", StringComparison.Ordinal)).Tree;
        Assert.Equal(["平成27年3月1日規程第7号", "改正　令和9年3月1日"], Entered(Kept, draft, new(2027, 3, 1), new(2027, 4, 1)).Value.Preamble);
    }

    [Fact]
    public void A_later_part_of_an_instrument_comes_without_a_record_of_its_own()
    {
        const string Old = "○規程\n平成27年3月1日規程第6号\n改正　令和9年3月1日\n第1条　甲を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n附則（令和9年3月1日）\nこの規程は、令和9年4月1日から施行する。ただし、第1条の改正規定は、同年10月1日から施行する。\n";
        var draft = ProvisionText.Read(Old.Replace("甲", "乙", StringComparison.Ordinal)).Tree;
        Assert.Equal(draft, Entered(Old, draft, new(2027, 3, 1), new(2027, 10, 1)).Value);
    }

    [Fact]
    public void Another_amendment_of_the_same_days_has_a_record_of_its_own()
    {
        const string Old = "○規程\n平成27年3月1日規程第6号\n改正　令和9年3月1日\n第1条　甲を定める。\n附則\nこの規程は、平成27年4月1日から施行する。\n附則（令和9年3月1日）\nこの規程は、令和9年4月1日から施行する。\n";
        var made = Entered(Old, ProvisionText.Read(Old.Replace("甲", "乙", StringComparison.Ordinal)).Tree, new(2027, 3, 1), new(2027, 4, 1)).Value;
        Assert.Equal(["平成27年3月1日規程第6号", "改正　令和9年3月1日", "改正　令和9年3月1日"], made.Preamble);
        Assert.Equal(3, made.Provisions.Count(one => one.Kind == ProvisionKind.SupplementaryProvision));
        var written = AmendingText.BetweenEditions(ProvisionText.Read(Old).Tree, made);
        Assert.Equal("○規程の一部を改正する規程\n　規程（平成27年規程第6号）の一部を次のように改正する。\n　第1条中「甲」を「乙」に改める。\n\n　　附　則\nこの規程は、令和9年4月1日から施行する。\n", written);
    }

    [Theory]
    [InlineData("○方針\n1　目的\n守る。\n", true)]
    [InlineData("○方針\n1　目的\n守る。\n附則\nこの方針は、令和5年4月1日から施行する。\n", false)]
    public void A_text_gets_nothing_of_what_it_does_not_keep(string text, bool isSame)
    {
        var draft = ProvisionText.Read(text.Replace("守る", "護る", StringComparison.Ordinal)).Tree;
        var entered = Entered(text, draft, new(2027, 3, 1), new(2027, 4, 1)).Value;
        Assert.Equal((isSame, 0), (entered.Equals(draft), entered.Preamble.Length));
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("改正　令和9年3月1日\n", "附則（令和9年3月1日）\nこの規程は、令和9年4月1日から施行する。\n", false)]
    [InlineData("改正　令和9年3月1日\n", "附則\nこの規程は、公布の日から施行する。\n", false)]
    [InlineData("改正　令和9年3月1日\n", "附則\nこの規程は、令和9年4月1日から施行する。ただし、第1条の改正規定は、同年10月1日から施行する。\n", false)]
    [InlineData("改正　令和9年3月2日\n", "", true)]
    [InlineData("", "附則\nこの規程は、令和9年5月1日から施行する。\n", true)]
    public void Days_that_the_text_tells_of_the_amendment_and_that_are_not_its_own_are_found(string line, string supplement, bool expected)
    {
        var merged = ProvisionText.Read(Kept.Replace("第6号\n", "第6号\n" + line, StringComparison.Ordinal).Replace("甲を", "乙を", StringComparison.Ordinal) + supplement).Tree;
        Assert.Equal(expected, AmendmentEntry.Contradicts(ProvisionText.Read(Kept).Tree, merged, [Day], new(2027, 4, 1)));
    }

    [Theory]
    [InlineData("この基本方針は、組合の情報資産を守ることを目的とする。", "この基本方針は、")]
    [InlineData("この方針は、この基本方針と同じでない。", "この方針は、")]
    [InlineData("この場合は、別に定める。", "この方針は、")]
    public void The_supplement_calls_the_text_what_it_calls_itself(string words, string expected)
    {
        var old = ProvisionText.Read($"情報セキュリティ基本方針\n第1条　{words}\n第2条　甲を定める。\n").Tree;
        var draft = ProvisionText.Read($"情報セキュリティ基本方針\n第1条　{words}\n第2条　乙を定める。\n").Tree;
        Assert.Contains($"　{expected}令和9年4月1日から施行する。", AmendingText.Between(old, draft, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 4, 1) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_part_of_an_instrument_gets_no_supplement_that_no_text_has()
    {
        var first = ProvisionText.Read(Kept + "附則\nこの規程は、令和9年4月1日から施行する。ただし、第1条の改正規定は、令和9年10月1日から施行する。\n").Tree;
        var second = ProvisionText.Read(ProvisionText.Write(first).Replace("甲を", "乙を", StringComparison.Ordinal)).Tree;
        Assert.DoesNotContain("附", AmendingText.BetweenEditions(first, second, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 10, 1) }), StringComparison.Ordinal);
        Assert.Contains("令和9年11月1日から施行する。", AmendingText.BetweenEditions(first, second, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 11, 1) }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_instrument_of_what_was_carried_over_has_its_own_supplement_alone_wherever_that_stands()
    {
        const string Text = "○情報規程\n（令和8年規程第4号）\n第1条　端末を守る。\n第2条　記録を残す。\n附　則\nこの規程は、令和8年4月1日から施行する。\n";
        var ids = A.Ids();
        var first = Lineage.Begin(ProvisionText.Read(Text).Tree, ids);
        ProvisionTree Drafted(string words, string by, DateOnly made, DateOnly effective)
        {
            var draft = Lineage.Carry(first, ProvisionText.Read(Text.Replace(words, by, StringComparison.Ordinal)).Tree, ids);
            var own = AmendingText.Read(AmendingText.Between(first, draft, InstrumentUsage.Municipal with { Effective = effective })).Supplementary;
            return Lineage.Carry(draft, new AmendmentEntry(made).EnterInto(first, draft, effective, own).Value, ids);
        }

        // What was made first is in force later.
        var (waiting, urgent) = (Drafted("端末", "媒体", new(2026, 11, 1), new(2027, 4, 1)), Drafted("残す", "備える", new(2026, 11, 30), new(2026, 12, 5)));
        var carried = DraftRebase.Onto(first, waiting, urgent).Tree;
        Assert.Equal(["附則", "附則（令和8年11月1日）", "附則（令和8年11月30日）"], ProvisionText.Write(carried).Split('\n').Where(line => line.StartsWith("附則", StringComparison.Ordinal)));
        var written = AmendingText.BetweenEditions(urgent, carried);
        Assert.Equal("この規程は、令和9年4月1日から施行する。", AmendingText.Read(written).Supplementary.Split('\n')[^1].Trim('　'));
        Assert.Equal("第1条中「端末」を「媒体」に改める。", Assert.Single(written.Split('\n'), line => line.Contains('「', StringComparison.Ordinal)).Trim('　'));
    }
}
