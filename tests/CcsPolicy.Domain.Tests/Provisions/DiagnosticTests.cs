using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("○規程\n第1条 甲。\n(1) 甲\n(3) 乙\n", 4, "numbering.gap")]
    [InlineData("○規程\n第1条 甲。\n第3条 乙。\n", 3, "numbering.gap")]
    [InlineData("○規程\n第1条 甲。\n(1) 甲\n(1) 乙\n", 4, "numbering.duplicate")]
    [InlineData("○規程\n第1条 甲。\n(1) 甲\n(2) 乙\n総務課\n(1) 丙\n", 6, "numbering.restart")]
    [InlineData("○規程\n目次\n第1章 総則\n第2章 雑則\n附則\n第1章 総則\n第1条 甲。\n附則\nこの規程は、公布の日から施行する。\n", 4, "contents.not-in-body")]
    [InlineData("○規程\n目次\n第1章 総則(第1条・第2条)\n第1章 総則\n第1条 甲。\n", 3, "contents.other-range")]
    [InlineData("○規程\n目次\n第1章 総則\n第1章 総則\n第1条 甲。\n第2章 罰則\n第2条 乙。\n", 6, "contents.not-listed")]
    [InlineData("(令和2年4月1日規程第1号)\n第1条 甲。\n", 1, "structure.no-title")]
    [InlineData("○規程\n職員は、許可を得る。\n", 1, "structure.none")]
    public void A_flaw_is_reported_at_its_line(string text, int line, string code) =>
        Assert.Contains(ProvisionText.Read(text).Diagnostics, finding => finding.Code == code && finding.Line == line);

    [Fact]
    public void A_finding_has_a_column_and_a_sentence_in_both_languages()
    {
        var finding = ProvisionText.Read("○規程\n第1条 甲。\n  (1) 甲\n  (3) 乙\n").Diagnostics.Single(found => found.Code == "numbering.gap");
        Assert.Equal((4, 3), (finding.Line, finding.Column));
        Assert.Contains("(3)", finding.Japanese, StringComparison.Ordinal);
        Assert.Contains("(3)", finding.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_text_has_no_findings() =>
        Assert.Empty(ProvisionText.Read("○規程\n令和2年4月1日\n規程第5号\n(目的)\n第1条 甲は、乙とする。\n(1) 甲\n(2) 乙\n2 丙とする。\n附 則\nこの規程は、令和2年4月1日から施行する。\n").Diagnostics);

    [Fact]
    public void So_many_findings_are_reported_that_a_person_can_look_through_them()
    {
        var text = string.Concat(Enumerable.Repeat("(1) 甲\n", 3000));
        var findings = ProvisionText.Read("○規程\n第1条 甲。\n" + text).Diagnostics;
        Assert.InRange(findings.Length, 400, 402);
        Assert.Contains(findings, finding => finding.Code == "diagnostics.more");
    }
}
