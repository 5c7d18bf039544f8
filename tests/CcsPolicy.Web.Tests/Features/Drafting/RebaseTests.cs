using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Drafting;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

public sealed class RebaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_of_other_provisions_are_carried_over_to_the_latest_edition_and_published()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var draft = await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose, office.OtherOfficer);
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.Second))));
        var next = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(draft, Ct));
        await using (var db = await office.OpenAsync(office.Officer))
        {
            Assert.Equal(AmendmentStage.Withdrawn, (await db.FindAmendmentAsync(draft, Ct))!.Stage);
            var carried = (await db.FindAmendmentAsync(next, Ct))!;
            Assert.True(carried.IsWrittenBy(office.OtherOfficer));
            var tree = AScenario.Value(await db.ReadDraftAsync(carried, Ct)).Tree;
            Assert.Contains("安全に取り扱う", tree.Provisions[0].Text);
            Assert.Equal(["第1条", "第2条", "第3条", "第4条"], tree.Provisions.Select(p => p.Label));
        }
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(next)));
    }

    [Fact]
    public async Task When_both_changed_one_provision_a_person_has_to_decide_and_nothing_changes()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var draft = await office.AmendedAsync(document, SampleTexts.Second.Replace("毎月", "毎週", StringComparison.Ordinal));
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.Second))));
        Assert.Equal(AmendmentErrors.RebaseNeedsPeople, (await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(draft, Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(AmendmentStage.Drafted, (await db.FindAmendmentAsync(draft, Ct))!.Stage);
    }
}
