using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.Campaigning;
using CcsPolicy.Web.Features.Home;
using CcsPolicy.Web.Features.Publishing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Campaigning;

public sealed class CampaigningTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly Usually = WorkingCalendar.Usual.After(TestDatabase.Today, 10);

    [Fact]
    public async Task Publishing_says_what_is_asked_and_until_when_and_home_tells_the_reader()
    {
        await using var office = await AScenario.CreateAsync();
        var amendment = await office.ApprovedAsync(await office.InReviewAsync(await office.DraftedAsync()));
        var publish = office.Publishing(office.Officer);
        var view = AScenario.Value(await publish.PrepareAsync(amendment, Ct));
        Assert.Equal((new CampaignTerms(CampaignAsk.ReadAll, 10, false), Usually), (view.Proposed, view.UsualEnd));
        var edition = AScenario.Value(await publish.HandleAsync(new PublishAmendment(amendment, view.Seen, Terms: new(CampaignAsk.Pledge, 3, false)), Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var campaign = await db.Campaigns.SingleAsync(Ct);
        Assert.Equal((edition, 1, CampaignAsk.Pledge, 3, WorkingCalendar.Usual.After(TestDatabase.Today, 3)), (campaign.EditionId, campaign.Number, campaign.Ask, campaign.WorkingDays, campaign.DueOn));
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.Action == "campaign.decided", Ct));
        var due = Assert.Single((await HomeAsync(office)).Due);
        Assert.Equal((campaign.DueOn, 3), (due.Due!.DueOn, due.DaysLeft));
        Assert.False(due.Due.IsLateOn(campaign.DueOn));
        Assert.True(due.Due.IsLateOn(campaign.DueOn.AddDays(1)));
    }

    [Fact]
    public async Task An_editorial_edition_asks_nothing_and_what_was_asked_before_stays_due()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, first) = await office.InForceAsync();
        var amendment = await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document), significance: Significance.Editorial));
        Assert.Null(AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(amendment, Ct)).Proposed);
        await office.PublishedAsync(amendment);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(first, (await db.Campaigns.SingleAsync(Ct)).EditionId);
        Assert.Equal(Usually, Assert.Single((await HomeAsync(office)).Due).Due!.DueOn);
    }

    [Fact]
    public async Task What_is_asked_is_decided_anew_by_a_further_row_and_of_two_who_decide_the_second_is_told()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, edition) = await office.InForceAsync();
        var handler = Handler(office, office.Officer);
        var later = Usually.AddDays(30);
        var ask = new DecideCampaign(document, edition, 1, new(CampaignAsk.ReadAll, 20, false), later);
        Assert.Equal(CampaignErrors.DayPast, (await handler.HandleAsync(ask with { DueOn = TestDatabase.Today.AddDays(-1) }, Ct)).Error);
        Assert.Equal(CampaignErrors.Unchanged, (await handler.HandleAsync(ask with { Terms = new(CampaignAsk.ReadAll, 10, false), DueOn = Usually }, Ct)).Error);
        AScenario.Value(await handler.HandleAsync(ask, Ct));
        Assert.Equal(CampaignErrors.ChangedMeanwhile, (await Handler(office, office.OtherOfficer).HandleAsync(ask with { DueOn = Usually.AddDays(60) }, Ct)).Error);
        var view = (await handler.ViewAsync(document, Ct))!;
        Assert.Equal([later, Usually], view.Past.Select(line => line.DueOn));
        Assert.Equal(later, Assert.Single((await HomeAsync(office)).Due).Due!.DueOn);
        // An auditor looks on and decides nothing; for whoever does not publish the page is not there.
        foreach (var other in new[] { office.Staff, office.Ciso })
        {
            Assert.Null(await Handler(office, other).ViewAsync(document, Ct));
            Assert.Equal(DocumentErrors.NotFound, (await Handler(office, other).HandleAsync(ask, Ct)).Error);
        }
    }

    [Fact]
    public async Task Closed_days_count_for_what_is_asked_afterwards_and_leave_what_is_due_as_it_is()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, _) = await office.InForceAsync();
        var handler = new SetClosedDaysHandler(office.As(office.Officer));
        var view = await handler.ViewAsync(Ct);
        Assert.Equal("12月29日から1月3日まで", view.Lines);
        Assert.Contains(view.Coming, off => off is { IsHoliday: true });
        Assert.Contains(view.Coming, off => off is { IsHoliday: false });
        Assert.Equal("calendar.unreadable", (await handler.HandleAsync("年末年始", view.Version, Ct)).Error!.Code);
        var closed = new[] { 1, 2 }.Select(n => WorkingCalendar.Usual.After(TestDatabase.Today, n));
        AScenario.Value(await handler.HandleAsync(string.Join('\n', closed.Select(day => $"{day:yyyy-MM-dd} 庁舎点検")), view.Version, Ct));
        Assert.Equal(AccessErrors.ChangedMeanwhile, (await handler.HandleAsync("", view.Version, Ct)).Error);
        var amendment = await office.ApprovedAsync(await office.InReviewAsync(await office.DraftedAsync(document: office.ADocument(code: "SP-02", title: "第二対策基準"))));
        await office.PublishedAsync(amendment);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal([Usually, WorkingCalendar.Usual.After(TestDatabase.Today, 12)], (await db.Campaigns.ToListAsync(Ct)).Select(campaign => campaign.DueOn).Order());
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.Action == "closed-days.set", Ct));
    }

    private static DecideCampaignHandler Handler(AScenario office, CcsPolicy.Domain.People.PersonId person) => new(office.As(person), office.Database.Get<KnownDocuments>(), office.Calendar);

    private static async Task<HomeView> HomeAsync(AScenario office)
    {
        await using var db = await office.OpenAsync(office.Staff);
        return await HomeView.OfAsync(db, office.Readers, office.Database.Get<KnownDocuments>(), office.Calendar, null, Ct);
    }
}
