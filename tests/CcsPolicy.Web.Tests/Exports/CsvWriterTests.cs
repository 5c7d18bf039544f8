using System.Globalization;
using System.Text;
using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

public sealed class CsvWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<byte[]> WriteAsync(ReportModel report)
    {
        using var stream = new MemoryStream();
        await ExportFormats.Csv.WriteAsync(report, stream, CancellationToken.None);
        return stream.ToArray();
    }

    private static List<string[]> Parse(byte[] file)
    {
        using var reader = new StreamReader(new MemoryStream(file), Encoding.UTF8);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false, NewLine = "\r\n" });
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add(parser.Record!);
        return rows;
    }

    [Fact]
    public async Task The_file_has_a_byte_order_mark_and_names_its_facts_before_the_rows()
    {
        var file = await WriteAsync(AReport.Of([ReportCell.Of("基本方針"), ReportCell.Of("総務課, 庶務\"係\""), ReportCell.Empty, ReportCell.Of(12345), ReportCell.Share(1, 3), ReportCell.Of(new DateOnly(2026, 4, 1)), ReportCell.Of(AReport.MadeAt), ReportCell.Of("二\n行")]));

        Assert.Equal(Encoding.UTF8.Preamble, file.AsSpan(0, 3));
        var text = Encoding.UTF8.GetString(file, 3, file.Length - 3);
        Assert.StartsWith("情報セキュリティ規程の確認状況\r\n基準日時,令和8年7月31日（2026-07-31）11:30:15\r\n作成者,監査室　監査 花子\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n規程,所属,雇用区分,職員番号,氏名,状態,確認日時,受付番号\r\n基本方針,\"総務課, 庶務\"\"係\"\"\",,12345,33.3%,2026-04-01,2026-07-31 11:30:15,\"二\n行\"\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+81-3")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\0=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("　＝1")]
    [InlineData("＝cmd")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠a")]
    [InlineData("'=1")]
    [InlineData("''")]
    [Trait("ASVS", "V1.2.10")]
    public async Task What_a_spreadsheet_would_run_gets_an_apostrophe_and_comes_back_without_it(string name)
    {
        var rows = Parse(await WriteAsync(AReport.Of([ReportCell.Of(name)])));

        Assert.Equal("'" + name, rows[^1][0]);
        Assert.Equal(name, FormulaGuard.Restore(rows[^1][0]));
    }

    [Fact]
    [Trait("ASVS", "V1.2.10")]
    public async Task Any_text_comes_back_exactly_and_no_field_begins_like_a_formula()
    {
        var sign = Gen.Int[0, 15].Select(i => "=+-@'\t\r\n ,\"＝ｱ漢a"[Math.Min(i, 14)]);
        await sign.Array[0, 12].Array[1, 8].SampleAsync(async cells =>
        {
            var texts = cells.Select(c => new string(c)).ToArray();
            var file = await WriteAsync(AReport.Of(texts.Select(ReportCell.Of).ToArray()));
            var row = Parse(file)[^1];
            Assert.Equal(texts, row.Select(FormulaGuard.Restore));
            Assert.DoesNotContain(row, FormulaGuard.LooksLikeFormula);
        }, iter: 500);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_let_go_and_written_while_they_come() =>
        Assert.InRange(await new StreamedRows(100_000).WriteAsync(ExportFormats.Csv, Cancel), 9_000_000, 20_000_000);
}
