using System.Globalization;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Web.Exports.Pdf;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>書類一式を PDF で。The same sheets as in Word; rows that are longer than a page go on on the next.</summary>
internal static class ParcelPdf
{
    private const float Size = 10;
    private const float LineHeight = 15.5f;
    private const float Padding = 5;
    private const float StampHeight = 52;

    public static void Write(Stream output, Parcel parcel)
    {
        var pages = new PdfPages();
        var shown = new ShownText(ReportFonts.Mincho);
        foreach (var sheet in parcel.Sheets)
        {
            pages.NewPage(sheet.IsLandscape);
            Heading(pages, shown.Of(sheet.Title));
            foreach (var part in sheet.Parts)
                Write(pages, shown, part);
        }
        if (shown.Missing.Count > 0)
            Paragraph(pages, [new(TableRunKind.Note, parcel.MissingGlyphs + string.Join(", ", shown.Missing))], 0, 0);
        for (var i = 0; i < pages.Pages.Count; i++)
            Margins(pages.Pages[i], shown.Of(parcel.Marking ?? ""), string.Create(CultureInfo.InvariantCulture, $"{i + 1} / {pages.Pages.Count}"));
        PdfFile.Write(output, pages, ReportFonts.Mincho, parcel.Title, parcel.Maker, parcel.MadeAt);
    }

    private static void Write(PdfPages pages, ShownText shown, ParcelPart part)
    {
        switch (part)
        {
            case ParcelPart.Indented indented:
                foreach (var line in indented.Lines)
                    Paragraph(pages, [new(TableRunKind.Kept, shown.Of(line.TrimStart('　')))], (line.Length - line.TrimStart('　').Length) * Size, 0);
                break;
            case ParcelPart.Text text:
                foreach (var line in text.Lines)
                {
                    pages.Y += line.BeginsBlock ? LineHeight / 3 : 0;
                    Paragraph(pages, [new(TableRunKind.Kept, shown.Of(line.Words))], Math.Clamp(line.Depth - 1, 0, 6) * Size, Size);
                }
                break;
            case ParcelPart.Compared compared:
                new PdfComparison(pages, shown, compared.Table).Write();
                break;
            case ParcelPart.Grid grid:
                Grid(pages, shown, grid);
                break;
            case ParcelPart.Stamps stamps:
                Stamps(pages, shown, stamps);
                break;
        }
    }

    private static void Heading(PdfPages pages, string title)
    {
        foreach (var line in LineBreaking.Break(title, piece => ReportFonts.Bold.Measure(piece, 13), pages.Width))
        {
            pages.Y += 18;
            pages.Current.Text(line, PdfPages.Margin + ((pages.Width - ReportFonts.Bold.Measure(line, 13)) / 2), pages.Y, 13, PdfPages.Ink, bold: true);
        }
        pages.Y += 14;
    }

    private static void Paragraph(PdfPages pages, IReadOnlyList<TableRun> runs, float indent, float hanging)
    {
        foreach (var line in RunLines.Break(runs, Size, pages.Width - indent - hanging, hanging))
        {
            pages.TurnIfFull(LineHeight);
            pages.Y += LineHeight;
            line.Draw(pages.Current, PdfPages.Margin + indent, pages.Y - 4, Size);
        }
    }

    private static void Grid(PdfPages pages, ShownText shown, ParcelPart.Grid grid)
    {
        float[] widths = [.. grid.Shares.Select(share => pages.Width * share / grid.Shares.Sum())];
        if (!grid.Heads.IsEmpty)
            Row(pages, [.. grid.Heads.Select((head, i) => Lines(shown, head, widths[i]))], widths, isHead: true);
        foreach (var row in grid.Rows)
            Row(pages, [.. row.Select((cell, i) => Lines(shown, cell, widths[i]))], widths, isHead: false);
        pages.Y += LineHeight;
    }

    private static List<string> Lines(ShownText shown, string words, float width) => LineBreaking.Break(shown.Of(words), piece => ReportFonts.Mincho.Measure(piece, Size), width - (2 * Padding));

    /// <summary>Turns the page between the lines of a row that is longer than what is left of it.</summary>
    private static void Row(PdfPages pages, List<string>[] cells, float[] widths, bool isHead)
    {
        pages.TurnIfFull(LineHeight + Padding);
        Rule(pages);
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            if (pages.TurnIfFull(LineHeight + Padding))
                Rule(pages);
            var x = PdfPages.Margin;
            if (isHead)
            {
                pages.Current.Box(x, pages.Y, pages.Width, LineHeight + Padding, PdfPages.Pale);
                Rule(pages);
            }
            for (var i = 0; i < cells.Length; i++)
            {
                if (line < cells[i].Count)
                    pages.Current.Text(cells[i][line], x + Padding, pages.Y + LineHeight - 3, Size, PdfPages.Ink);
                Edge(pages, x, LineHeight + Padding);
                x += widths[i];
            }
            Edge(pages, x, LineHeight + Padding);
            pages.Y += LineHeight;
        }
        pages.Y += Padding;
        Rule(pages);
    }

    private static void Stamps(PdfPages pages, ShownText shown, ParcelPart.Stamps stamps)
    {
        pages.TurnIfFull(StampHeight + LineHeight * 2);
        float[] widths = [.. stamps.Names.Select(_ => pages.Width / stamps.Names.Length)];
        Row(pages, [.. stamps.Names.Select((name, i) => Lines(shown, name, widths[i]))], widths, isHead: true);
        for (var i = 0; i <= widths.Length; i++)
            Edge(pages, PdfPages.Margin + (i * widths[0]), StampHeight);
        pages.Y += StampHeight;
        Rule(pages);
        pages.Y += LineHeight;
    }

    private static void Rule(PdfPages pages) => pages.Current.Box(PdfPages.Margin, pages.Y, pages.Width, 0.5f, PdfPages.Quiet);

    private static void Edge(PdfPages pages, float x, float height) => pages.Current.Box(x, pages.Y, 0.5f, height, PdfPages.Quiet);

    private static void Margins(PdfPage page, string marking, string number)
    {
        const float Small = 7.5f;
        page.Text(marking, page.Width - PdfPages.Margin - ReportFonts.Mincho.Measure(marking, Small), PdfPages.Margin - 18, Small, PdfPages.Ink);
        page.Text(number, (page.Width - ReportFonts.Mincho.Measure(number, Small)) / 2, page.Height - PdfPages.Margin + 22, Small, PdfPages.Quiet);
    }
}
