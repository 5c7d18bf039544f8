using CcsPolicy.Web.Exports.Comparing;
using CcsPolicy.Web.Exports.Word;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>書類一式を Word で。Real paragraphs with hanging indents, real tables whose heads are on each page.</summary>
internal static class ParcelDocx
{
    // Twentieths of a point.
    private const int Margin = 1_134;
    private const int Sign = 210;
    private const int StampHeight = 1_000;

    public static void Write(Stream output, Parcel parcel) =>
        DocxFile.Write(output, parcel.Marking, [.. parcel.Sheets.Select(sheet => new DocxSection(sheet.IsLandscape, sheet.IsLandscape ? ComparisonDocx.Margin : Margin, [Heading(sheet.Title), .. sheet.Parts.SelectMany(Written)]))]);

    private static Paragraph Heading(string title) =>
        new(new ParagraphProperties(new KeepNext(), new SpacingBetweenLines { After = "240" }, new Justification { Val = JustificationValues.Center }), DocxFile.Words(new Run(), title));

    private static IEnumerable<OpenXmlElement> Written(ParcelPart part) => part switch
    {
        ParcelPart.Indented indented => indented.Lines.Select((line, number) => InstrumentDocx.Line(line, isTitle: number == 0)),
        ParcelPart.Text text => text.Lines.Select(Line),
        ParcelPart.Compared compared => [ComparisonDocx.Made(compared.Table), new Paragraph()],
        ParcelPart.Grid grid => [Table(grid.Shares, grid.Heads.IsEmpty ? null : Row(grid.Heads, grid.Shares, isHead: true), grid.Rows.Select(row => Row(row, grid.Shares, isHead: false))), new Paragraph()],
        ParcelPart.Stamps stamps => [Boxes(stamps), new Paragraph()],
        _ => throw new InvalidOperationException("A part of a parcel of no known kind."),
    };

    private static Paragraph Line(ParcelLine line)
    {
        var level = Math.Clamp(line.Depth - 1, 0, 6);
        var properties = new ParagraphProperties();
        if (line.BeginsBlock)
            properties.Append(new SpacingBetweenLines { Before = "120" });
        properties.Append(new Indentation { Left = $"{Sign * (level + 1)}", Hanging = $"{Sign}" });
        return new Paragraph(properties, DocxFile.Words(new Run(), line.Words));
    }

    private static Table Boxes(ParcelPart.Stamps stamps)
    {
        int[] shares = [.. stamps.Names.Select(_ => 1)];
        var boxes = Row([.. stamps.Names.Select(_ => "")], shares, isHead: false);
        boxes.PrependChild(new TableRowProperties(new TableRowHeight { Val = StampHeight, HeightType = HeightRuleValues.Exact }));
        return Table(shares, Row(stamps.Names, shares, isHead: true), [boxes]);
    }

    private static Table Table(IReadOnlyList<int> shares, TableRow? head, IEnumerable<TableRow> rows) => new(
        [
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = $"{Width}" },
                new TableBorders(Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(), Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(shares.Select(share => new GridColumn { Width = $"{WidthOf(share, shares)}" })),
            .. head is null ? [] : new[] { head },
            .. rows,
        ]);

    private static TableRow Row(IReadOnlyList<string> cells, IReadOnlyList<int> shares, bool isHead)
    {
        var row = new TableRow();
        if (isHead)
            row.Append(new TableRowProperties(new CantSplit(), new TableHeader()));
        for (var i = 0; i < cells.Count; i++)
            row.Append(new TableCell(
            [
                new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{WidthOf(shares[i], shares)}" }),
                .. cells[i].Split('\n').Select(line => isHead ? new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), DocxFile.Words(new Run(), line)) : new Paragraph(DocxFile.Words(new Run(), line))),
            ]));
        return row;
    }

    private const int Width = DocxFile.ShortSide - (2 * Margin);

    private static int WidthOf(int share, IReadOnlyList<int> shares) => Width * share / shares.Sum();

    private static T Border<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };
}
