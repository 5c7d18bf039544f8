using CcsPolicy.Testing;
using CcsPolicy.Web.Exports;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

public sealed class ExportFormatsTests
{
    [Fact]
    public void A_file_has_a_Japanese_name_with_its_day_and_a_plain_one_for_old_programs()
    {
        var header = ExportFormats.Xlsx.Disposition(AReport.Of());

        Assert.StartsWith("attachment; filename=", header, StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''" + Uri.EscapeDataString("情報セキュリティ規程の確認状況_20260731.xlsx"), header, StringComparison.Ordinal);
        Assert.True(header.All(char.IsAscii));
    }

    [Theory]
    [InlineData("../../etc/passwd", "....etcpasswd")]
    [InlineData("a\r\nSet-Cookie: x", "aSet-Cookie x")]
    [InlineData("exe\u202Efdp.txt", "exefdp.txt")]
    [InlineData("\"; x=\"", "x")]
    [InlineData("///", "report")]
    public void No_title_can_leave_the_header_the_folder_or_the_eye(string title, string name)
    {
        var report = AReport.Of() with { Title = title };

        Assert.Equal(name.TrimStart('.') + "_20260731.csv", ExportFormats.Csv.FileName(report));
        Assert.DoesNotContain('\n', ExportFormats.Csv.Disposition(report));
    }

    [Fact]
    public void Every_format_is_found_by_its_code()
    {
        Assert.All(ExportFormats.All, format => Assert.Same(format, ExportFormats.Find(format.Code)));
        Assert.Null(ExportFormats.Find("exe"));
    }

    [Theory]
    [InlineData(0, 3, "0.0%")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(1, 10_000, "0.1%")]
    [InlineData(9_999, 10_000, "99.9%")]
    [InlineData(3, 3, "100.0%")]
    public void A_share_is_whole_or_nothing_only_when_it_is(int part, int whole, string shown) =>
        Assert.Equal(shown, ReportFormat.Cell(ReportCell.Share(part, whole)));
}
