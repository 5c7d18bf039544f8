using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>新旧対照表を文字だけで。One line for each row, the two sides apart by a tab; changed words in braces: what goes {-so-}, what comes {+so+}.</summary>
internal static class ComparisonText
{
    public static void Write(TextWriter output, ComparisonTable table)
    {
        WriteRow(output, table, table.Usage.OldName, table.Usage.NewName);
        foreach (var row in table.Rows)
            WriteRow(output, table, Side(row.Old, '-'), Side(row.New, '+'));
    }

    private static void WriteRow(TextWriter output, ComparisonTable table, string old, string @new) => output.Write(table.Usage.NewOnLeft ? $"{@new}\t{old}\n" : $"{old}\t{@new}\n");

    private static string Side(IReadOnlyList<TableRun>? runs, char sign) =>
        string.Concat((runs ?? []).Select(run => run.Kind == TableRunKind.Changed ? $"{{{sign}{Flat(run.Text)}{sign}}}" : Flat(run.Text)));

    // A table's own columns are told apart by tabs as well.
    private static string Flat(string text) => text.Replace('\t', ' ');
}
