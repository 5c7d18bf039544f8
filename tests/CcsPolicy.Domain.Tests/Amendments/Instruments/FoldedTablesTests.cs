using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>新旧対照表 that leaves out what is the same, around a new line that has no number: the place of the line is told, or the table is refused.</summary>
public sealed class FoldedTablesTests
{
    private const string Rules = """
        ○規程
        第1条　記録は、別表のとおりとする。
        （1）　甲
        記録を残す。
        報告を行う。
        点検を行う。
        （2）　乙
        別表（第1条関係）
        番号	種類	期間
        1	定款	永久
        2	議事	30年
        3	会計	10年
        4	軽易	1年
        備考　この表による。
        様式（第1条関係）
        報告書
        氏名

        """;

    [Theory]
    [InlineData("番号\t種類\t期間\n", "0\t序\t1年\n")]
    [InlineData("1\t定款\t永久\n", "1の2\t監査\t7年\n")]
    [InlineData("2\t議事\t30年\n", "2の2\t監査\t7年\n2の3\t契約\t5年\n")]
    [InlineData("4\t軽易\t1年\n", "5\t写し\t1年\n")]
    [InlineData("記録を残す。\n", "下請は、認めない。\n")]
    [InlineData("報告を行う。\n", "下請は、認めない。\n")]
    [InlineData("点検を行う。\n", "下請は、認めない。\n")]
    public void The_line_before_a_new_one_tells_its_place(string behind, string added)
    {
        var (old, @new) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace(behind, behind + added, StringComparison.Ordinal)).Tree);
        var table = AmendingText.TableBetween(old, @new);
        Assert.False(table.Table!.Usage.IsWhole);
        Assert.True(AmendingText.Makes(AmendingText.Apply(old, table.Text), @new));
    }

    [Fact]
    public void Nothing_else_is_shown_for_it()
    {
        var (old, @new) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace("3\t会計", "2の2\t監査\t7年\n3\t会計", StringComparison.Ordinal)).Tree);
        var rows = AmendingText.TableBetween(old, @new).Table!.Rows.Select(row => string.Concat(row.New!.Value.Select(run => run.Text)));
        Assert.Equal(["第1条　（略）", "別表　（略）", "番号\t種類\t期間", "（略）", "2\t議事\t30年", "2の2\t監査\t7年", "（略）", "様式　（略）"], rows);
    }

    [Theory]
    [InlineData("改正後\t改正前\n別表（第1条関係）\t別表（第1条関係）\n（略）\t（略）\n2の2⇥監査⇥7年\t（新設）\n（略）\t（略）\n様式　（略）\t様式　（略）")]
    [InlineData("改正後\t改正前\n（1）　（略）\t（1）　（略）\n下請は、認めない。\t（新設）\n（略）\t（略）\n（2）　（略）\t（2）　（略）")]
    public void A_new_line_between_two_parts_that_are_left_out_is_refused(string table)
    {
        var applied = AmendingText.Apply(ProvisionText.Read(Rules).Tree, table);
        Assert.Equal(["instrument.table-place-unclear"], applied.Refusals.Select(refusal => refusal.Error.Code));
    }

    [Fact]
    public void A_line_that_tells_the_place_and_stands_twice_is_refused()
    {
        var applied = AmendingText.Apply(ProvisionText.Read(Rules.Replace("点検を行う。", "記録を残す。", StringComparison.Ordinal)).Tree, "改正後\t改正前\n（1）　甲\t（1）　甲\n（略）\t（略）\n記録を残す。\t記録を残す。\n下請は、認めない。\t（新設）\n（略）\t（略）");
        Assert.Equal(["instrument.table-line-twice"], applied.Refusals.Select(refusal => refusal.Error.Code));
    }
}
