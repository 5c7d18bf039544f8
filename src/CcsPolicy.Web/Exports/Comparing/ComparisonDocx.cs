using System.IO.Compression;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>新旧対照表を Word で。A4 on its side, a real table whose head is on each page, 明朝, changed words underlined.</summary>
internal static class ComparisonDocx
{
    // Twentieths of a point.
    private const int PageWidth = 16_838;
    private const int PageHeight = 11_906;
    private const int Margin = 850;
    private const int Column = (PageWidth - (2 * Margin)) / 2;
    private const string Font = "ＭＳ 明朝";

    /// <summary>Half points.</summary>
    private const string Size = "21";

    /// <summary>The same table gives the same bytes: no time and no chance is in them.</summary>
    /// <param name="title">Stands above the table.</param>
    /// <param name="marking">Stands at the head of each sheet; null for none.</param>
    public static void Write(Stream output, ComparisonTable table, string title, string? marking = null)
    {
        using var made = new MemoryStream();
        using (var document = WordprocessingDocument.Create(made, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            document.ChangeIdOfPart(main, "document");
            Fill(main, table, title, marking);
        }
        using var from = new ZipArchive(made, ZipArchiveMode.Read);
        using var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in from.Entries.OrderBy(part => part.FullName, StringComparer.Ordinal))
        {
            var copy = to.CreateEntry(part.FullName);
            copy.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var bytes = part.Open();
            using var into = copy.Open();
            bytes.CopyTo(into);
        }
    }

    private static void Fill(MainDocumentPart main, ComparisonTable table, string title, string? marking)
    {
        main.AddNewPart<StyleDefinitionsPart>("styles").Styles = new Styles(new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
            new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font }, new FontSize { Val = Size }, new Languages { Val = "ja-JP", EastAsia = "ja-JP" }))));
        var section = new SectionProperties(
            new PageSize { Width = PageWidth, Height = PageHeight, Orient = PageOrientationValues.Landscape },
            new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 400, Footer = 400, Gutter = 0 });
        if (marking is not null)
        {
            var head = main.AddNewPart<HeaderPart>("head");
            head.Header = new Header(new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Right }), Words(new Run(), marking)));
            section.PrependChild(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(head) });
        }
        main.Document = new Document(new Body(
            new Paragraph(new ParagraphProperties(new KeepNext(), new Justification { Val = JustificationValues.Center }), Words(new Run(), title)),
            Made(table),
            new Paragraph(),
            section));
    }

    private static Table Made(ComparisonTable table)
    {
        var (left, right) = table.Usage.NewOnLeft ? (table.Usage.NewName, table.Usage.OldName) : (table.Usage.OldName, table.Usage.NewName);
        var made = new Table(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = $"{2 * Column}" },
                new TableBorders(Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(new GridColumn { Width = $"{Column}" }, new GridColumn { Width = $"{Column}" }),
            new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()), Head(left), Head(right)));
        foreach (var row in table.Rows)
        {
            var (first, second) = table.Usage.NewOnLeft ? (row.New, row.Old) : (row.Old, row.New);
            made.Append(new TableRow(Cell(first, row), Cell(second, row)));
        }
        return made;
    }

    private static TableCell Head(string name) =>
        new(new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{Column}" }, new TableCellBorders(Line<BottomBorder>())),
            new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), Words(new Run(), name)));

    private static TableCell Cell(IReadOnlyList<TableRun>? runs, ComparisonTableRow row)
    {
        // A level goes in by one sign, and what runs over hangs by one more.
        var level = Math.Clamp(row.Depth - 1, 0, 6);
        var paragraph = new Paragraph(new ParagraphProperties(new Indentation { Left = $"{210 * (level + 1)}", Hanging = "210" }));
        foreach (var (kind, text) in runs ?? [])
            paragraph.Append(Words(kind == TableRunKind.Changed ? new Run(new RunProperties(new Underline { Val = UnderlineValues.Single })) : new Run(), text));
        var properties = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{Column}" });
        if (row.BeginsBlock)
            properties.Append(new TableCellBorders(Line<TopBorder>()));
        return new TableCell(properties, paragraph);
    }

    private static Run Words(Run run, string text)
    {
        // A tab is a mark of its own in this format.
        foreach (var (part, number) in text.Split('\t').Select((part, number) => (part, number)))
        {
            if (number > 0)
                run.Append(new TabChar());
            run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
        }
        return run;
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };
}
