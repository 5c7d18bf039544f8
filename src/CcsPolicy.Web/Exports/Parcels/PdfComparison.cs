using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Web.Exports.Pdf;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>紙面の新旧対照表。Two columns, the names of the sides on each page, a line above each 条; a row that does not fit goes on on the next page.</summary>
internal sealed class PdfComparison(PdfPages pages, ShownText shown, ComparisonTable table)
{
    private const float Size = 9.5f;
    private const float LineHeight = 14.5f;
    private const float Padding = 6;

    private float Column => pages.Width / 2;

    public void Write()
    {
        Head();
        foreach (var row in table.Rows)
        {
            var indent = Math.Clamp(row.Depth - 1, 0, 6) * Size;
            var (left, right) = table.Usage.NewOnLeft ? (Lines(row.New, indent), Lines(row.Old, indent)) : (Lines(row.Old, indent), Lines(row.New, indent));
            if (row.BeginsBlock)
                Rule();
            for (var line = 0; line < Math.Max(Math.Max(left.Count, right.Count), 1); line++)
            {
                if (pages.Y + LineHeight > pages.Bottom)
                {
                    Rule();
                    pages.NewPage();
                    Head();
                }
                if (line < left.Count)
                    left[line].Draw(pages.Current, PdfPages.Margin + Padding + indent, pages.Y + LineHeight - 3.5f, Size);
                if (line < right.Count)
                    right[line].Draw(pages.Current, PdfPages.Margin + Column + Padding + indent, pages.Y + LineHeight - 3.5f, Size);
                Edges(LineHeight);
                pages.Y += LineHeight;
            }
        }
        Rule();
        pages.Y += LineHeight;
    }

    private List<RunLine> Lines(IReadOnlyList<TableRun>? runs, float indent) =>
        runs is null ? [] : RunLines.Break([.. runs.SelectMany(Signed)], Size, Column - (2 * Padding) - indent - Size, Size);

    private IEnumerable<TableRun> Signed(TableRun run) => run.Kind == TableRunKind.Changed && table.Usage.ChangedSigns is [var open, var close]
        ? [new(TableRunKind.Note, shown.Of(open.ToString())), run with { Text = shown.Of(run.Text) }, new(TableRunKind.Note, shown.Of(close.ToString()))]
        : [run with { Text = shown.Of(run.Text) }];

    private void Head()
    {
        var (left, right) = table.Usage.NewOnLeft ? (table.Usage.NewName, table.Usage.OldName) : (table.Usage.OldName, table.Usage.NewName);
        pages.Current.Box(PdfPages.Margin, pages.Y, pages.Width, LineHeight + 4, PdfPages.Pale);
        Rule();
        foreach (var (name, at) in new[] { (shown.Of(left), 0), (shown.Of(right), 1) })
            pages.Current.Text(name, PdfPages.Margin + (at * Column) + ((Column - ReportFonts.Bold.Measure(name, Size)) / 2), pages.Y + LineHeight, Size, PdfPages.Ink, bold: true);
        Edges(LineHeight + 4);
        pages.Y += LineHeight + 4;
        Rule();
    }

    private void Edges(float height)
    {
        for (var i = 0; i <= 2; i++)
            pages.Current.Box(PdfPages.Margin + (i * Column), pages.Y, 0.5f, height, PdfPages.Quiet);
    }

    private void Rule() => pages.Current.Box(PdfPages.Margin, pages.Y, pages.Width + 0.5f, 0.5f, PdfPages.Quiet);
}
