using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Texts;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

/// <summary>改定方式 is a setting of each document.</summary>
public sealed class RevisedDocumentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_amended_by_an_instrument_until_it_is_set_to_be_revised()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var amendment = await office.AmendedAsync(document);
        Assert.NotEmpty(MakeParcelHandler.InstrumentOf(await ShownAsync(), new AmendingOptions()).Text);

        var describe = new DescribeDocumentHandler(office.As(office.Officer));
        var seen = AScenario.Value(await describe.ViewAsync(document, Ct));
        Assert.Equal(AmendingMethod.Instrument, seen.AmendedBy);
        AScenario.Value(await describe.HandleAsync(new DescribeDocument(document, seen.Code, seen.Instrument, AmendingMethod.Revision, seen.Owner, seen.RowVersion), Ct));

        Assert.Empty(MakeParcelHandler.InstrumentOf(await ShownAsync(), new AmendingOptions()).Text);
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(amendment)));

        async Task<AmendmentView> ShownAsync() => AScenario.Value(await new ShowAmendmentHandler(office.As(office.Officer), office.Readers).HandleAsync(amendment, Ct));
    }

    [Fact]
    public void A_manual_is_revised_and_every_other_kind_amended()
    {
        foreach (var kind in Enum.GetValues<InstrumentKind>())
            Assert.Equal(kind == InstrumentKind.Manual ? AmendingMethod.Revision : AmendingMethod.Instrument, PolicyDocument.MethodOf(kind));
    }
}
