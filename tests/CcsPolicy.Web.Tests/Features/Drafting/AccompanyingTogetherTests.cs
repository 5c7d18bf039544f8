using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Publishing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

/// <summary>伴う改正 and the amendment that it goes with come into force together, or for a reason.</summary>
public sealed class AccompanyingTogetherTests
{
    private const string Rules = "点検手続\n\n（記録）\n第1条　点検実施基準第2条の記録は、保存する。\n（報告）\n第2条　報告は、点検実施基準第3条による。\n";
    private static readonly string Corrected = SampleTexts.ReferringMoved.Replace("第2条の記録", "第3条の記録", StringComparison.Ordinal);
    private static readonly DateOnly Before = new(2026, 4, 1);
    private static readonly DateOnly Day = TestDatabase.Today.AddDays(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CorrectReferencesHandler References(AScenario office) => new(office.As(office.Officer), office.Kept);

    private static async Task<ReferencesView> ViewAsync(AScenario office, AmendmentId id) => AScenario.Value(await References(office).ReadAsync(id, Ct));

    private static async Task<(AmendmentId First, DocumentId Other)> MovedAsync(AScenario office)
    {
        var (document, _) = await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準"), Before);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"), Before);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await office.AmendedAsync(document, Corrected), other);
    }

    private static async Task<PutElsewhere> PutAsync(AScenario office, AmendmentId first, DocumentId other)
    {
        var view = await ViewAsync(office, first);
        return AScenario.Value(await References(office).PutInElsewhereAsync(first, view.Sequence, other, view.SeenOf(view.Left.Elsewhere.Single(one => one.Document.Id == other)), Ct));
    }

    private static async Task<AmendmentId> DecidedAsync(AScenario office, AmendmentId made, DateOnly day) => await office.ApprovedAsync(await office.InReviewAsync(made, day, significance: Significance.Editorial));

    private static async Task<PublishingView> ShownAsync(AScenario office, AmendmentId id) => AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(id, Ct));

    private static async Task<string[]> SaidAsync(AScenario office, AmendmentId id)
    {
        await using var db = await office.OpenAsync(office.Officer);
        return [.. (await db.Comments.AsNoTracking().Where(one => one.AmendmentId == id).ToListAsync(Ct)).Select(one => db.Open(one.DocumentId, one.Text))];
    }

    [Theory]
    [InlineData("drafted")]
    [InlineData("another day")]
    [InlineData("withdrawn")]
    public async Task Without_the_first_it_is_published_for_a_reason_alone(string first)
    {
        await using var office = await AScenario.CreateAsync();
        var (moved, other) = await MovedAsync(office);
        var made = (await PutAsync(office, moved, other)).Draft;
        if (first == "another day")
            await office.ApprovedAsync(await office.InReviewAsync(moved, Day.AddDays(1)));
        await DecidedAsync(office, made, Day);
        var withdraw = new WithdrawAmendmentHandler(office.As(office.Officer));
        Assert.Equal([made], (await withdraw.GoingWithAsync(moved, Ct)).Select(one => one.Amendment.Id));
        if (first == "withdrawn")
            AScenario.Value(await withdraw.HandleAsync(moved, Ct));
        var view = await ShownAsync(office, made);
        Assert.Equal((moved, true, true), (view.First!.Amendment.Id, view.IsWithoutFirst, view.NeedsReason));
        var publish = office.Publishing(office.Officer);
        Assert.Equal(AmendmentErrors.FirstNeedsReason, (await publish.HandleAsync(new PublishAmendment(made, view.Seen), Ct)).Error);
        AScenario.Value(await publish.HandleAsync(new PublishAmendment(made, view.Seen, "先に直すため。"), Ct));
        Assert.Equal("そのまま公布する理由：先に直すため。", Assert.Single(await SaidAsync(office, made)));
    }

    [Fact]
    public async Task With_the_first_decided_for_the_same_day_no_reason_is_asked()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = (await PutAsync(office, first, other)).Draft;
        await office.ApprovedAsync(await office.InReviewAsync(first, Day));
        await DecidedAsync(office, made, Day);
        Assert.Equal([made], (await ShownAsync(office, first)).Unpublished.Select(one => one.Amendment.Id));
        var view = await ShownAsync(office, made);
        Assert.Equal((first, false, false), (view.First!.Amendment.Id, view.IsWithoutFirst, view.NeedsReason));
        await office.PublishedAsync(first);
        Assert.False((await ShownAsync(office, made)).IsWithoutFirst);
        await office.PublishedAsync(made);
        Assert.Empty(await SaidAsync(office, made));
    }

    [Fact]
    public async Task Begun_after_the_first_was_published_for_a_day_to_come_it_is_planned_for_that_day()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        await office.ApprovedAsync(await office.InReviewAsync(first, Day));
        AScenario.Value(await office.Publishing(office.Officer).HandleAsync(new PublishAmendment(first, (await ShownAsync(office, first)).Seen, "後で直すため。"), Ct));
        var made = (await PutAsync(office, first, other)).Draft;
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(Day, (await db.FindAmendmentAsync(made, Ct))!.EffectiveFrom);
    }

    [Fact]
    public async Task A_draft_of_the_other_document_that_was_not_looked_at_gets_nothing()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var looked = await ViewAsync(office, first);
        var open = await office.AmendedAsync(other, Rules.Replace("保存する", "5年保存する", StringComparison.Ordinal), office.OtherOfficer);
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await References(office).PutInElsewhereAsync(first, looked.Sequence, other, looked.SeenOf(looked.Left.Elsewhere[0]), Ct)).Error);
        var again = await ViewAsync(office, first);
        var drafts = office.Drafts(office.OtherOfficer);
        AScenario.Value(await drafts.SaveWholeAsync(open, again.Drafts[other].Step, Rules.Replace("保存する", "6年保存する", StringComparison.Ordinal), Ct));
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await References(office).PutInElsewhereAsync(first, again.Sequence, other, again.SeenOf(again.Left.Elsewhere[0]), Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        var row = (await db.FindAmendmentAsync(open, Ct))!;
        Assert.Null(row.AccompaniesId);
        Assert.False(row.IsWrittenBy(office.Officer));
    }

    [Fact]
    public async Task That_an_open_draft_goes_with_the_first_from_now_on_is_in_the_journal()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var open = await office.AmendedAsync(other, Rules.Replace("保存する", "5年保存する", StringComparison.Ordinal));
        Assert.Equal(new PutElsewhere(open, true, true), await PutAsync(office, first, other));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.DocumentId == other && entry.Action == "amendment.accompanies", Ct));
    }

    [Fact]
    public async Task Two_amendments_do_not_go_with_each_other()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(Citing(SampleTexts.Referring), office.ADocument(code: "SP-07", title: "点検実施基準"), Before);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続"), Before);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        var first = await office.AmendedAsync(document, Citing(Corrected));
        var made = (await PutAsync(office, first, other)).Draft;
        AScenario.Value(await office.Drafts(office.Officer).SaveWholeAsync(made, (await ViewAsync(office, made)).Sequence,
            "点検手続\n\n（記録）\n第1条　点検実施基準第3条の記録は、保存する。\n（様式）\n第2条　様式を定める。\n（報告）\n第3条　報告は、点検実施基準第4条による。\n", Ct));
        Assert.Equal(new PutElsewhere(first, true, false), await PutAsync(office, made, document));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Null((await db.FindAmendmentAsync(first, Ct))!.AccompaniesId);

        static string Citing(string text) => text.Replace("端末を毎年度", "点検手続第2条により端末を毎年度", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_of_what_is_begun_names_no_document_that_fewer_may_know()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準") with { Openness = Openness.Internal }, Before);
        var (other, _) = await office.InForceAsync(Rules, office.ADocument(code: "SP-08", title: "点検手続") with { Openness = Openness.Public }, Before);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        var made = (await PutAsync(office, await office.AmendedAsync(document, Corrected), other)).Draft;
        await using var db = await office.OpenAsync(office.Officer);
        Assert.True((await db.FindAmendmentAsync(made, Ct))!.Reason.IsEmpty);
    }

    [Fact]
    public async Task What_came_of_a_press_is_told_as_it_is()
    {
        await using var office = await AScenario.CreateAsync();
        var (first, other) = await MovedAsync(office);
        var made = await PutAsync(office, first, other);
        Assert.Equal((true, true), (made.Saved, made.GoesWith));
        Assert.Equal(made with { Saved = false }, await PutAsync(office, first, other));
    }
}
