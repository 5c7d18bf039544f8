using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Rebasing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Publishing;

/// <summary>An urgent amendment comes before editions that wait for their day.</summary>
public sealed class WaitingEditionsTests
{
    private static readonly DateOnly Spring = TestDatabase.Today.AddDays(60);

    private static readonly DateOnly Summer = TestDatabase.Today.AddDays(120);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_that_change_other_words_are_made_anew_with_the_same_dates_and_take_effect_with_both_changes()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, spring, summer) = await TwoWaitingAsync(office);
        var urgent = await UrgentAsync(office, document, SampleTexts.FirstWithOtherPurpose);

        var edition = await office.PublishedAsync(urgent);

        await using var db = await office.OpenAsync(office.Officer);
        var order = await db.EditionOrderAsync(document, Ct);
        Assert.Equal(4, order.All.Length);
        Assert.Equal(edition, order.InForceOn(TestDatabase.Today)!.Id);
        Assert.Equal([Spring, Summer], order.All[2..].Select(one => one.EffectiveFrom));
        Assert.Equal([spring, summer], order.All[2..].Select(one => one.CarriedFromId!.Value));
        Assert.Equal([edition, order.All[2].Id], order.All[2..].Select(one => one.BaseId!.Value));
        Assert.Equal((0, 0), (order.NumberOf(spring), order.NumberOf(summer)));
        Assert.Equal(order.All[3].Id, order.NowOf(summer));
        Assert.Empty(order.ToCarryOn(TestDatabase.Today));
        foreach (var waiting in order.All[2..])
        {
            var tree = await db.ReadTreeAsync(waiting.Id, Ct);
            Assert.Contains("安全に取り扱う", tree.Provisions[0].Text, StringComparison.Ordinal);
            Assert.Contains("毎月", tree.Provisions[3].Text, StringComparison.Ordinal);
        }
        Assert.Contains("7日以内", (await db.ReadTreeAsync(order.All[3].Id, Ct)).Provisions[3].Children[0].Text, StringComparison.Ordinal);
        // What stood on record before still does, and by what was on record then it was the one that waited.
        Assert.Equal(summer, order.RecordedBefore(order.All[1].RecordedAt).All[^1].Id);
    }

    [Fact]
    public async Task One_that_changes_the_same_words_stays_as_it_was_is_told_and_is_carried_over_by_an_amendment_that_is_decided()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, spring, summer) = await TwoWaitingAsync(office);
        var urgent = await UrgentAsync(office, document, SampleTexts.First.Replace("毎年度", "毎週", StringComparison.Ordinal));
        var view = AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(urgent, Ct));
        Assert.False(view.IsEarlier);
        Assert.Equal(RebaseMatter.Words, Assert.Single(view.Disputed!.Outcome.Conflicts).Matter);

        await office.PublishedAsync(urgent);
        var rebase = new RebaseAmendmentHandler(office.As(office.Officer));
        Assert.Equal(AmendmentErrors.RebaseNeedsPeople, (await rebase.HandleAsync(document, spring, _ => [], Ct)).Error);
        await using (var db = await office.OpenAsync(office.Officer))
            Assert.Equal([spring], (await db.EditionOrderAsync(document, Ct)).ToCarryOn(TestDatabase.Today).Select(one => one.Id));

        var carried = AScenario.Value(await rebase.HandleAsync(document, spring, Own("所属長は、端末の台数を毎月及び毎週確かめる。"), Ct));
        Assert.Equal(AmendmentErrors.CarriedAlready, (await rebase.HandleAsync(document, spring, Own("別の文。"), Ct)).Error);
        var made = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(carried, Spring)));

        await using (var db = await office.OpenAsync(office.Officer))
        {
            var order = await db.EditionOrderAsync(document, Ct);
            Assert.Equal(made, order.NowOf(spring));
            Assert.Empty(order.ToCarryOn(TestDatabase.Today));
            // The one behind it was made from it and follows.
            var last = await db.ReadTreeAsync(order.All[^1].Id, Ct);
            Assert.Equal("所属長は、端末の台数を毎月及び毎週確かめる。", last.Provisions[3].Text);
            Assert.Contains("7日以内", last.Provisions[3].Children[0].Text, StringComparison.Ordinal);
            Assert.Equal(summer, order.All[^1].CarriedFromId);
        }

        static Decide Own(string words) => told => [.. told.Select(one => new RebaseChoice(one.Matter, one.Key, RebaseSide.Own, words))];
    }

    [Fact]
    public async Task One_that_comes_to_nothing_is_carried_over_all_the_same_with_its_own_dates_and_only_before_its_day()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var spring = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月", StringComparison.Ordinal)), Spring)));
        await office.PublishedAsync(await UrgentAsync(office, document, SampleTexts.First.Replace("毎年度", "毎週", StringComparison.Ordinal)));
        var carried = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(document, spring, told => [.. told.Select(one => new RebaseChoice(one.Matter, one.Key, RebaseSide.Latest))], Ct));
        var submit = new SubmitAmendmentHandler(office.As(office.Officer), office.Readers);
        var seen = AScenario.Value(await submit.PrepareAsync(carried, Ct)).Hash;
        Assert.Equal(AmendmentErrors.CarriedKeepsDates, (await submit.HandleAsync(new SubmitAmendment(carried, seen, Spring, Summer, null, null, Significance.Substantive, "見直しのため。"), Ct)).Error);
        await office.ApprovedAsync(await office.InReviewAsync(carried, Spring));

        var publish = office.Publishing(office.Officer);
        office.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal(AmendmentErrors.CarriedTooLate, (await publish.HandleAsync(new PublishAmendment(carried, seen), Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(spring, (await db.EditionOrderAsync(document, Ct)).UndoingOn(Spring.AddDays(1))!.Id);
    }

    [Fact]
    public async Task What_the_publisher_saw_covers_the_editions_that_are_made_anew()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var waiting = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月", StringComparison.Ordinal)), Spring));
        var urgent = await UrgentAsync(office, document, SampleTexts.First.Replace("情報資産", "情報", StringComparison.Ordinal));
        var publish = office.Publishing(office.Officer);
        var before = AScenario.Value(await publish.PrepareAsync(urgent, Ct));
        Assert.Empty(before.Carried);
        await office.PublishedAsync(waiting);
        Assert.Equal(AmendmentErrors.WaitingEditionsChanged, (await publish.HandleAsync(new PublishAmendment(urgent, before.Seen), Ct)).Error);
        var now = AScenario.Value(await publish.PrepareAsync(urgent, Ct));
        Assert.Equal((before.Hash, true), (now.Hash, Assert.Single(now.Carried).GoesByItself));
        AScenario.Value(await publish.HandleAsync(new PublishAmendment(urgent, now.Seen), Ct));
    }

    [Fact]
    public async Task One_is_taken_back_before_its_day_with_the_reason_and_what_waits_behind_it_goes_on_without_its_changes()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, spring, summer) = await TwoWaitingAsync(office);
        var handler = new TakeBackEditionHandler(office.As(office.Officer));
        var view = AScenario.Value(await handler.ViewAsync(document, spring, Ct));
        Assert.Equal((Spring, 2), (view.EffectiveFrom, view.Number));
        Assert.Equal(AmendmentErrors.TakingBackNeedsReason, (await handler.HandleAsync(new(document, spring, view.Seen, " "), Ct)).Error);
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        if (Assert.Single(view.Carried) is { GoesByItself: false })
            Assert.Fail("What waits behind it changes other words.");
        AScenario.Value(await handler.HandleAsync(new(document, spring, view.Seen, "条文に誤りがあったため。"), Ct));

        await using var db = await office.OpenAsync(office.Officer);
        var order = await db.EditionOrderAsync(document, Ct);
        Assert.Equal([TestDatabase.Today, Summer], order.All.Select(one => one.EffectiveFrom));
        Assert.Equal((true, 0, false), (order.IsTakenBack(spring), order.NumberOf(spring), order.IsTakenBack(summer)));
        Assert.Equal((summer, order.All[0].Id), (order.All[1].CarriedFromId!.Value, order.All[1].BaseId!.Value));
        Assert.Empty(order.ToCarryOn(TestDatabase.Today));
        var text = ProvisionText.Write(await db.ReadTreeAsync(order.All[1].Id, Ct));
        Assert.Contains("7日以内", text, StringComparison.Ordinal);
        Assert.DoesNotContain("毎月", text, StringComparison.Ordinal);
        // It stays on record, is told by its reason, and nobody is told of it on its day.
        var entry = AScenario.Value(await ShowAsync(office, document)).Editions.Single(one => one.Id == spring);
        Assert.Equal(("条文に誤りがあったため。", "担当 花子", false, false), (entry.TakenBack!.Reason, entry.TakenBack.By, entry.IsWaiting, entry.MayTakeBack));
        Assert.Equal("条文に誤りがあったため。", Assert.Single(await new ListAmendmentsHandler(office.As(office.Ciso)).TakenBackAsync(Ct)).Reason);
        Assert.NotNull((await db.Outbox.SingleAsync(message => message.Payload == spring.ToString(), Ct)).DoneAt);
        Assert.Null((await db.Outbox.SingleAsync(message => message.Payload == summer.ToString(), Ct)).DoneAt);
        Assert.Equal(1, await db.Journal.CountAsync(one => one.DocumentId == document && one.Action == "edition.taken-back", Ct));
        // By what was on record before, it was to come.
        Assert.Equal(spring, order.RecordedBefore(order.All[1].RecordedAt).All[1].Id);
        Assert.Equal(DocumentErrors.NotFound, (await handler.HandleAsync(new(document, spring, view.Seen, "もう一度。"), Ct)).Error);
    }

    [Fact]
    public async Task One_in_force_the_first_one_and_one_of_others_is_not_taken_back_and_what_changes_the_same_is_left_to_a_person()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, inForce) = await office.InForceAsync();
        var spring = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月", StringComparison.Ordinal)), Spring)));
        var summer = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月末", StringComparison.Ordinal)), Summer)));
        var handler = new TakeBackEditionHandler(office.As(office.Officer));
        Assert.Equal(DocumentErrors.NotFound, (await handler.ViewAsync(document, inForce, Ct)).Error);
        foreach (var person in new[] { office.Ciso, office.Manager, office.Staff })
            Assert.Equal(DocumentErrors.NotFound, (await new TakeBackEditionHandler(office.As(person)).ViewAsync(document, spring, Ct)).Error);
        // A draft on the last edition on record goes on from what comes before it.
        var draft = await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月末", StringComparison.Ordinal).Replace("必要な", "大切な", StringComparison.Ordinal));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        var view = AScenario.Value(await handler.ViewAsync(document, spring, Ct));
        Assert.False(Assert.Single(view.Carried).GoesByItself);
        AScenario.Value(await handler.HandleAsync(new(document, spring, view.Seen, "条文に誤りがあったため。"), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var order = await db.EditionOrderAsync(document, Ct);
        Assert.Equal([summer], order.ToCarryOn(TestDatabase.Today).Select(one => one.Id));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        AScenario.Value(await handler.HandleAsync(new(document, summer, AScenario.Value(await handler.ViewAsync(document, summer, Ct)).Seen, "あわせて撤回する。"), Ct));
        order = await db.EditionOrderAsync(document, Ct);
        Assert.Equal([inForce], order.All.Select(one => one.Id));
        var amendment = (await db.FindAmendmentAsync(draft, Ct))!;
        Assert.Equal((true, inForce), (amendment.IsSupersededIn(order), amendment.PredecessorIn(order)!.Id));
    }

    [Fact]
    public async Task A_document_is_not_repealed_before_an_edition_that_waits()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _, _) = await TwoWaitingAsync(office);
        var repeal = AScenario.Value(await new BeginAmendmentHandler(office.As(office.Officer)).HandleAsync(new BeginAmendment(document, EditionKind.Repeal, Significance.Substantive, OnInForce: true), Ct));
        var publish = office.Publishing(office.Officer);
        await office.ApprovedAsync(await office.InReviewAsync(repeal));
        Assert.Equal(AmendmentErrors.RepealBeforeWaiting, (await publish.HandleAsync(new PublishAmendment(repeal, AScenario.Value(await publish.PrepareAsync(repeal, Ct)).Seen), Ct)).Error);
    }

    [Fact]
    public async Task A_reference_that_would_point_elsewhere_is_for_a_person_and_one_left_by_the_urgent_amendment_asks_for_a_reason()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.Referring);
        var spring = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(
            await office.AmendedAsync(document, SampleTexts.Referring.Replace("所属長は、端末を毎年度点検する。", "所属長は、端末を毎年度点検し、第2条の記録を添える。", StringComparison.Ordinal)), Spring)));
        var urgent = await UrgentAsync(office, document, SampleTexts.ReferringMoved);
        var publish = office.Publishing(office.Officer);
        var view = AScenario.Value(await publish.PrepareAsync(urgent, Ct));
        Assert.True(view.Left.Dangling > 0);
        Assert.Equal((true, spring), (view.Disputed!.Outcome.IsWhole, view.Disputed.Edition.Id));
        Assert.True(view.Disputed.Dangling > 0);
        Assert.Equal(AmendmentErrors.DanglingNeedsReason, (await publish.HandleAsync(new PublishAmendment(urgent, view.Seen), Ct)).Error);
        AScenario.Value(await publish.HandleAsync(new PublishAmendment(urgent, view.Seen, "別に直すため。"), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal([spring], (await db.EditionOrderAsync(document, Ct)).ToCarryOn(TestDatabase.Today).Select(one => one.Id));

        // The person who carries it over is told of the words that came with the numbers of another text, and of what they should say.
        var carried = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(document, spring, told => [], Ct));
        var references = new CorrectReferencesHandler(office.As(office.Officer), office.Kept);
        var left = AScenario.Value(await references.ReadAsync(carried, Ct));
        Assert.Contains(left.Left.Within, one => one.IsDangling && one.Proposed == "第3条");
        AScenario.Value(await references.PutInAsync(carried, left.Sequence, null, Ct));
        await using var after = await office.OpenAsync(office.Officer);
        Assert.Contains("点検し、第3条の記録を添える。", AScenario.Value(await after.ReadDraftAsync((await after.FindAmendmentAsync(carried, Ct))!, Ct)).Canonical, StringComparison.Ordinal);
        Assert.DoesNotContain(AScenario.Value(await references.ReadAsync(carried, Ct)).Left.Within, one => one.Proposed == "第3条");
    }

    [Fact]
    public async Task An_amendment_whose_base_was_replaced_since_still_shows_what_it_amended()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _, _) = await TwoWaitingAsync(office);
        AmendmentId summer;
        await using (var db = await office.OpenAsync(office.Officer))
            summer = (await db.Amendments.SingleAsync(a => a.EffectiveFrom == Summer, Ct)).Id;
        await office.PublishedAsync(await UrgentAsync(office, document, SampleTexts.FirstWithOtherPurpose));
        var view = AScenario.Value(await new ShowAmendmentHandler(office.As(office.Officer), office.Readers).HandleAsync(summer, Ct));
        Assert.Equal(2, view.BaseNumber);
        Assert.True(MakeParcelHandler.HasInstrument(view));
    }

    [Fact]
    public async Task An_edition_of_the_past_that_is_recorded_late_changes_none_that_has_taken_effect()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, first) = await office.InForceAsync(since: TestDatabase.Today.AddDays(-100));
        var second = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.Second), TestDatabase.Today.AddDays(-10))));
        var late = AScenario.Value(await new BeginAmendmentHandler(office.As(office.Officer)).HandleAsync(new BeginAmendment(document, EditionKind.PartialAmendment, Significance.Substantive), Ct));
        await WriteAsync(office, late, SampleTexts.FirstWithOtherPurpose);
        var late2 = await office.InReviewAsync(late, TestDatabase.Today.AddDays(-50));
        var rebased = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(late2, told => [.. told.Select(one => new RebaseChoice(one.Matter, one.Key, one.Sides[0]))], Ct));
        var published = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(rebased, TestDatabase.Today.AddDays(-50))));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal([first, published, second], (await db.EditionOrderAsync(document, Ct)).All.Select(one => one.Id));
    }

    [Fact]
    public async Task An_urgent_amendment_begins_on_the_edition_in_force_and_is_not_taken_for_overtaken_before_its_day_is_known()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _, summer) = await TwoWaitingAsync(office);
        var begin = new BeginAmendmentHandler(office.As(office.Officer));
        Assert.Equal(1, AScenario.Value(await begin.StartAsync(document, Ct)).NumberInForce);
        var urgent = AScenario.Value(await begin.HandleAsync(new BeginAmendment(document, EditionKind.PartialAmendment, Significance.Substantive, OnInForce: true), Ct));
        var last = AScenario.Value(await begin.HandleAsync(new BeginAmendment(document, EditionKind.PartialAmendment, Significance.Substantive), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var order = await db.EditionOrderAsync(document, Ct);
        Assert.False((await db.FindAmendmentAsync(urgent, Ct))!.IsSupersededIn(order));
        Assert.Equal(order.All[0].Id, (await db.FindAmendmentAsync(urgent, Ct))!.BaseEditionId);
        Assert.Equal(summer, (await db.FindAmendmentAsync(last, Ct))!.BaseEditionId);
    }

    [Fact]
    public async Task The_page_of_the_document_tells_which_edition_was_replaced_and_which_is_to_be_carried_over()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, spring, _) = await TwoWaitingAsync(office);
        await office.PublishedAsync(await UrgentAsync(office, document, SampleTexts.First.Replace("毎年度", "毎週", StringComparison.Ordinal)));
        Assert.Equal([spring], (await ShownAsync()).Where(one => one.IsToCarry).Select(one => one.Id));
        await office.PublishedAsync(await UrgentAsync(office, document, SampleTexts.First.Replace("毎年度", "毎月", StringComparison.Ordinal)));
        // Both now say the same: nothing is left to decide.
        var shown = await ShownAsync();
        Assert.DoesNotContain(shown, one => one.IsToCarry);
        Assert.Equal(2, shown.Count(one => one is { IsReplaced: true, Number: 0, IsWaiting: false }));

        async Task<IReadOnlyList<EditionEntry>> ShownAsync() => AScenario.Value(await ShowAsync(office, document)).Editions;
    }

    private static async Task<Result<DocumentView>> ShowAsync(AScenario office, DocumentId document)
    {
        using var texts = new EditionTexts();
        var known = office.Database.Get<KnownDocuments>();
        return await new ShowDocumentHandler(office.As(office.Officer), new AtWork(office.Officer, office.Readers), new ReviewsDue(new TextsInForce(texts, known), known, texts), office.Calendar).HandleAsync(document, Ct);
    }

    /// <summary>In force today; from spring on as <see cref="SampleTexts.Second"/>; in summer with one thing more.</summary>
    private static async Task<(DocumentId Document, EditionId Spring, EditionId Summer)> TwoWaitingAsync(AScenario office)
    {
        var (document, _) = await office.InForceAsync();
        var spring = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.Second), Spring)));
        var text = SampleTexts.Second.Replace("統括責任者に報告", "統括責任者に7日以内に報告", StringComparison.Ordinal);
        return (document, spring, await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, text), Summer))));
    }

    /// <summary>Decided, and in force from today.</summary>
    private static async Task<AmendmentId> UrgentAsync(AScenario office, DocumentId document, string text)
    {
        var urgent = AScenario.Value(await new BeginAmendmentHandler(office.As(office.Officer)).HandleAsync(new BeginAmendment(document, EditionKind.PartialAmendment, Significance.Substantive, OnInForce: true), Ct));
        await WriteAsync(office, urgent, text);
        return await office.ApprovedAsync(await office.InReviewAsync(urgent));
    }

    private static async Task WriteAsync(AScenario office, AmendmentId amendment, string text) =>
        AScenario.Value(await office.Drafts(office.Officer).SaveWholeAsync(amendment, 0, text, Ct));
}
