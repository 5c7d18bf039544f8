using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Drafting;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

/// <summary>起案の点検: what was lost by an edit of the whole text is told before it is submitted.</summary>
public sealed class DraftDiagnosticsTests
{
    private const string Old = "対策基準\n第1章　総則\n1　目的\n目的を定める。\n2　範囲\n範囲を定める。\n第2章　分類\n3　分類の基準\n分類する。\n";

    [Fact]
    public void A_number_that_stands_twice_is_told_by_its_line_as_it_was_typed_and_as_it_is_kept()
    {
        var old = ProvisionText.Read(Old).Tree;
        var typed = Old.Replace("2　範囲", "3　範囲", StringComparison.Ordinal);
        Assert.Equal(8, Assert.Single(DraftDiagnostics.Of(typed, old), found => found.Code == "numbering.number-lost").Line);
        Assert.Single(DraftDiagnostics.Of(ProvisionText.Write(ProvisionText.Read(typed).Tree), old), found => found.Code == "numbering.number-lost");
        Assert.DoesNotContain(DraftDiagnostics.Of(Old, old), found => found.Code == "numbering.number-lost");
    }

    [Fact]
    public async Task Whoever_submits_is_told_which_numbers_were_lost()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(Old);
        var lost = await office.AmendedAsync(document, Old.Replace("2　範囲", "3　範囲", StringComparison.Ordinal));
        var submit = new SubmitAmendmentHandler(office.As(office.Officer), office.Readers);
        Assert.Equal(["3　分類の基準"], AScenario.Value(await submit.PrepareAsync(lost, ct)).Lost.Select(one => one.Line));
    }
}
