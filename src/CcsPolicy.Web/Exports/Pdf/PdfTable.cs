namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>紙面の表。Rows with hairlines between them, headings repeated on each page, numbers to the right, a row never split over two pages.</summary>
internal sealed class PdfTable
{
    private const float Padding = 4;
    private const float Above = 3.2f;
    private const float LineHeight = 1.45f;
    private const float CaptionHeight = 20;
    private const int MostLinesInCell = 12;

    private readonly PdfPages pages;
    private readonly ShownText shown;
    private readonly IReadOnlyList<ReportColumn> columns;
    private readonly float size;
    private readonly float[] widths;
    private readonly string caption;
    private readonly string continued;

    public PdfTable(PdfPages pages, ShownText shown, IReadOnlyList<ReportColumn> columns, float size, string caption, string continued)
    {
        (this.pages, this.shown, this.columns, this.size, this.caption, this.continued) = (pages, shown, columns, size, caption, continued);
        var natural = columns.Select(column => column.Width * size + 2 * Padding).ToArray();
        widths = natural.Select(width => width * pages.Width / natural.Sum()).ToArray();
    }

    /// <summary>The width that these columns would like to have.</summary>
    public static float NaturalWidth(IReadOnlyList<ReportColumn> columns, float size) => columns.Sum(column => column.Width * size + 2 * Padding);

    /// <summary>The whole table: on one page when it fits on one, else over several, with no row alone at the end.</summary>
    public void Write(IReadOnlyList<ReportCell[]> rows)
    {
        var laid = rows.Select(row => (Row: row, Cells: CellsOf(row))).ToList();
        var head = CaptionHeight + HeightOf(HeadingLines());
        var whole = head + laid.Sum(row => HeightOf(row.Cells));
        pages.TurnIfFull(whole <= pages.Bottom - PdfPages.Margin ? whole : head + laid.Take(2).Sum(row => HeightOf(row.Cells)));
        Caption("");
        Headings();
        for (var i = 0; i < laid.Count; i++)
            Row(laid[i].Row, laid[i].Cells, i == laid.Count - 2 ? HeightOf(laid[i + 1].Cells) : 0);
    }

    private List<string>[] CellsOf(ReportCell[] row)
    {
        var cells = new List<string>[columns.Count];
        for (var i = 0; i < columns.Count; i++)
            cells[i] = Lines(i < row.Length ? ReportFormat.Cell(row[i]) : "", widths[i], bold: false);
        return cells;
    }

    private float HeightOf(IEnumerable<List<string>> cells) => cells.Max(lines => lines.Count) * size * LineHeight + 2 * Above;

    private void Row(ReportCell[] row, List<string>[] cells, float withNext)
    {
        var height = HeightOf(cells);
        if (pages.TurnIfFull(height + withNext))
        {
            Caption(continued);
            Headings();
        }
        var x = PdfPages.Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            if (i < row.Length && row[i] is { HasValue: true, Kind: ReportKind.Percent })
                Bar(x, pages.Y + height, widths[i], row[i].NumberValue);
            Cell(cells[i], x, i, bold: false);
            x += widths[i];
        }
        pages.Y += height;
        pages.Current.Box(PdfPages.Margin, pages.Y, pages.Width, 0.4f, PdfPages.Hairline);
    }

    private void Caption(string suffix)
    {
        pages.Y += CaptionHeight - 7;
        pages.Current.Text(shown.Of(caption + suffix), PdfPages.Margin, pages.Y, 11, PdfPages.Ink, bold: true);
        pages.Y += 7;
    }

    private List<string>[] HeadingLines() => [.. columns.Select((column, i) => Lines(column.Heading, widths[i], bold: true))];

    private void Headings()
    {
        var cells = HeadingLines();
        var height = HeightOf(cells);
        pages.Current.Box(PdfPages.Margin, pages.Y, pages.Width, height, PdfPages.Pale);
        var x = PdfPages.Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            Cell(cells[i], x, i, bold: true);
            x += widths[i];
        }
        pages.Y += height;
        pages.Current.Box(PdfPages.Margin, pages.Y - 0.8f, pages.Width, 0.8f, PdfPages.Accent);
    }

    private void Cell(List<string> lines, float x, int column, bool bold)
    {
        var font = bold ? ReportFonts.Bold : ReportFonts.Regular;
        var toRight = columns[column].Kind is ReportKind.Number or ReportKind.Percent;
        var baseline = pages.Y + Above + size * 1.08f;
        foreach (var line in lines)
        {
            var at = toRight ? x + widths[column] - Padding - font.Measure(line, size) : x + Padding;
            pages.Current.Text(line, at, baseline, size, PdfPages.Ink, bold);
            baseline += size * LineHeight;
        }
    }

    /// <summary>A share as a thin bar under its number: the eye finds the low ones before it reads.</summary>
    private void Bar(float x, float rowBottom, float width, double share)
    {
        var length = (width - 2 * Padding) * (float)Math.Clamp(share, 0, 1);
        pages.Current.Box(x + Padding, rowBottom - 3.4f, width - 2 * Padding, 1.2f, PdfPages.Pale);
        pages.Current.Box(x + Padding, rowBottom - 3.4f, length, 1.2f, PdfPages.Bar);
    }

    private List<string> Lines(string text, float width, bool bold)
    {
        var font = bold ? ReportFonts.Bold : ReportFonts.Regular;
        var lines = LineBreaking.Break(shown.Of(text), piece => font.Measure(piece, size), width - 2 * Padding);
        // A cell must fit a page; the whole text stands in the other formats.
        return lines.Count <= MostLinesInCell ? lines : [.. lines.Take(MostLinesInCell - 1), "…"];
    }
}
