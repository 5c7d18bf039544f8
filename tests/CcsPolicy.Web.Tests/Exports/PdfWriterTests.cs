using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Exports.Pdf;
using UglyToad.PdfPig;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

public sealed class PdfWriterTests
{
    private static readonly ReportColumn[] OneColumn = [new("氏名", ReportKind.Text, 40)];

    private static async Task<byte[]> WriteAsync(ReportModel report)
    {
        using var stream = new MemoryStream();
        await ExportFormats.Pdf.WriteAsync(report, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static async Task<string> TextAsync(ReportModel report)
    {
        using var pdf = PdfDocument.Open(await WriteAsync(report));
        return string.Concat(pdf.GetPages().Select(page => page.Text));
    }

    [Fact]
    public async Task Title_facts_totals_and_rows_can_be_copied_exactly()
    {
        var report = AReport.Of(AReport.Acknowledgements(40));
        var text = await TextAsync(report);

        Assert.Contains(report.Title, text, StringComparison.Ordinal);
        Assert.All(report.Facts, fact => Assert.Contains(fact.Name + fact.Value.Replace("\n", "", StringComparison.Ordinal), text, StringComparison.Ordinal));
        Assert.Contains("情報セキュリティ基本方針第3版1,2341,2003497.2%", text, StringComparison.Ordinal);
        Assert.Contains("情報セキュリティ基本方針保健課職員000001共済 太郎確認済2026/07/31 11:30:14", text, StringComparison.Ordinal);
        Assert.Contains("000039", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("市町村職員共済組合用語行 ～―－−・「」（）①⑴Ⅰ㎡ｱｶﾞ％＝‐…々〆ヶ")]
    [InlineData("髙橋﨑山德永濵田神社福島塡剝頰")]
    [InlineData("AaBb0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    [InlineData("ガギグ　パピプ　全角空白")]
    public async Task Characters_of_the_office_come_out_as_they_went_in(string text) =>
        Assert.Contains(text, await TextAsync(AReport.Of(AReport.Listed([[ReportCell.Of(text)]]), OneColumn)), StringComparison.Ordinal);

    [Fact]
    public async Task A_character_that_the_font_lacks_is_shown_as_a_geta_and_named()
    {
        var text = await TextAsync(AReport.Of(AReport.Listed([[ReportCell.Of("𠮷野 辻\U000E0100 か\u3099\u200B\u202E末😀")]]), OneColumn));

        Assert.Contains("〓野 辻 が末〓", text, StringComparison.Ordinal);
        Assert.Contains("U+1F600, U+200B, U+202E, U+20BB7, U+8FBB U+E0100", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headings_are_repeated_and_every_page_says_which_of_how_many_it_is()
    {
        using var pdf = PdfDocument.Open(await WriteAsync(AReport.Of(AReport.Acknowledgements(120))));

        Assert.InRange(pdf.NumberOfPages, 4, 12);
        Assert.All(pdf.GetPages(), page => Assert.Contains($"{page.Number} / {pdf.NumberOfPages} ページ", page.Text, StringComparison.Ordinal));
        Assert.All(pdf.GetPages().Skip(1), page => Assert.Contains("職員番号氏名状態", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_row_stands_alone_on_the_last_page()
    {
        for (var rows = 18; rows <= 62; rows += 2)
        {
            using var pdf = PdfDocument.Open(await WriteAsync(AReport.Of(AReport.Acknowledgements(rows))));
            var last = pdf.GetPage(pdf.NumberOfPages).Text;
            Assert.True(System.Text.RegularExpressions.Regex.Count(last, @"職員\d{6}") >= 2, $"{rows} rows");
        }
    }

    [Fact]
    public async Task As_many_rows_as_a_summary_lists_stay_under_three_hundred_kilobytes()
    {
        var file = await WriteAsync(AReport.Of(AReport.Acknowledgements(PdfWriter.MostDetailRows)));

        Assert.InRange(file.Length, 20_000, 300_000);
    }

    [Fact]
    public async Task More_rows_than_anyone_reads_on_paper_are_left_to_the_other_formats_and_it_says_so()
    {
        var text = await TextAsync(AReport.Of(AReport.Acknowledgements(PdfWriter.MostDetailRows + 1)));

        Assert.Contains("明細は 300 行を超えます。", text, StringComparison.Ordinal);
        Assert.DoesNotContain("000001", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_report_gives_the_same_bytes()
    {
        Assert.Equal(await WriteAsync(AReport.Of(AReport.Acknowledgements(5))), await WriteAsync(AReport.Of(AReport.Acknowledgements(5))));
    }

    [Theory]
    [InlineData("あいうえお。かき", 5, "あいうえ|お。かき")]
    [InlineData("あいうえ「かき」", 5, "あいうえ|「かき」")]
    [InlineData("ああああっと", 4, "あああ|あっと")]
    [InlineData("ああ……いい", 3, "ああ|……い|い")]
    [InlineData("規程 security policy", 6, "規程 |security|policy")]
    [InlineData("0123456789abcdef", 4, "01234567|89abcdef")]
    [InlineData("一\n\n二", 5, "一||二")]
    public void Lines_keep_the_rules_of_Japanese_typesetting(string text, int width, string lines)
    {
        float Measure(string piece) => piece.Sum(c => c < 0x80 ? 0.5f : 1f);

        Assert.Equal(lines.Replace(" |", "|", StringComparison.Ordinal), string.Join('|', LineBreaking.Break(text, Measure, width)));
    }

    [Fact]
    public void The_font_of_a_report_holds_only_its_characters_and_its_licence()
    {
        var subset = TrueTypeSubset.Make(ReportFonts.Regular, "情報セキュリティ".EnumerateRunes().Select(r => r.Value));

        Assert.InRange(subset.Length, 1000, 20_000);
        Assert.Contains("SIL Open Font License", System.Text.Encoding.BigEndianUnicode.GetString(new TrueTypeFont(subset).Table("name")[..1160]), StringComparison.Ordinal);
    }
}
