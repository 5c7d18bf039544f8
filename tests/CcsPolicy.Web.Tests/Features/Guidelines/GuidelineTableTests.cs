using System.IO.Compression;
using System.Text;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Guidelines;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Guidelines;

public sealed class GuidelineTableTests
{
    private static readonly (string, string, string)[] Sample = [("1.1", "端末の管理", "端末には\n名を付ける。"), ("1.10", "", "「\"」を書く。")];

    private const string Csv = "番号,見出し,本文\n1.1,端末の管理,\"端末には\n名を付ける。\"\n1.10,,\"「\"\"」を書く。\"\n";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public void A_file_is_read_in_the_codes_that_offices_have(string code)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Assert.Equal(Sample, RowsOf(GuidelineTable.Read(Encoding.GetEncoding(code).GetBytes(Csv), "表.CSV")));
    }

    [Fact]
    public void A_pasted_table_and_the_text_that_goes_through_the_page_give_the_same_rows()
    {
        var read = AScenario.Value(GuidelineTable.Read(Csv.Replace(',', '\t')));
        Assert.Equal(Sample, RowsOf(read));
        Assert.Equal(Sample, RowsOf(GuidelineTable.Read(read.ToText())));
        Assert.Equal(["見出し", "本文"], RowsOf(GuidelineTable.Read("本文,番号\n本文,1\n")).Concat(RowsOf(GuidelineTable.Read("番号,見出し,,\n1,見出し,,\n"))).Select(row => row.Heading + row.Words).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void The_first_sheet_of_a_workbook_is_read_with_its_gaps_and_without_readings()
    {
        var book = Book("""
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>本文</t></is></c><c r="B1" t="s"><v>1</v></c></row>
            <row r="3"><c r="A3"><v>2.1</v></c><c r="C3" t="s"><v>2</v></c></row>
            """);
        var read = AScenario.Value(GuidelineTable.Read(book, "表.xlsx"));
        Assert.Equal([("2.1", "", "端末を守る。")], RowsOf(read));
        Assert.Equal(3, read.Rows[0].Line);
    }

    [Fact]
    public void What_is_no_table_or_too_large_is_refused()
    {
        foreach (var (bytes, name) in new[] { ([0xFF, 0xD8, 0xFF, 0, 0, 1], "表.csv"), (Encoding.UTF8.GetBytes(Csv), "表.docx"), ("PK\u0003\u0004"u8.ToArray(), "表.xlsx"), (Book("<row>"), "表.xlsx") })
            Assert.Equal(TableErrors.NotATable, GuidelineTable.Read(bytes, name).Error);
        Assert.Equal(TableErrors.Empty, GuidelineTable.Read(" \n").Error);
        Assert.Equal(TableErrors.Empty, GuidelineTable.Read("番号,本文\n").Error);
        Assert.Equal(TableErrors.TooLarge, GuidelineTable.Read(new byte[GuidelineTable.MostBytes + 1], "表.csv").Error);
        Assert.Equal(TableErrors.TooLarge, GuidelineTable.Read("番号,本文\n" + string.Concat(Enumerable.Range(1, GuidelineTable.MostRows + 1).Select(number => $"{number},言葉\n"))).Error);
        Assert.Equal(GuidelineTable.MostRows, AScenario.Value(GuidelineTable.Read("番号,本文\n" + string.Concat(Enumerable.Range(1, GuidelineTable.MostRows).Select(number => $"{number},言葉\n")))).Rows.Count);
        Assert.Equal(TableErrors.TooLarge, GuidelineTable.Read("番号,本文\n1," + new string('あ', GuidelineTable.MostCharacters)).Error);
    }

    [Fact]
    public void Each_error_names_its_line()
    {
        Assert.Equal(
            [(2, "guideline.number-missing"), (3, "guideline.words-missing"), (5, "guideline-table.number-twice"), (6, "guideline-table.cells"), (7, "guideline.unseen-signs"), (8, "guideline.item-too-long")],
            ErrorsOf($"番号,見出し,本文\n,端末,守る\n1,,\n2,端末,守る\n2,別,守る\n3,a,b,c\n4,\u202E端末,守る\n5,,{new string('あ', GuidelineItem.MostOfWords + 1)}\n"));
        Assert.Equal([(1, "guideline-table.column-unknown"), (1, "guideline-table.columns-missing")], ErrorsOf("番号,備考\n1,a\n"));
        Assert.Equal([(1, "guideline-table.column-twice")], ErrorsOf("番号,本文,本文\n1,a,b\n"));
        Assert.Equal([(3, "guideline-table.unclosed")], ErrorsOf("番号,本文\n1,a\n2,\"b\n3,c\n"));
    }

    private static List<(int, string)> ErrorsOf(string text) => [.. AScenario.Value(GuidelineTable.Read(text)).Errors.OrderBy(error => error.Line).Select(error => (error.Line, error.Error.Code))];

    private static List<(string Number, string Heading, string Words)> RowsOf(Result<GuidelineTable> read) => RowsOf(AScenario.Value(read));

    private static List<(string Number, string Heading, string Words)> RowsOf(GuidelineTable read)
    {
        Assert.Empty(read.Errors);
        return [.. read.Rows.Select(row => (row.Number, row.Heading, row.Words))];
    }

    private static byte[] Book(string rows)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" />");
            Put("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId7\" /></sheets></workbook>");
            Put("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\" /></Relationships>");
            Put("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData></worksheet>");
            Put("xl/sharedStrings.xml", "<sst><si><t>番号</t></si><si><t>見出し</t></si><si><r><t>端末を</t></r><r><t>守る。</t></r><rPh><t>たんまつ</t></rPh></si></sst>");

            void Put(string name, string words)
            {
                using var part = new StreamWriter(archive.CreateEntry(name).Open());
                part.Write(words);
            }
        }
        return bytes.ToArray();
    }
}
