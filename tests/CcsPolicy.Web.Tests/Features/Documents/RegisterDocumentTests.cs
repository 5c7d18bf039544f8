using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Documents;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Documents;

/// <summary>A document is registered with a department and a custodian that there are.</summary>
public sealed class RegisterDocumentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("ASVS", "V1.3.3")]
    public async Task A_department_or_custodian_that_is_not_there_is_refused_and_nothing_is_kept()
    {
        await using var scenario = await AScenario.CreateAsync();
        var handler = new RegisterDocumentHandler(scenario.As(scenario.Officer));
        var ask = new NewDocument(Tier.Standard, "SP-77", "新しい基準", InstrumentKind.Standard, scenario.OtherDepartment, scenario.Officer, Openness.Internal, Audience.AllWorkers);
        Assert.Equal(DocumentErrors.NoSuchDepartment, (await handler.HandleAsync(ask with { Owner = new DepartmentId(Guid.NewGuid()) }, Ct)).Error);
        Assert.Equal(DocumentErrors.NoSuchCustodian, (await handler.HandleAsync(ask with { Custodian = new PersonId(Guid.NewGuid()) }, Ct)).Error);
        Assert.Equal(DocumentErrors.InstrumentDoesNotFit, (await handler.HandleAsync(ask with { Instrument = InstrumentKind.Manual }, Ct)).Error);
        Assert.Equal(DocumentErrors.CodeUnusable, (await handler.HandleAsync(ask with { Code = "0" }, Ct)).Error);
        Assert.Equal(TypedWords.UnseenSigns, (await handler.HandleAsync(ask with { Title = "新しい\u202e基準" }, Ct)).Error);
        await using (var db = await scenario.OpenAsync(scenario.Officer))
            Assert.False(await db.Journal.AnyAsync(entry => entry.Action == "document.registered", Ct));
        AScenario.Value(await handler.HandleAsync(ask, Ct));
    }
}
