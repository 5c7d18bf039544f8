using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reviewing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Publishing;

public sealed class PublishAmendmentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_goes_from_import_through_approval_into_force()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, edition) = await office.InForceAsync(SampleTexts.First);
        await using var db = await office.OpenAsync(office.Staff);
        var row = await db.Editions.SingleAsync(e => e.Id == edition, Ct);
        var text = db.Open(document, row.Text);
        Assert.Equal(ProvisionText.Read(SampleTexts.First).Tree, ProvisionText.Read(text).Tree);
        Assert.Equal(ContentHash.Of(text), row.Hash);
        Assert.Equal(6, await db.Provisions.CountAsync(p => p.EditionId == edition, Ct));
        Assert.Equal(DocumentStanding.InForce, (await db.EditionOrderAsync(document, Ct)).StandingOn(TestDatabase.Today));
        Assert.Equal(1, await db.Outbox.CountAsync(m => m.DocumentId == document, Ct));
        Assert.Equal(1, await db.Journal.CountAsync(j => j.DocumentId == document && j.Action == "edition.published", Ct));
    }

    [Fact]
    public async Task A_future_date_of_effect_takes_effect_by_the_clock_alone()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, first) = await office.InForceAsync();
        var next = await office.AmendedAsync(document);
        var second = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(next, new DateOnly(2026, 12, 1))));
        await using (var today = await office.OpenAsync(office.Staff))
            Assert.Equal(first, (await today.EditionOrderAsync(document, Ct)).InForceOn(today.Reader.Day)!.Id);
        // 0:00 in Tokyo on 1 December.
        office.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero));
        await using var then = await office.OpenAsync(office.Staff);
        Assert.Equal(second, (await then.EditionOrderAsync(document, Ct)).InForceOn(then.Reader.Day)!.Id);
    }

    [Fact]
    [Trait("ASVS", "V2.3.4")]
    public async Task Of_two_who_publish_at_once_one_wins_and_the_other_is_told()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.ApprovedAsync(await office.InReviewAsync(await office.DraftedAsync()));
        var seen = AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(id, Ct)).Seen;
        var ask = new PublishAmendment(id, seen);
        var made = await Task.WhenAll(
            Task.Run(() => office.Publishing(office.Officer).HandleAsync(ask, Ct)),
            Task.Run(() => office.Publishing(office.OtherOfficer).HandleAsync(ask, Ct)));
        Assert.Equal(AmendmentErrors.AlreadyPublished, Assert.Single(made, m => !m.Succeeded).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(1, await db.Editions.CountAsync(Ct));
    }

    [Fact]
    public async Task Of_two_amendments_on_one_edition_the_second_is_superseded_and_kept()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var one = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document)));
        var other = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose, office.OtherOfficer), by: office.OtherOfficer));
        await office.PublishedAsync(one);
        var handler = office.Publishing(office.Officer);
        var view = AScenario.Value(await handler.PrepareAsync(other, Ct));
        Assert.True(view.IsSuperseded);
        Assert.Equal(AmendmentErrors.Superseded, (await handler.HandleAsync(new PublishAmendment(other, view.Seen), Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(AmendmentStage.Approved, (await db.FindAmendmentAsync(other, Ct))!.Stage);
    }

    [Fact]
    [Trait("ASVS", "V2.3.4")]
    public async Task Of_two_amendments_on_one_edition_that_are_published_at_once_one_wins_and_the_other_is_told()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var one = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document)));
        var other = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose, office.OtherOfficer), by: office.OtherOfficer));
        var gate = new BothAtOnce();
        using var procedures = new KnownProcedures(new PolicyDbFactory(office.Database.Databases.Setup with { Listeners = [gate] }), office.Readers, office.Database.Get<KnownDocuments>(), office.Database.Get<EditionTexts>());
        var (first, second) = (new PublishAmendmentHandler(office.As(office.Officer, procedures), office.Calendar), new PublishAmendmentHandler(office.As(office.OtherOfficer, procedures), office.Calendar));
        var (seen, otherSeen) = (AScenario.Value(await first.PrepareAsync(one, Ct)).Seen, AScenario.Value(await second.PrepareAsync(other, Ct)).Seen);
        gate.Close(db => db.ChangeTracker.Entries<Edition>().Any(edition => edition.State == EntityState.Added));
        var made = await Task.WhenAll(first.HandleAsync(new PublishAmendment(one, seen), Ct), second.HandleAsync(new PublishAmendment(other, otherSeen), Ct));
        gate.Open();
        Assert.Equal(AmendmentErrors.Superseded, Assert.Single(made, m => !m.Succeeded).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(2, await db.Editions.CountAsync(Ct));
    }

    [Fact]
    public async Task A_repeal_ends_the_document_on_its_day_and_nothing_can_be_amended_after()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var begin = new BeginAmendmentHandler(office.As(office.Officer));
        var repeal = AScenario.Value(await begin.HandleAsync(new BeginAmendment(document, EditionKind.Repeal, Significance.Substantive), Ct));
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(repeal)));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(DocumentStanding.Repealed, (await db.EditionOrderAsync(document, Ct)).StandingOn(TestDatabase.Today));
        Assert.Equal(AmendmentErrors.DocumentIsRepealed, (await begin.HandleAsync(new BeginAmendment(document, EditionKind.PartialAmendment, Significance.Substantive), Ct)).Error);
    }

    [Fact]
    public async Task An_editorial_amendment_asks_nobody_and_a_substantive_one_asks_whom_it_binds()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var editorial = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document), significance: Significance.Editorial));
        var handler = office.Publishing(office.Officer);
        Assert.Equal(0, AScenario.Value(await handler.PrepareAsync(editorial, Ct)).Asked);
        var substantive = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose)));
        Assert.Equal(8, AScenario.Value(await handler.PrepareAsync(substantive, Ct)).Asked);
    }

    [Fact]
    public async Task Editions_may_share_a_day_of_effect_and_stand_in_the_order_of_their_enactment()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, first) = await office.InForceAsync();
        var second = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document))));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal([first, second], (await db.EditionOrderAsync(document, Ct)).All.Select(e => e.Id));
    }

    [Fact]
    public async Task Staff_and_those_who_only_decide_cannot_publish()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.ApprovedAsync(await office.InReviewAsync(await office.DraftedAsync()));
        foreach (var person in new[] { office.Staff, office.Ciso, office.Manager })
            Assert.Equal(DocumentErrors.NotFound, (await office.Publishing(person).PrepareAsync(id, Ct)).Error);
    }
}
