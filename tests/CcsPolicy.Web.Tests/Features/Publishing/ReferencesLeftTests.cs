using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Publishing;

/// <summary>A publication that leaves references behind needs a reason.</summary>
public sealed class ReferencesLeftTests
{
    private const string Rules = "点検手続\n\n第1条　点検実施基準第2条の記録は、保存する。\n";
    private const string CorrectedRules = "点検手続\n\n第1条　点検実施基準第3条の記録は、保存する。\n";
    private static readonly DateOnly Later = new(2026, 12, 1);
    private static readonly string Corrected = SampleTexts.ReferringMoved.Replace("第2条の記録", "第3条の記録", StringComparison.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static PublishAmendmentHandler Publish(AScenario office) => office.Publishing(office.Officer);

    private static async Task<DocumentView> ShownAsync(AScenario office, PersonId by, DocumentId document)
    {
        using var texts = new EditionTexts();
        var known = office.Database.Get<KnownDocuments>();
        return AScenario.Value(await new ShowDocumentHandler(office.As(by), new AtWork(by, office.Readers), new ReviewsDue(new TextsInForce(texts, known), known, texts), office.Calendar).HandleAsync(document, Ct));
    }

    private static async Task<DocumentId> StandardAsync(AScenario office) => (await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準"))).Document;

    private static async Task<AmendmentId> ApprovedAsync(AScenario office, DocumentId document, string text, DateOnly? effective = null) =>
        await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, text), effective));

    [Fact]
    public async Task Without_a_reason_it_is_refused_and_nothing_has_changed()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var id = await ApprovedAsync(office, document, SampleTexts.ReferringMoved);
        var view = AScenario.Value(await Publish(office).PrepareAsync(id, Ct));
        Assert.Equal(2, view.Left.Dangling);
        Assert.Equal(AmendmentErrors.DanglingNeedsReason, (await Publish(office).HandleAsync(new PublishAmendment(id, view.Seen, " \n"), Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal((1, 0), (await db.Editions.CountAsync(e => e.DocumentId == document, Ct), await db.Comments.CountAsync(Ct)));
        Assert.Equal(AmendmentStage.Approved, (await db.Amendments.SingleAsync(a => a.Id == id, Ct)).Stage);
    }

    [Fact]
    public async Task With_a_reason_it_is_published_and_the_reason_is_kept_sealed_with_the_amendment()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var id = await ApprovedAsync(office, document, SampleTexts.ReferringMoved);
        var view = AScenario.Value(await Publish(office).PrepareAsync(id, Ct));
        AScenario.Value(await Publish(office).HandleAsync(new PublishAmendment(id, view.Seen, "次の改正で直すため。"), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var kept = await db.Comments.SingleAsync(Ct);
        Assert.Equal((id, office.Officer), (kept.AmendmentId, kept.WrittenBy));
        Assert.EndsWith("：次の改正で直すため。", db.Open(document, kept.Text), StringComparison.Ordinal);
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.DocumentId == document && entry.Action == "comment.written", Ct));
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_refused()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await ApprovedAsync(office, await StandardAsync(office), SampleTexts.ReferringMoved);
        var view = AScenario.Value(await Publish(office).PrepareAsync(id, Ct));
        Assert.Equal(AmendmentErrors.OpinionTooLong, (await Publish(office).HandleAsync(new PublishAmendment(id, view.Seen, new string('長', PublishAmendmentHandler.LongestReason + 1)), Ct)).Error);
    }

    [Fact]
    public async Task A_text_whose_references_are_corrected_asks_for_none_and_keeps_none()
    {
        await using var office = await AScenario.CreateAsync();
        await office.PublishedAsync(await ApprovedAsync(office, await StandardAsync(office), Corrected));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(0, await db.Comments.CountAsync(Ct));
    }

    [Fact]
    public async Task Another_document_counts_until_it_is_corrected_for_the_same_day()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"));
        var id = await ApprovedAsync(office, document, Corrected, Later);
        var view = AScenario.Value(await Publish(office).PrepareAsync(id, Ct));
        Assert.Equal([other], view.Left.Elsewhere.Select(left => left.Document.Id));
        Assert.Equal(AmendmentErrors.DanglingNeedsReason, (await Publish(office).HandleAsync(new PublishAmendment(id, view.Seen), Ct)).Error);
        await office.PublishedAsync(await ApprovedAsync(office, other, CorrectedRules, Later));
        await office.PublishedAsync(id);
    }

    [Fact]
    public async Task A_procedure_that_refers_to_it_asks_the_publisher_for_nothing()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        await shelf.EditionAsync(await shelf.DocumentAsync(Tier.Procedure, "P-01", "点検手順", custodian: office.Custodian), Rules.Replace("点検手続", "点検手順", StringComparison.Ordinal), new(2026, 4, 1));
        var id = await ApprovedAsync(office, document, Corrected);
        Assert.Empty(AScenario.Value(await Publish(office).PrepareAsync(id, Ct)).Left.Elsewhere);
        await office.PublishedAsync(id);
    }

    [Theory]
    [InlineData(Tier.Procedure, Openness.AllStaff)]
    [InlineData(Tier.Standard, Openness.AllStaff)]
    public async Task What_fewer_may_know_than_the_amended_document_needs_a_reason_that_is_kept_with_it_alone(Tier tier, Openness openness)
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        var other = await shelf.DocumentAsync(tier, "P-01", "点検手順", openness, custodian: office.Custodian);
        await shelf.EditionAsync(other, Rules.Replace("点検手続", "点検手順", StringComparison.Ordinal), new(2026, 4, 1));
        var id = await ApprovedAsync(office, document, Corrected);
        var left = AScenario.Value(await Publish(office).PrepareAsync(id, Ct)).Left;
        Assert.Equal(other, Assert.Single(left.Elsewhere).Document.Id);
        Assert.Equal((0, 1), (left.Dangling, left.Asked));
        var seen = AScenario.Value(await Publish(office).PrepareAsync(id, Ct)).Seen;
        Assert.Equal(AmendmentErrors.DanglingNeedsReason, (await Publish(office).HandleAsync(new PublishAmendment(id, seen), Ct)).Error);
        AScenario.Value(await Publish(office).HandleAsync(new PublishAmendment(id, seen, "手順は来月に直す。"), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(0, await db.Comments.CountAsync(comment => comment.DocumentId == document, Ct));
        // It came from no amendment: whoever follows it finds the reason on its page.
        var kept = await db.Comments.IgnoreQueryFilters().SingleAsync(Ct);
        Assert.Equal((other, null), (kept.DocumentId, kept.AmendmentId));
        var page = await ShownAsync(office, tier == Tier.Procedure ? office.Custodian : office.Officer, other);
        Assert.EndsWith("：手順は来月に直す。", Assert.Single(Assert.Single(page.Editions).Left).Reason, StringComparison.Ordinal);
        Assert.All((await ShownAsync(office, office.Officer, document)).Editions, edition => Assert.Empty(edition.Left));
        Assert.Equal([other], await db.Journal.IgnoreQueryFilters().Where(entry => entry.Action == "edition.references-left").Select(entry => entry.DocumentId!.Value).ToListAsync(Ct));
        Assert.DoesNotContain("references", System.Text.Encoding.UTF8.GetString((await db.Journal.Where(entry => entry.DocumentId == document && entry.Action == "edition.published").ToListAsync(Ct)).MaxBy(entry => entry.At)!.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_stands_among_what_was_said_of_the_document_that_fewer_may_know()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"), new(2026, 4, 1));
        await using (var rows = await office.OpenAsync(office.Officer))
            await rows.Documents.Where(one => one.Id == other).ExecuteUpdateAsync(one => one.SetProperty(row => row.Openness, Openness.AllStaff), Ct);
        var id = await ApprovedAsync(office, document, Corrected);
        AScenario.Value(await Publish(office).HandleAsync(new PublishAmendment(id, AScenario.Value(await Publish(office).PrepareAsync(id, Ct)).Seen, "手続は来月に直す。"), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var kept = await db.Comments.SingleAsync(Ct);
        Assert.Equal((other, false), (kept.DocumentId, kept.AmendmentId == id));
        Assert.EndsWith("：手続は来月に直す。", db.Open(other, kept.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_internal_document_that_points_at_a_public_one_asks_for_a_reason()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        await using (var db = await office.OpenAsync(office.Officer))
            await db.Documents.Where(one => one.Id == document).ExecuteUpdateAsync(one => one.SetProperty(row => row.Openness, Openness.Public), Ct);
        await shelf.EditionAsync(await shelf.DocumentAsync(Tier.Standard, "P-01", "点検手順", Openness.Internal, custodian: office.Custodian), Rules.Replace("点検手続", "点検手順", StringComparison.Ordinal), new(2026, 4, 1));
        var view = AScenario.Value(await Publish(office).PrepareAsync(await ApprovedAsync(office, document, Corrected), Ct));
        Assert.Equal((Openness.Internal, true), (Assert.Single(view.Left.Elsewhere).Document.Openness, view.Left.Dangling > 0));
    }

    [Fact]
    public async Task A_repeal_leaves_the_references_of_others_behind()
    {
        await using var office = await AScenario.CreateAsync();
        var document = await StandardAsync(office);
        await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"), new(2026, 4, 1));
        var repeal = AScenario.Value(await new BeginAmendmentHandler(office.As(office.Officer)).HandleAsync(new(document, EditionKind.Repeal, Significance.Substantive), Ct));
        var view = AScenario.Value(await Publish(office).PrepareAsync(await office.ApprovedAsync(await office.InReviewAsync(repeal)), Ct));
        Assert.Equal(1, view.Left.Dangling);
    }
}
