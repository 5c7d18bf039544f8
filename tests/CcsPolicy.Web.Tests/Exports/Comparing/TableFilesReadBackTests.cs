using System.Text;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Tests.Amendments.Instruments;
using CcsPolicy.Web.Exports.Comparing;
using CcsPolicy.Web.Imports;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports.Comparing;

/// <summary>新旧対照表方式: the file that shows the changes of a text makes the new text of the old.</summary>
public sealed class TableFilesReadBackTests
{
    [Fact]
    public void A_page_of_changes_gives_exactly_the_new_text() => ReadBack(300, "表.html", (output, table) =>
    {
        using var page = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        ComparisonHtml.WritePage(page, table, "新旧対照表");
    });

    [Fact]
    public void So_does_a_Word_file() => ReadBack(40, "表.docx", (output, table) => ComparisonDocx.Write(output, table, "新旧対照表"));

    private const string Old = "○情報管理規程\n第1条　職員は、情報を守る。\n別表（第1条関係）\n区分\t期間\t備考\n紙\t5年\t施錠する。\n電磁的記録\t3年\t暗号化する。\n";

    [Theory]
    // a new row of a table keeps its cells, and the empty ones at its ends
    [InlineData("<tr><td>改正後</td><td>改正前</td></tr><tr><td>別表（第1条関係）</td><td>別表（第1条関係）</td></tr><tr><td>区分\t期間\t備考</td><td>区分\t期間\t備考</td></tr><tr><td>（略）</td><td>（略）</td></tr><tr><td><ins>磁気テープ\t2年\t</ins></td><td>（新設）</td></tr>", "暗号化する。\n磁気テープ\t2年")]
    // a title above the head of the table, and a remark over both sides below it
    [InlineData("<tr><td colspan=\"2\">情報管理規程新旧対照表</td></tr><tr><th>改正後</th><th>改正前</th></tr><tr><td>第1条　職員は、<ins>資産</ins>を守る。</td><td>第1条　職員は、<del>情報</del>を守る。</td></tr>", "第1条　職員は、資産を守る。\n")]
    // the source of the page is indented with tabs
    [InlineData("\n\t\t<tr>\n\t\t\t<td>改正後</td>\n\t\t\t<td>改正前</td>\n\t\t</tr>\n\t\t<tr>\n\t\t\t<td>\n\t\t\t\t第1条　職員は、資産を守る。\n\t\t\t</td>\n\t\t\t<td>\n\t\t\t\t第1条　職員は、情報を守る。\n\t\t\t</td>\n\t\t</tr>", "第1条　職員は、資産を守る。\n")]
    public void A_page_as_others_make_it_is_applied(string rows, string expected)
    {
        var amended = Amended(ProvisionText.Read(Old).Tree, Encoding.UTF8.GetBytes($"<p>　情報管理規程の一部を次の表のように改正する。</p><table>{rows}</table>"), "表.html");
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
    }

    private static void ReadBack(int pairs, string name, Action<Stream, ComparisonTable> write)
    {
        var all = 0;
        for (var seed = 0; seed < pairs; seed++)
        {
            var rules = new RandomRules((uint)seed);
            var random = new Random(seed);
            var old = rules.Tree();
            var (before, now) = (WithTable(old, random), WithTable(rules.Amended(old), random));
            if (AmendingText.TableBetween(before, now, table: ComparisonTableUsage.Usual with { NewOnLeft = seed % 2 == 0 }).Table is not { } table)
                continue;
            using var file = new MemoryStream();
            write(file, table);
            var amended = Amended(before, file.ToArray(), name);
            Assert.True(amended.Succeeded && amended.Tree.Equals(now), $"{seed}: {string.Join('\n', amended.Refusals)}");
            all++;
        }
        Assert.InRange(all, pairs * 95 / 100, pairs);
    }

    private static AmendedText Amended(ProvisionTree old, byte[] file, string name) => AmendingText.Apply(old, SourceFile.Read(file, name).Value.Text);

    /// <summary>With a 別表 of three columns, some of whose cells are empty.</summary>
    private static ProvisionTree WithTable(ProvisionTree tree, Random random)
    {
        string[] kinds = ["紙", "電磁的記録", "磁気テープ", "写真", "録音"];
        var rows = kinds.Where(_ => random.Next(4) > 0).Select(kind => $"{kind}\t{random.Next(1, 4)}年\t{(random.Next(3) == 0 ? "" : "施錠する。")}");
        return ProvisionText.Read($"{ProvisionText.Write(tree).TrimEnd('\n')}\n別表\n区分\t期間\t備考\n{string.Join('\n', rows)}\n").Tree;
    }
}
