using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Exports.Parcels;
using CcsPolicy.Web.Exports.Pdf;
using Xunit;

namespace CcsPolicy.Web.Tests.Exports;

/// <summary>新旧対照表 on paper.</summary>
public sealed class PdfComparisonTests
{
    [Theory]
    [InlineData("［］", "［毎月確かめる］。", "［毎年度確かめる］。")]
    [InlineData("", "毎月確かめる。", "毎年度確かめる。")]
    public void Changed_words_stand_between_signs_where_the_office_wants_them(string signs, string now, string before)
    {
        var comparison = TreeComparison.Between(ProvisionText.Read("基準\n\n第1条　毎年度確かめる。\n").Tree, ProvisionText.Read("基準\n\n第1条　毎月確かめる。\n").Tree);
        var pages = new PdfPages();
        pages.NewPage(landscape: true);
        new PdfComparison(pages, new ShownText(ReportFonts.Mincho), ComparisonTable.Of(comparison, new() { ChangedSigns = signs })).Write();
        var printed = string.Concat(pages.Current.Texts.Select(text => text.Text));
        Assert.Contains(now, printed, StringComparison.Ordinal);
        Assert.Contains(before, printed, StringComparison.Ordinal);
    }
}
