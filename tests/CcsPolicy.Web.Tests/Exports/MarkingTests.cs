using System.Text;
using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using UglyToad.PdfPig;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

/// <summary>実施手順を含む帳票の表示。A report with procedures says so, with maker and time, on each page and in each format; one without says nothing of it.</summary>
public sealed class MarkingTests
{
    private const string Marking = "実施手順を含む・関係者限り　作成者 R&D 花子　2026/11/24 09:30:00";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_of_the_pdf_carries_it()
    {
        using var pdf = PdfDocument.Open(await WriteAsync(ExportFormats.Pdf, Marking));
        Assert.True(pdf.NumberOfPages > 2);
        Assert.All(pdf.GetPages(), page => Assert.Contains(Marking, page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_sheet_of_the_workbook_prints_it_on_each_page_and_the_first_one_shows_it()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(await WriteAsync(ExportFormats.Xlsx, Marking)), false);
        Assert.Empty(new OpenXmlValidator().Validate(book, Ct));
        var sheets = book.WorkbookPart!.WorksheetParts.ToList();
        Assert.Equal(2, sheets.Count);
        Assert.All(sheets, sheet => Assert.Equal("&R&8" + Marking.Replace("&", "&&", StringComparison.Ordinal), sheet.Worksheet!.Descendants<OddHeader>().Single().Text));
        Assert.Contains(sheets, sheet => sheet.Worksheet!.Descendants<Cell>().Any(cell => cell.InnerText == Marking));
    }

    [Fact]
    public async Task The_second_line_of_the_csv_is_it() =>
        Assert.Equal(Marking, Encoding.UTF8.GetString(await WriteAsync(ExportFormats.Csv, Marking)).Split("\r\n")[1]);

    [Fact]
    public async Task A_report_without_procedures_carries_nothing_of_it()
    {
        Assert.DoesNotContain("関係者限り", Encoding.UTF8.GetString(await WriteAsync(ExportFormats.Csv, null)), StringComparison.Ordinal);
        using var book = SpreadsheetDocument.Open(new MemoryStream(await WriteAsync(ExportFormats.Xlsx, null)), false);
        Assert.DoesNotContain(book.WorkbookPart!.WorksheetParts, sheet => sheet.Worksheet!.Descendants<OddHeader>().Any());
    }

    private static async Task<byte[]> WriteAsync(ExportFormat format, string? marking)
    {
        using var stream = new MemoryStream();
        await format.WriteAsync(AReport.Of(AReport.Acknowledgements(120)) with { Marking = marking }, stream, Ct);
        return stream.ToArray();
    }
}
