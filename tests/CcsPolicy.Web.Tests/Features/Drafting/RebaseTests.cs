using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
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
        var next = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(draft, _ => [], Ct));
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
        Assert.Equal(AmendmentErrors.RebaseNeedsPeople, (await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(draft, _ => [], Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(AmendmentStage.Drafted, (await db.FindAmendmentAsync(draft, Ct))!.Stage);
    }

    [Fact]
    public async Task A_text_that_was_to_be_enacted_amends_the_one_that_was_enacted_before_it()
    {
        await using var office = await AScenario.CreateAsync();
        var first = await office.DraftedAsync();
        DocumentId document;
        await using (var db = await office.OpenAsync(office.Officer))
            document = (await db.FindAmendmentAsync(first, Ct))!.DocumentId;
        var second = AScenario.Value(await new BeginAmendmentHandler(office.As(office.OtherOfficer)).HandleAsync(new BeginAmendment(document, EditionKind.Enactment, Significance.Substantive), Ct));
        AScenario.Value(await office.Drafts(office.OtherOfficer).SaveWholeAsync(second, 0, SampleTexts.Second, Ct));
        var enacted = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(first)));

        var handler = new RebaseAmendmentHandler(office.As(office.Officer));
        Assert.Equal(EditionKind.PartialAmendment, AScenario.Value(await handler.ViewAsync(second, _ => [], Ct)).Kind);
        var next = AScenario.Value(await handler.HandleAsync(second, _ => [], Ct));
        await using (var db = await office.OpenAsync(office.Officer))
        {
            var carried = (await db.FindAmendmentAsync(next, Ct))!;
            Assert.Equal((EditionKind.PartialAmendment, enacted), (carried.Kind, carried.BaseEditionId!.Value));
            var text = AScenario.Value(await db.ReadDraftAsync(carried, Ct));
            Assert.Equal(ProvisionText.Write(ProvisionText.Read(SampleTexts.Second).Tree), ProvisionText.Write(text.Tree));
            // Article 3 of the one is article 4 of the other.
            Assert.Equal(text.Base.Provisions[2].Key, text.Tree.Provisions[3].Key);
        }
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(next)));
    }

    [Fact]
    public async Task The_page_tells_open_editors_as_which_amendment_the_draft_goes_on()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, "対策基準\n\n第1条　目的の文。\n第2条　責任の文。\n", new(2025, 4, 1));
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);
        var begun = await client.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var draft = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        await client.PostFormAsync(SiteUrls.EditDraftText(draft), "text", ("Words", "対策基準\n\n第1条　改めた目的の文。\n第2条　責任の文。\n"), ("Then", "stay"));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await shelf.EditionAsync(document, "対策基準\n\n第1条　目的の文。\n第2条　改めた責任の文。\n", new(2026, 4, 1), EditionKind.PartialAmendment);
        var heard = new List<DraftChange>();
        portal.Services.GetRequiredService<OpenDrafts>().Changed += heard.Add;

        var moved = await client.PostFormAsync(SiteUrls.RebaseAmendment(draft), "rebase");

        var change = Assert.Single(heard);
        Assert.Equal(draft, change.Amendment);
        Assert.EndsWith(SiteUrls.Amendment(change.MovedTo!.Value), moved.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
