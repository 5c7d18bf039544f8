using System.Globalization;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>
/// PDF。A summary to print and file: title, facts, totals, and the rows when they are few enough to be read on paper.
/// Text is real text in an embedded font of only the characters used, so it can be searched and copied exactly.
/// </summary>
internal static class PdfWriter
{
    /// <summary>Above this many rows nobody reads paper; the note says where they are.</summary>
    public const int MostDetailRows = 300;

    private const float SummarySize = 9;
    private const float DetailSize = 8.5f;
    private const float FactNameWidth = 86;

    public static async Task WriteAsync(ReportModel report, Stream target, CancellationToken cancel)
    {
        var details = new List<ReportCell[]>();
        await foreach (var row in report.Rows.WithCancellation(cancel))
        {
            // Read to the end even when no more are kept: the totals count every row.
            if (details.Count <= MostDetailRows)
                details.Add((ReportCell[])row.Clone());
        }
        await using var file = new MemoryStream();
        PdfFile.Write(file, Lay(report, details), ReportFonts.Regular, report.Title, report.Maker, report.MadeAt);
        file.Position = 0;
        await file.CopyToAsync(target, cancel);
    }

    private static PdfPages Lay(ReportModel report, List<ReportCell[]> details)
    {
        var pages = new PdfPages();
        var shown = new ShownText(ReportFonts.Regular);
        pages.NewPage(landscape: false);
        Heading(pages, shown, report);
        foreach (var table in report.Totals())
        {
            new PdfTable(pages, shown, table.Columns, SummarySize, table.Caption, report.Words.Continued).Write(table.Rows);
            pages.Y += 10;
        }
        Details(pages, shown, report, details);
        var footer = new { Title = shown.Of(report.Title.ReplaceLineEndings(" ")), Page = report.Words.Page };
        if (shown.Missing.Count > 0)
            Paragraph(pages, shown, $"{report.Words.MissingGlyphs}{string.Join(", ", shown.Missing)}");
        for (var i = 0; i < pages.Pages.Count; i++)
        {
            Footer(pages.Pages[i], footer.Title, shown.Of(string.Format(CultureInfo.InvariantCulture, footer.Page, i + 1, pages.Pages.Count)));
            if (report.Marking is { } marking)
                Header(pages.Pages[i], shown.Of(marking));
        }
        return pages;
    }

    private static void Heading(PdfPages pages, ShownText shown, ReportModel report)
    {
        foreach (var line in LineBreaking.Break(shown.Of(report.Title), text => ReportFonts.Bold.Measure(text, 17), pages.Width))
        {
            pages.Y += 19;
            pages.Current.Text(line, PdfPages.Margin, pages.Y, 17, PdfPages.Ink, bold: true);
            pages.Y += 6;
        }
        pages.Y += 4;
        pages.Current.Box(PdfPages.Margin, pages.Y, pages.Width, 1.2f, PdfPages.Accent);
        pages.Y += 8;
        foreach (var fact in report.Facts)
        {
            var names = LineBreaking.Break(shown.Of(fact.Name), text => ReportFonts.Regular.Measure(text, SummarySize), FactNameWidth - 8);
            var values = LineBreaking.Break(shown.Of(fact.Value), text => ReportFonts.Regular.Measure(text, SummarySize), pages.Width - FactNameWidth);
            pages.TurnIfFull(Math.Max(names.Count, values.Count) * 14);
            for (var i = 0; i < Math.Max(names.Count, values.Count); i++)
            {
                pages.Y += 14;
                pages.Current.Text(i < names.Count ? names[i] : "", PdfPages.Margin, pages.Y, SummarySize, PdfPages.Quiet);
                pages.Current.Text(i < values.Count ? values[i] : "", PdfPages.Margin + FactNameWidth, pages.Y, SummarySize, PdfPages.Ink);
            }
        }
        pages.Y += 12;
    }

    private static void Details(PdfPages pages, ShownText shown, ReportModel report, List<ReportCell[]> details)
    {
        if (details.Count > MostDetailRows)
        {
            Paragraph(pages, shown, string.Format(CultureInfo.InvariantCulture, report.Words.DetailElsewhere, ReportFormat.Number(MostDetailRows)));
            return;
        }
        if (details.Count == 0)
        {
            Paragraph(pages, shown, report.Words.NoRows);
            return;
        }
        if (PdfTable.NaturalWidth(report.Columns, DetailSize) > pages.Width * 1.15f)
            pages.NewPage(landscape: true);
        new PdfTable(pages, shown, report.Columns, DetailSize, report.Words.DetailSheet, report.Words.Continued).Write(details);
        pages.Y += 10;
    }

    private static void Paragraph(PdfPages pages, ShownText shown, string text)
    {
        pages.Y += 6;
        foreach (var line in LineBreaking.Break(shown.Of(text), piece => ReportFonts.Regular.Measure(piece, SummarySize), pages.Width))
        {
            pages.TurnIfFull(14);
            pages.Y += 14;
            pages.Current.Text(line, PdfPages.Margin, pages.Y, SummarySize, PdfPages.Ink);
        }
    }

    private static void Header(PdfPage page, string marking)
    {
        const float Size = 7.5f;
        page.Text(marking, page.Width - PdfPages.Margin - ReportFonts.Regular.Measure(marking, Size), PdfPages.Margin - 18, Size, PdfPages.Ink);
    }

    private static void Footer(PdfPage page, string title, string number)
    {
        const float Size = 7.5f;
        var baseline = page.Height - PdfPages.Margin + 22;
        var room = page.Width - 2 * PdfPages.Margin - ReportFonts.Regular.Measure(number, Size) - 20;
        var first = LineBreaking.Break(title, text => ReportFonts.Regular.Measure(text, Size), room);
        page.Box(PdfPages.Margin, baseline - 12, page.Width - 2 * PdfPages.Margin, 0.4f, PdfPages.Hairline);
        page.Text(first.Count > 1 ? first[0] + "…" : first[0], PdfPages.Margin, baseline, Size, PdfPages.Quiet);
        page.Text(number, page.Width - PdfPages.Margin - ReportFonts.Regular.Measure(number, Size), baseline, Size, PdfPages.Quiet);
    }
}
