using CcsPolicy.Domain.Documents;
using Xunit;

namespace CcsPolicy.Domain.Tests.Documents;

/// <summary>Code and kind of instrument fit the document.</summary>
public sealed class ParticularsTests
{
    [Theory]
    [InlineData("P-01", null)]
    [InlineData("手順第10号", null)]
    [InlineData("A", null)]
    [InlineData("１", null)]
    [InlineData(" ", "document.code-missing")]
    [InlineData("0", "document.code-unusable")]
    [InlineData("手順第00号", "document.code-unusable")]
    [InlineData("-1", "document.code-unusable")]
    [InlineData("。", "document.code-unusable")]
    [InlineData("P\u202e-1", "document.code-unusable")]
    public void A_code_is_a_letter_or_a_number_from_one_on(string code, string? refusal) => Assert.Equal(refusal, PolicyDocument.CodeFits(code)?.Code);

    [Theory]
    [InlineData(Tier.BasicPolicy, InstrumentKind.Policy, true)]
    [InlineData(Tier.BasicPolicy, InstrumentKind.Manual, false)]
    [InlineData(Tier.Standard, InstrumentKind.Rules, true)]
    [InlineData(Tier.Standard, InstrumentKind.Policy, false)]
    [InlineData(Tier.Procedure, InstrumentKind.Manual, true)]
    [InlineData(Tier.Procedure, InstrumentKind.Guideline, true)]
    [InlineData(Tier.Procedure, InstrumentKind.Policy, false)]
    [InlineData(Tier.Procedure, InstrumentKind.Standard, false)]
    public void The_kind_of_instrument_fits_the_tier(Tier tier, InstrumentKind kind, bool fits) => Assert.Equal(fits, PolicyDocument.InstrumentFits(tier, kind) is null);

    [Fact]
    public void Each_tier_has_kinds_to_choose_from_and_each_kind_a_tier()
    {
        foreach (var tier in Enum.GetValues<Tier>())
            Assert.Contains(Enum.GetValues<InstrumentKind>(), kind => PolicyDocument.InstrumentFits(tier, kind) is null);
        foreach (var kind in Enum.GetValues<InstrumentKind>())
            Assert.Contains(Enum.GetValues<Tier>(), tier => PolicyDocument.InstrumentFits(tier, kind) is null);
    }
}
