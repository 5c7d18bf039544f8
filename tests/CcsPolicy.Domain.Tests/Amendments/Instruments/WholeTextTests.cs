using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>廃止 and 全部改正: instruments that are about a text as a whole.</summary>
public sealed class WholeTextTests
{
    private static readonly ProvisionTree Old = ProvisionText.Read("○鍵管理要領\n平成15年3月28日要領第3号\n第1条　鍵は、金庫に置く。\n附則\nこの要領は、平成15年4月1日から施行する。\n").Tree;

    [Fact]
    public void The_instrument_that_repeals_a_text_names_it_with_its_number_and_is_read_as_what_it_is()
    {
        var written = AmendingText.Repealing(Old, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 12, 1) });
        Assert.Equal("○鍵管理要領を廃止する要領\n　鍵管理要領（平成15年要領第3号）は、廃止する。\n\n　　附　則\n　この要領は、令和9年12月1日から施行する。\n", written);
        Assert.True(AmendingText.IsInstrument(written));
        var read = AmendingText.Read(written);
        Assert.Equal((true, false, "鍵管理要領"), (read.IsRepeal, read.IsFullRevision, read.Amends));
        Assert.Equal(new DateOnly(2027, 12, 1), InstrumentDates.Of(read).Value.Rest);
        // The text keeps its words, and no date is asked for its record.
        var taken = TakenInstrument.On(Old, [], written, null, null, IdSource.Random);
        Assert.True(taken.Succeeded);
        Assert.Equal(Old, taken.Tree);
    }

    [Fact]
    public void Its_supplement_speaks_of_the_instrument_and_not_of_the_text_that_goes()
    {
        var policy = ProvisionText.Read("○情報セキュリティ基本方針\n第1条　この基本方針は、目的を定める。\n").Tree;
        Assert.EndsWith("　この方針は、令和9年12月1日から施行する。\n", AmendingText.Repealing(policy, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 12, 1) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("鍵管理要領の全部を次のように改正する。\n第1条　鍵は、課長が持つ。", true)]
    [InlineData("○鍵管理要領\n令和9年3月1日要領第2号\n鍵管理要領（平成15年要領第3号）の全部を改正する。\n第1条　鍵は、課長が持つ。", true)]
    [InlineData("○金庫要領\n第1条　金庫は、課長が開ける。\n附則\n1　この要領は、令和9年4月1日から施行する。\n2　鍵管理要領は、廃止する。", false)]
    [InlineData("○金庫要領\n附則\n鍵管理要領は、廃止する。", false)]
    [InlineData("○整理に関する要領\n第1条　鍵管理要領は、廃止する。\n第2条　金庫要領は、廃止する。", false)]
    public void A_text_is_about_another_as_a_whole_when_it_begins_so(string text, bool isInstrument) => Assert.Equal(isInstrument, AmendingText.IsInstrument(text));
}
