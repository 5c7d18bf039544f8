using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>A number that stands is taken, whatever lines bring it.</summary>
public sealed class TakenNumbersTests
{
    private const string Rules = """
        ○規程
        第1章　総則
        （目的）
        第1条　目的を定める。
        （事務）
        第2条　課は、次の事務を行う。
        (1)　受付
        (2)　配布
        (3)　保管
        2　課長は、事務を統括する。
        3　係長は、課長を補佐する。
        第2章　管理
        （管理）
        第3条　文書を管理する。
        （廃棄）
        第4条　文書を廃棄する。
        第3章　雑則
        （委任）
        第5条　別に定める。
        附　則
        この規程は、平成31年4月1日から施行する。
        別表第1
        区分	期間
        紙	15年
        別表第2
        区分	費用
        紙	無料

        """;

    [Theory]
    [InlineData("第2条第2項を次のように改める。\n2　甲とする。\n3　乙とする。")]
    [InlineData("第2条第1項第2号を次のように改める。\n(2)　甲\n(3)　乙")]
    [InlineData("第4条を次のように改める。\n（甲）\n第4条　甲とする。\n（乙）\n第5条　乙とする。")]
    [InlineData("第2章に次の1条を加える。\n（公表）\n第5条　公表する。")]
    [InlineData("第2章の次に次の1章を加える。\n第2章の2　公表\n（公表）\n第5条　公表する。")]
    [InlineData("第2章を次のように改める。\n第2章　管理\n（管理）\n第3条　管理する。\n（公表）\n第5条　公表する。")]
    [InlineData("別表第1を次のように改める。\n別表第1\n区分	期間\n紙	3年\n別表第2\n区分	期間\n紙	5年")]
    [InlineData("第3条及び第4条を次のように改める。\n（甲）\n第3条　甲とする。\n（乙）\n第5条　乙とする。")]
    public void What_brings_a_number_that_stands_elsewhere_is_refused_with_its_line_and_changes_nothing(string sentences)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var amended = AmendingText.Apply(old, $"規程の一部を次のように改正する。\n第1条中「目的」を「趣旨」に改める。\n{sentences}");
        var refusal = Assert.Single(amended.Refusals);
        Assert.Equal(3, refusal.Line);
        Assert.Contains(refusal.Error, new[] { InstrumentErrors.NumberTaken, InstrumentErrors.BlockUnreadable });
        Assert.Equal(old, amended.Tree);
    }

    [Theory]
    [InlineData("第5条を第6条とし、第4条を次のように改める。\n（甲）\n第4条　甲とする。\n（乙）\n第5条　乙とする。", "第5条　乙とする。\n第3章　雑則\n（委任）\n第6条　別に定める。")]
    [InlineData("第3章を削り、第2章を次のように改める。\n第2章　管理\n（管理）\n第3条　管理する。\n（公表）\n第5条　公表する。", "第3条　管理する。\n（公表）\n第5条　公表する。")]
    public void A_number_that_has_become_free_is_taken(string sentences, string becomes)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, $"規程の一部を次のように改正する。\n{sentences}");
        Assert.True(amended.Succeeded, string.Join(" ", amended.Refusals));
        Assert.Contains(becomes.Replace("\n", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal), ProvisionText.Write(amended.Tree).Replace("\n", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
