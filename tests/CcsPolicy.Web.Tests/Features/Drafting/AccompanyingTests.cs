using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reviewing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

/// <summary>伴う改正: what one amendment leaves behind in other documents is corrected by amendments that go with it.</summary>
public sealed class AccompanyingTests
{
    private const string Rules = "点検手続\n\n（記録）\n第1条　点検実施基準第2条の記録は、保存する。\n（報告）\n第2条　報告は、点検実施基準第3条による。\n";
    private static readonly string Corrected = SampleTexts.ReferringMoved.Replace("第2条の記録", "第3条の記録", StringComparison.Ordinal);
    private static readonly DateOnly Before = new(2026, 4, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CorrectReferencesHandler References(AScenario office, PersonId person) => new(office.As(person), office.Kept);

    private static async Task<ReferencesView> ViewAsync(AScenario office, AmendmentId id, PersonId? by = null) => AScenario.Value(await References(office, by ?? office.Officer).ReadAsync(id, Ct));

    private static async Task<AmendmentView> ShownAsync(AScenario office, AmendmentId id, PersonId by) => AScenario.Value(await new ShowAmendmentHandler(office.As(by), office.Readers).HandleAsync(id, Ct));

    private static string Seen(ReferencesView view, DocumentId other) => view.SeenOf(view.Left.Elsewhere.First(one => one.Document.Id == other));

    private static async Task<AmendmentId> PutAsync(AScenario office, AmendmentId first, DocumentId other, PersonId? by = null) => (await PutByAsync(office, first, other, by)).Draft;

    private static async Task<PutElsewhere> PutByAsync(AScenario office, AmendmentId first, DocumentId other, PersonId? by = null)
    {
        var view = await ViewAsync(office, first, by);
        return AScenario.Value(await References(office, by ?? office.Officer).PutInElsewhereAsync(first, view.Sequence, other, Seen(view, other), Ct));
    }

    private static async Task<(AmendmentId First, DocumentId Other)> MovedAsync(AScenario office)
    {
        var (document, _) = await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準"), Before);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"), Before);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await office.AmendedAsync(document, Corrected), other);
    }

    private static async Task<string[]> WordsAsync(AScenario office, AmendmentId id, PersonId? by = null)
    {
        await using var db = await office.OpenAsync(by ?? office.Officer);
        return [.. AScenario.Value(await db.ReadDraftAsync((await db.FindAmendmentAsync(id, Ct))!, Ct)).Tree.Provisions.Select(provision => provision.Text)];
    }

    [Fact]
    public async Task One_press_begins_an_amendment_of_the_other_document_with_the_corrected_wording()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        Assert.Equal(2, (await ViewAsync(office, first)).PutsInto((await ViewAsync(office, first)).Left.Elsewhere[0]));
        var made = await PutAsync(office, first, other);
        Assert.Equal(["点検実施基準第3条の記録は、保存する。", "報告は、点検実施基準第4条による。"], await WordsAsync(office, made));
        await using (var db = await office.OpenAsync(office.Officer))
        {
            var row = (await db.FindAmendmentAsync(made, Ct))!;
            Assert.Equal((other, first, EditionKind.PartialAmendment, Significance.Editorial), (row.DocumentId, row.AccompaniesId!.Value, row.Kind, row.Significance));
            Assert.Contains("点検実施基準の改正に伴い", db.Open(other, row.Reason), StringComparison.Ordinal);
        }
        var after = await ViewAsync(office, first);
        Assert.Equal((made, 0), (after.Drafts[other].Id, after.Drafts[other].References.Length));
        Assert.Equal(0, after.PutsInto(after.Left.Elsewhere[0]));
    }

    [Fact]
    public async Task A_second_press_does_nothing_twice()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = await PutAsync(office, first, other);
        var words = await WordsAsync(office, made);
        Assert.Equal(new PutElsewhere(made, false, true), await PutByAsync(office, first, other));
        Assert.Equal(words, await WordsAsync(office, made));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal((1, 2), (await db.Amendments.CountAsync(a => a.AccompaniesId == first, Ct), await db.DraftSteps.CountAsync(step => step.AmendmentId == made, Ct)));
    }

    [Fact]
    public async Task On_a_draft_that_somebody_else_has_saved_since_nothing_is_begun()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await References(office, office.Officer).PutInElsewhereAsync(first, 99, other, Seen(await ViewAsync(office, first), other), Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(0, await db.Amendments.CountAsync(a => a.AccompaniesId != null, Ct));
    }

    [Fact]
    public async Task Where_the_other_document_is_being_amended_the_wording_goes_into_that_draft()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        // One of the two is corrected there already, and its number has moved.
        var open = await office.AmendedAsync(other, "点検手続\n\n（目的）\n第1条　目的を定める。\n（記録）\n第2条　点検実施基準第2条の記録は、5年保存する。\n（報告）\n第3条　報告は、点検実施基準第4条による。\n");
        var view = await ViewAsync(office, first);
        Assert.Equal((open, 1), (view.Drafts[other].Id, view.PutsInto(view.Left.Elsewhere[0])));
        Assert.Equal(open, await PutAsync(office, first, other));
        Assert.Equal(["目的を定める。", "点検実施基準第3条の記録は、5年保存する。", "報告は、点検実施基準第4条による。"], await WordsAsync(office, open));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(first, (await db.FindAmendmentAsync(open, Ct))!.AccompaniesId);
    }

    [Fact]
    public async Task A_draft_in_review_takes_no_wording()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var open = await office.InReviewAsync(await office.AmendedAsync(other, Rules.Replace("保存する", "5年保存する", StringComparison.Ordinal)));
        var view = await ViewAsync(office, first);
        Assert.Equal((2, 0), (view.Drafts[other].References.Length, view.PutsInto(view.Left.Elsewhere[0])));
        Assert.Equal(AmendmentErrors.NotInDraft, (await References(office, office.Officer).PutInElsewhereAsync(first, view.Sequence, other, Seen(view, other), Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Null((await db.FindAmendmentAsync(open, Ct))!.AccompaniesId);
    }

    [Fact]
    public async Task What_goes_with_it_knows_the_numbers_to_come()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = await PutAsync(office, first, other);
        var own = await ViewAsync(office, made);
        Assert.Equal((first, 0), (own.Accompanied!.Value.First.Amendment.Id, own.Accompanied.Value.Left.Length));
        Assert.Empty(own.Left.Within);
        var drafts = office.Drafts(office.Officer);
        AScenario.Value(await drafts.SaveWholeAsync(made, own.Sequence, Rules.Replace("第2条の記録", "第3条の記録", StringComparison.Ordinal), Ct));
        Assert.Equal("第3条", Assert.Single((await ViewAsync(office, made)).Accompanied!.Value.Left).Written);
    }

    [Fact]
    public async Task It_is_planned_for_the_day_of_the_first()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var day = TestDatabase.Today.AddDays(30);
        await office.InReviewAsync(first, day);
        var made = await PutAsync(office, first, other);
        await using var db = await office.OpenAsync(office.Officer);
        var row = (await db.FindAmendmentAsync(made, Ct))!;
        Assert.Equal((day, day), (row.EnactedOn, row.EffectiveFrom));
    }

    [Fact]
    public async Task Begun_before_the_first_has_a_day_it_is_proposed_for_that_day_when_it_is_submitted()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = await PutAsync(office, first, other);
        var day = TestDatabase.Today.AddDays(30);
        await office.InReviewAsync(first, day);
        Assert.Equal(day, AScenario.Value(await new SubmitAmendmentHandler(office.As(office.Officer), office.Readers).PrepareAsync(made, Ct)).EffectiveFrom);
    }

    [Fact]
    public async Task A_decided_amendment_that_goes_with_it_for_the_same_day_has_mended_the_references()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = await PutAsync(office, first, other);
        var day = TestDatabase.Today.AddDays(30);
        await office.ApprovedAsync(await office.InReviewAsync(first, day));
        var publish = office.Publishing(office.Officer);
        var early = AScenario.Value(await publish.PrepareAsync(first, Ct));
        Assert.Equal((2, made), (early.Left.Dangling, Assert.Single(early.Undecided).Amendment.Id));
        Assert.Equal(AmendmentErrors.DanglingNeedsReason, (await publish.HandleAsync(new PublishAmendment(first, early.Seen), Ct)).Error);
        await office.ApprovedAsync(await office.InReviewAsync(made, day, significance: Significance.Editorial));
        var ready = AScenario.Value(await publish.PrepareAsync(first, Ct));
        Assert.Equal((0, 0, 0), (ready.Left.Asked, ready.Left.Elsewhere.Count, ready.Undecided.Count));
        await office.PublishedAsync(first);
        await office.PublishedAsync(made);
    }

    [Fact]
    public async Task Decided_for_another_day_it_has_mended_nothing()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = await PutAsync(office, first, other);
        await office.ApprovedAsync(await office.InReviewAsync(first, TestDatabase.Today.AddDays(30)));
        await office.ApprovedAsync(await office.InReviewAsync(made, TestDatabase.Today.AddDays(31), significance: Significance.Editorial));
        Assert.Equal(2, AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(first, Ct)).Left.Dangling);
    }

    [Fact]
    public async Task A_procedure_that_goes_with_it_does_not_exist_for_whoever_may_not_know_it()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, standard) = await MovedAsync(office);
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        // The manager is asked about the standard for the department, and keeps the procedure.
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "P-01", "点検手順", custodian: office.Manager);
        await shelf.EditionAsync(procedure, Rules.Replace("点検手続", "点検手順", StringComparison.Ordinal), Before);
        var view = await ViewAsync(office, first, office.Manager);
        Assert.Equal([procedure], view.MayAmend);
        Assert.Equal(DocumentErrors.NotFound, (await References(office, office.Officer).PutInElsewhereAsync(first, view.Sequence, procedure, Seen(view, procedure), Ct)).Error);
        var made = await PutAsync(office, first, procedure, office.Manager);
        Assert.Equal([made], (await ShownAsync(office, first, office.Manager)).With.Select(one => one.Amendment.Id));
        Assert.Equal([made], (await ShownAsync(office, first, office.Ciso)).With.Select(one => one.Amendment.Id));
        Assert.Empty((await ShownAsync(office, first, office.Officer)).With);
        Assert.Equal([standard], (await ViewAsync(office, first)).Left.Elsewhere.Select(other => other.Document.Id));
        Assert.Equal(DocumentErrors.NotFound, (await References(office, office.Officer).ReadAsync(made, Ct)).Error);
        await office.ApprovedAsync(await office.InReviewAsync(first));
        Assert.Empty(AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(first, Ct)).Undecided);
    }

    [Fact]
    public async Task It_goes_with_what_the_first_is_carried_over_to()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準"), Before);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"), Before);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        var first = await office.AmendedAsync(document, Corrected);
        var made = await PutAsync(office, first, other);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.Referring.Replace("毎年度", "毎月", StringComparison.Ordinal)))));
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        var next = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(first, _ => [], Ct));
        Assert.Equal([made], (await ShownAsync(office, next, office.Officer)).With.Select(one => one.Amendment.Id));
        Assert.Equal(next, (await ShownAsync(office, made, office.Officer)).First!.Amendment.Id);
    }
}
