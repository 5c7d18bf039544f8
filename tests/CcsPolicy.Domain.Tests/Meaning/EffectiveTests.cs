using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class EffectiveTests
{
    private static string[] Of(string text) =>
        [.. Read(Article("第1条", "する。"), Suppl(text)).Effective.Select(e => $"{e.Kind} {e.Date?.Date.Iso() ?? "-"}")];

    [Theory]
    [InlineData("この規程は、平成29年4月1日から施行する。", "InForce 2017-04-01")]
    [InlineData("この規程は、公布の日から施行する。", "InForce -")]
    [InlineData("この改正は、公告の日から施行し、平成29年5月30日から適用する。", "InForce -|AppliesFrom 2017-05-30")]
    [InlineData("この規程は、令和7年4月1日から施行する。ただし、第5条の規定は、同年10月1日から施行する。", "InForce 2025-04-01|InForce 2025-10-01")]
    [InlineData("この規程は、公布の日から起算して六月を超えない範囲内において理事長が定める日から施行する。", "InForce -")]
    [InlineData("この規程は、令和7年4月1日から起算して20日を経過した日から施行する。", "InForce -")]
    [InlineData("この規程は、令和7年4月1日から施行し、令和8年3月31日限り、その効力を失う。", "InForce 2025-04-01|Expires 2026-03-31")]
    [InlineData("この規程は、令和8年3月31日をもって失効する。", "Expires 2026-03-31")]
    [InlineData("この方針は、令和4年9月29日より施行する。", "InForce 2022-09-29")]
    [InlineData("この方針は、令和4年9月29日から実施する。", "InForce 2022-09-29")]
    [InlineData("この法律は、昭和二十九年四月一日から、これを施行する。", "InForce 1954-04-01")]
    [InlineData("この規程の施行前にした行為については、なお従前の例による。", "")]
    [InlineData("改正後の規定は、令和7年4月1日以後の契約について適用し、同日前の契約には適用しない。", "")]
    public void Dates_in_a_supplement_have_their_kind(string text, string expected) => Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Of(text));

    [Fact]
    public void Items_may_hold_the_days()
    {
        var meaning = Read(Suppl("", Paragraph("1", "この規程は、次の各号に掲げる規定について、当該各号に定める日から施行する。", Item("(1)", "第1条の規定　令和7年4月1日"), Item("(2)", "第2条の規定　公布の日"))));
        Assert.Equal([("suppl.1.1", "令和7年4月1日"), ("suppl.1.2", null)], meaning.Effective.Select(e => (e.At.Value, e.Date?.Written)));
    }

    [Fact]
    public void Before_the_enactment_is_kept_with_a_warning()
    {
        var meaning = ProvisionMeaning.Of(Tree(Article("1", "目的"), Suppl("この改正は、平成28年8月29日から施行する。") with { Line = 4 }).Above("平成28年11月28日", "制定"),
            "見本規程\n平成28年11月28日\n制定\n附 則\n\nこの改正は、平成28年8月29日から施行する。");
        Assert.Equal(new DateOnly(2016, 8, 29), Assert.Single(meaning.Effective).Date?.Date);
        var diagnostic = Assert.Single(meaning.Diagnostics);
        Assert.Equal((6, 7, DiagnosticSeverity.Warning, "date.effective-before-enactment"), (diagnostic.Line, diagnostic.Column, diagnostic.Severity, diagnostic.Code));
    }

    [Fact]
    public void An_amending_supplement_is_compared_with_its_own_date()
    {
        Assert.Empty(Read(Suppl("この改正は、令和4年9月29日から施行する。").Headed("令和4年9月29日")).Diagnostics);
        Assert.Single(Read(Suppl("この改正は、令和4年9月28日から施行する。").Headed("令和4年9月29日")).Diagnostics);
    }

    [Fact]
    public void A_policy_may_say_it_in_its_body() =>
        Assert.Equal("2016-04-01", Assert.Single(Read(Article("11", "この方針は、平成28年4月1日から施行する。")).Effective).Date?.Date.Iso());
}
