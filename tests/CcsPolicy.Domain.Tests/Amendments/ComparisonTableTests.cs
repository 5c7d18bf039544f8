using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using CcsPolicy.Domain.Tests.Amendments.Instruments;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class ComparisonTableTests
{
    private const string Old = """
        ○情報管理規程
        （目的）
        第1条　この規程は、情報資産の管理を定める。
        （義務）
        第2条　職員は、情報資産を守る。
        2　職員は、次の各号に掲げることをしない。
        (1)　情報資産の持出し
        (2)　情報資産の複製
        (3)　端末の改造
        3　前項の規定は、契約職員に準用する。
        （点検）
        第3条　所属長は、毎年度1回点検する。
        （報告）
        第4条　所属長は、結果を報告する。
        第5条　委員会は、これを公表する。
        附　則
        この規程は、令和6年4月1日から施行する。
        別表第1
        名称	保存
        台帳	5年
        記録	3年
        控え	1年

        """;

    private const string New = """
        ○情報管理規程
        （目的）
        第1条　この規程は、情報資産の管理を定める。
        （義務）
        第2条　職員は、情報資産を守る。
        2　職員は、次の各号に掲げることをしない。
        (1)　情報資産の持出し
        (2)　情報資産の複写
        (3)　端末の改造
        3　前項の規定は、契約職員に準用する。
        （教育）
        第3条　所属長は、毎年度職員を教育する。
        （点検）
        第4条　所属長は、毎年度1回点検する。
        第5条　委員会は、これを公表する。
        附　則
        この規程は、令和6年4月1日から施行する。
        別表第1
        名称	保存
        台帳	5年
        記録	7年
        控え	1年

        """;

    [Fact]
    public void What_changed_is_marked_on_both_sides_and_what_did_not_is_drawn_together() => Assert.Equal(
        """
        | 第1条　（略） | 第1条　（略）
        | （義務） | （義務）
          第2条　（略） | 第2条　（略）
          2　（略） | 2　（略）
          (1)　（略） | (1)　（略）
          (2)　情報資産の[複製] | (2)　情報資産の[複写]
          (3)　（略） | (3)　（略）
          3　（略） | 3　（略）
        | （新設） | [（教育）]
           | [第3条　所属長は、毎年度職員を教育する。]
        | （点検） | （点検）
          [第3条]　（略） | [第4条]　（略）
        | [（報告）] | （削る）
          [第4条　所属長は、結果を報告する。] | 
        | 第5条　（略） | 第5条　（略）
        | 附則　（略） | 附則　（略）
        | 別表第1 | 別表第1
          名称	保存 | 名称	保存
          （略） | （略）
          記録	[3年] | 記録	[7年]
          （略） | （略）

        """, Drawn(Table(Old, New)));

    [Fact]
    public void Of_rows_that_come_or_go_in_a_table_the_other_side_says_so_once()
    {
        Assert.EndsWith(
            """
            | 別表第1 | 別表第1
              名称	保存 | 名称	保存
              （略） | （略）
              記録	3年 | 記録	3年
              （新設） | [地図	永年]
               | [図面	10年]
              （略） | （略）

            """, Drawn(Table(Old, Old.Replace("控え", "地図\t永年\n図面\t10年\n控え", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.EndsWith("  [記録	3年] | （削る）\n  （略） | （略）\n", Drawn(Table(Old, Old.Replace("記録\t3年\n", "", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Provisions_of_one_name_that_did_not_change_are_named_once()
    {
        var two = Old.Replace("別表第1", "附　則\nこの規程は、令和7年4月1日から施行する。\n別表第1", StringComparison.Ordinal);
        Assert.Contains("| 附則　（略） | 附則　（略）\n", Drawn(Table(two, two.Replace("5年", "6年", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_shown_of_texts_that_are_alike() => Assert.Empty(Table(Old, Old).Rows);

    [Fact]
    public void The_whole_table_holds_both_texts_to_the_letter()
    {
        var moved = 0;
        for (var seed = 0u; seed < 1_000; seed++)
        {
            var rules = new RandomRules(seed);
            var old = rules.Tree();
            var @new = rules.Amended(old);
            var comparison = TreeComparison.Between(old, @new);
            var table = ComparisonTable.Of(comparison, ComparisonTableUsage.Usual with { IsWhole = true });
            Assert.Equal(Lines(@new), table.Rows.Where(row => HasText(row.New)).Select(row => Words(row.New)));
            // What moved stands where it is now, on both sides.
            if (comparison.Rows.Any(row => row.Change.HasFlag(ProvisionChange.Moved)))
                moved++;
            else
                Assert.Equal(Lines(old), table.Rows.Where(row => HasText(row.Old)).Select(row => Words(row.Old)));
        }
        Assert.InRange(moved, 1, 900);
    }

    [Fact]
    public void What_is_marked_is_what_changed()
    {
        for (var seed = 0u; seed < 500; seed++)
        {
            var rules = new RandomRules(seed);
            var old = rules.Tree();
            var table = ComparisonTable.Of(TreeComparison.Between(old, rules.Amended(old)), ComparisonTableUsage.Usual with { IsWhole = true });
            // Without what is marked both sides of a line say the same.
            Assert.All(table.Rows, row => Assert.True(!HasText(row.Old) || !HasText(row.New) || Kept(row.Old) == Kept(row.New), $"{seed}: {Kept(row.Old)} / {Kept(row.New)}"));
        }
    }

    private static ComparisonTable Table(string old, string @new) => ComparisonTable.Of(TreeComparison.Between(ProvisionText.Read(old).Tree, ProvisionText.Read(@new).Tree), ComparisonTableUsage.Usual);

    private static IEnumerable<string> Lines(ProvisionTree tree) => ProvisionWriter.WritePlain(tree).Split('\n').Where(line => line.Length > 0);

    private static bool HasText(IReadOnlyList<TableRun>? runs) => runs is not null && runs.Any(run => run.Kind != TableRunKind.Note && run.Text.Length > 0);

    private static string Words(IReadOnlyList<TableRun>? runs) => string.Concat(runs!.Where(run => run.Kind != TableRunKind.Note).Select(run => run.Text));

    private static string Kept(IReadOnlyList<TableRun>? runs) => string.Concat((runs ?? []).Where(run => run.Kind == TableRunKind.Kept).Select(run => run.Text));

    private static string Drawn(ComparisonTable table) => string.Concat(table.Rows.Select(row => $"{(row.BeginsBlock ? "| " : "  ")}{Side(row.Old)} | {Side(row.New)}\n"));

    private static string Side(IReadOnlyList<TableRun>? runs) => string.Concat((runs ?? []).Select(run => run.Kind == TableRunKind.Changed ? $"[{run.Text}]" : run.Text));
}
