using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Web.Exports.Word;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>新旧対照表を Word で。A4 on its side, a real table whose head is on each page, 明朝, changed words underlined.</summary>
internal static class ComparisonDocx
{
    // Twentieths of a point.
    public const int Margin = 850;
    private const int Column = (DocxFile.LongSide - (2 * Margin)) / 2;

    /// <param name="title">Stands above the table.</param>
    /// <param name="marking">Stands at the head of each sheet; null for none.</param>
    public static void Write(Stream output, ComparisonTable table, string title, string? marking = null) => DocxFile.Write(output, isLandscape: true, Margin, marking,
        [new Paragraph(new ParagraphProperties(new KeepNext(), new Justification { Val = JustificationValues.Center }), DocxFile.Words(new Run(), title)), Made(table), new Paragraph()]);

    /// <summary>The table itself.</summary>
    public static Table Made(ComparisonTable table)
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
            new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), DocxFile.Words(new Run(), name)));

    private static TableCell Cell(IReadOnlyList<TableRun>? runs, ComparisonTableRow row)
    {
        // A level goes in by one sign, and what runs over hangs by one more.
        var level = Math.Clamp(row.Depth - 1, 0, 6);
        var paragraph = new Paragraph(new ParagraphProperties(new Indentation { Left = $"{210 * (level + 1)}", Hanging = "210" }));
        foreach (var (kind, text) in runs ?? [])
            paragraph.Append(DocxFile.Words(kind == TableRunKind.Changed ? new Run(new RunProperties(new Underline { Val = UnderlineValues.Single })) : new Run(), text));
        var properties = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{Column}" });
        if (row.BeginsBlock)
            properties.Append(new TableCellBorders(Line<TopBorder>()));
        return new TableCell(properties, paragraph);
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };
}
