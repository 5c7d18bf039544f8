using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>One line 第2条及び第3条　削除 that stands for several: it is filled again, shrinks, grows and goes.</summary>
public sealed class RangesTests
{
    private const string Head = "文書規程\n平成20年3月1日規程第1号\n（甲）\n第1条　甲とする。\n";
    private const string Four = "（丙）\n第4条　丙の検査とする。\n";
    private const string Five = "（丁）\n第5条　丁の記録とする。\n";

    [Theory]
    [InlineData("第2条及び第3条　削除\n" + Four, "（乙）\n第2条　乙の報告とする。\n第3条　削除\n" + Four, "　第2条及び第3条を次のように改める。\n　（乙）\n第2条　乙の報告とする。\n第3条　削除")]
    [InlineData("第2条及び第3条　削除\n" + Four, "（乙）\n第2条　乙の報告とする。\n（己）\n第3条　己の点検とする。\n" + Four, "　第2条及び第3条を次のように改める。\n　（乙）\n第2条　乙の報告とする。\n　（己）\n第3条　己の点検とする。")]
    [InlineData("第2条から第4条まで　削除\n" + Five, "第2条　削除\n（乙）\n第3条　乙の報告とする。\n第4条　削除\n" + Five, "　第2条から第4条までを次のように改める。\n第2条　削除\n　（乙）\n第3条　乙の報告とする。\n第4条　削除")]
    [InlineData("第2条から第4条まで　削除\n" + Five, "第2条及び第3条　削除\n（乙）\n第4条　乙の報告とする。\n" + Five, "　第2条から第4条までを次のように改める。\n第2条及び第3条　削除\n　（乙）\n第4条　乙の報告とする。")]
    [InlineData("第2条及び第3条　削除\n" + Four + Five, "第2条から第4条まで　削除\n" + Five, "　第2条から第4条までを次のように改める。\n第2条から第4条まで　削除")]
    [InlineData("第2条及び第3条　削除\n" + Four, "（丙）\n第2条　丙の検査とする。\n", "　第2条及び第3条を削り、第4条を第2条とする。")]
    [InlineData("第2条及び第3条　削除\n" + Four + Five, "（丙）\n第2条　丙の検査とする。\n（丁）\n第3条　丁の記録とする。\n", "　第2条及び第3条を削り、第4条を第2条とし、第5条を第3条とする。")]
    public void It_is_amended_by_its_name_and_back_to_the_letter(string was, string becomes, string sentences)
    {
        var old = ProvisionText.Read(Head + was).Tree;
        var written = AmendingText.Between(old, ProvisionText.Read(Head + becomes).Tree);
        Assert.Equal(sentences, string.Join('\n', written.TrimEnd('\n').Split('\n').Skip(2)));
        var applied = AmendingText.Apply(old, written);
        Assert.True(applied.Succeeded, written);
        Assert.Equal(Head + becomes, KeptSpelling.Write(applied.Tree, Head + was));
    }

    [Fact]
    public void A_number_that_only_the_range_has_is_no_place() =>
        Assert.Equal(InstrumentErrors.PlaceIsMissing, Assert.Single(AmendingText.Apply(ProvisionText.Read(Head + "第2条及び第3条　削除\n" + Four).Tree, "文書規程の一部を次のように改正する。\n第2条中「削」を「除」に改める。").Refusals).Error);
}
