using System.Globalization;
using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Exports.Xlsx;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

public sealed class XlsxWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<MemoryStream> WriteAsync(ReportModel report)
    {
        var stream = new MemoryStream();
        await ExportFormats.Xlsx.WriteAsync(report, stream, Cancel);
        stream.Position = 0;
        return stream;
    }

    private static List<List<(string Place, string Text, string? Type)>> Rows(SpreadsheetDocument book, int sheet)
    {
        var part = (WorksheetPart)book.WorkbookPart!.GetPartById(book.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().ElementAt(sheet).Id!);
        return part.Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>()
            .Select(cell => (cell.CellReference!.Value!, cell.InnerText, cell.DataType?.InnerText)).ToList()).ToList();
    }

    [Fact]
    public async Task Every_cell_is_there_in_its_own_kind()
    {
        using var book = SpreadsheetDocument.Open(await WriteAsync(AReport.Of(
            [ReportCell.Of("基本方針"), ReportCell.Of("=1+1"), ReportCell.Empty, ReportCell.Of(12345), ReportCell.Share(1, 3), ReportCell.Of(new DateOnly(2026, 4, 1)), ReportCell.Of(AReport.MadeAt), ReportCell.Of("001")])), false);

        var rows = Rows(book, 1);
        Assert.Equal(AReport.Columns.Select(c => c.Heading), rows[0].Select(c => c.Text));
        Assert.Equal(("A2", "基本方針", "inlineStr"), rows[1][0]);
        Assert.Equal(("B2", "=1+1", "inlineStr"), rows[1][1]);
        Assert.Equal(("C2", "", null), rows[1][2]);
        Assert.Equal(("D2", "12345", null), rows[1][3]);
        Assert.Equal(("E2", "0.333", null), rows[1][4]);
        Assert.Equal(("F2", "46113", null), rows[1][5]);
        Assert.Equal(new DateTime(2026, 7, 31, 11, 30, 15, DateTimeKind.Unspecified), DateTime.FromOADate(double.Parse(rows[1][6].Text, CultureInfo.InvariantCulture)), TimeSpan.FromMilliseconds(1));
        Assert.Equal(("H2", "001", "inlineStr"), rows[1][7]);
    }

    [Fact]
    public async Task The_first_sheet_holds_title_facts_and_totals()
    {
        var report = AReport.Of();
        using var book = SpreadsheetDocument.Open(await WriteAsync(report), false);

        var rows = Rows(book, 0);
        Assert.Equal(report.Title, rows[0][0].Text);
        Assert.All(report.Facts, fact => Assert.Contains(rows, row => row is [var (_, name, _), var (_, value, _)] && name == fact.Name && value == fact.Value.Split('\n')[0]));
        Assert.Contains(rows, row => row.Select(c => c.Text).SequenceEqual(["情報セキュリティ基本方針", "第3版", "1234", "1200", "34", "0.972"]));
        Assert.Equal(["概要", "明細"], book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value));
        Assert.Equal("監査 花子", book.PackageProperties.Creator);
    }

    [Fact]
    public async Task The_workbook_keeps_the_rules_of_the_format()
    {
        using var book = SpreadsheetDocument.Open(await WriteAsync(AReport.Of(AReport.Acknowledgements(1000))), false);

        Assert.Empty(new OpenXmlValidator().Validate(book, Cancel).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public async Task Headings_stay_in_sight_and_can_be_filtered()
    {
        using var book = SpreadsheetDocument.Open(await WriteAsync(AReport.Of(AReport.Acknowledgements(10))), false);

        var sheet = ((WorksheetPart)book.WorkbookPart!.GetPartById("s2")).Worksheet!;
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
        Assert.Equal("A1:H11", sheet.Descendants<AutoFilter>().Single().Reference!.Value);
        Assert.Contains(book.WorkbookPart.Workbook!.DefinedNames!.Elements<DefinedName>(), name => name.Name == "_xlnm.Print_Titles" && name.Text == "'明細'!$1:$1");
    }

    [Fact]
    [Trait("ASVS", "V1.2.10")]
    public async Task A_text_that_looks_like_a_formula_is_exact_and_marked_as_text()
    {
        using var book = SpreadsheetDocument.Open(await WriteAsync(AReport.Of([ReportCell.Of("＝cmd")], [ReportCell.Of("@a")], [ReportCell.Of("普通")])), false);

        var formats = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        var cells = ((WorksheetPart)book.WorkbookPart.GetPartById("s2")).Worksheet!.Descendants<Cell>().Skip(AReport.Columns.Length).ToList();
        Assert.Equal(["＝cmd", "@a", "普通"], cells.Select(c => c.InnerText));
        Assert.Equal([true, true, false], cells.Select(c => formats[(int)c.StyleIndex!.Value].QuotePrefix?.Value ?? false));
    }

    [Theory]
    [InlineData("a\u0001b\uFFFFc", "a\uFFFDb\uFFFDc")]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("a\rb", "a_x000D_b")]
    [InlineData("𠮷野 _x_ &<>", "𠮷野 _x_ &<>")]
    public void What_the_format_cannot_hold_is_replaced_and_never_breaks_the_file(string text, string kept) =>
        Assert.Equal(kept, XlsxSheetWriter.Clean(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFDc", XlsxSheetWriter.Clean("a\uD800c"));

    [Fact]
    public async Task More_rows_than_a_sheet_can_hold_continue_on_the_next()
    {
        using var stream = new MemoryStream();
        await XlsxWriter.WriteAsync(AReport.Of(AReport.Acknowledgements(25)), stream, mostRows: 11, Cancel);
        using var book = SpreadsheetDocument.Open(stream, false);

        Assert.Equal(["概要", "明細", "明細 (2)", "明細 (3)"], book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value));
        Assert.Equal([11, 11, 6], Enumerable.Range(1, 3).Select(i => Rows(book, i).Count));
        Assert.Equal("000020", Rows(book, 3)[1][3].Text);
        Assert.Empty(new OpenXmlValidator().Validate(book, Cancel));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_let_go_and_written_while_they_come() =>
        Assert.InRange(await new StreamedRows(100_000).WriteAsync(ExportFormats.Xlsx, Cancel), 1_000_000, 20_000_000);
}
