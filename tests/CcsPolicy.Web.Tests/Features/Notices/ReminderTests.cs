using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

public sealed class ReminderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_not_acknowledged_is_reminded_before_and_after_the_last_day_and_the_manager_after_it_though_two_nodes_run()
    {
        await using var office = await NoticeOffice.CreateAsync();
        var (document, edition) = await office.PublishedAsync(Openness.Public);
        var due = await DueAsync(office, document, edition, 5);
        var (one, other) = (office.Node(), office.Node());
        var days = new List<(DateOnly Day, int Owing, int Managers)>();
        for (var day = TestDatabase.Today.AddDays(1); day <= WorkingCalendar.Usual.After(due, 7); day = day.AddDays(1))
        {
            office.Scenario.Clock.SetUtcNow(TokyoTime.StartOf(day).AddHours(9));
            var before = await office.RowsAsync();
            await Task.WhenAll(Task.Run(() => one.RunOnceAsync(Ct), Ct), Task.Run(() => other.RunOnceAsync(Ct), Ct));
            await one.RunOnceAsync(Ct);
            var now = (await office.RowsAsync()).ExceptBy(before.Select(row => row.Id), row => row.Id).ToList();
            days.Add((day, now.Count(row => row.Kind == OutboxMessages.DutyReminder), now.Count(row => row.Kind == OutboxMessages.PeopleLate)));
        }
        var bound = (await office.AllAddressesAsync()).Count;
        var usual = WorkingCalendar.Usual;
        Assert.Equal([Two(due, -3), due, usual.After(due, 1), usual.After(due, 6)], days.Where(one => one.Owing > 0).Select(one => one.Day));
        Assert.All(days.Where(one => one.Owing > 0), one => Assert.True(one.Owing >= bound, $"{one.Owing} of {bound}"));
        Assert.Equal([usual.After(due, 6)], days.Where(one => one.Managers > 0).Select(one => one.Day));
        Assert.Contains(office.Post.Messages, mail => mail.TextBody!.Contains("未確認：情報セキュリティ対策基準", StringComparison.Ordinal));
        Assert.Contains(office.Post.Messages, mail => mail.TextBody!.Contains("所属に、期限を過ぎて", StringComparison.Ordinal));

        DateOnly Two(DateOnly last, int working)
        {
            var at = last;
            while (usual.Between(at, last) < -working || !usual.IsWorkingDay(at))
                at = at.AddDays(-1);
            return at;
        }
    }

    [Fact]
    public async Task Whoever_acknowledges_before_the_mail_goes_out_gets_none()
    {
        await using var office = await NoticeOffice.CreateAsync();
        var (document, edition) = await office.PublishedAsync();
        var due = await DueAsync(office, document, edition, 4);
        office.Scenario.Clock.SetUtcNow(TokyoTime.StartOf(due).AddHours(9));
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        var sent = office.Post.Taken.Count;
        Assert.True(sent > 0);
        await using (var db = office.Scenario.Database.OpenFor(Reader.Nobody))
        {
            db.Outbox.RemoveRange(await db.Outbox.IgnoreQueryFilters().ToListAsync(Ct));
            await db.SaveChangesAsync(Ct);
            await db.RemindAsync(due, [office.Scenario.Staff], db.Now, Ct);
            await db.SaveChangesAsync(Ct);
            var row = await db.Documents.IgnoreQueryFilters().SingleAsync(one => one.Id == document, Ct);
            var hash = await db.Editions.IgnoreQueryFilters().Where(one => one.Id == edition).Select(one => one.Hash).SingleAsync(Ct);
            db.AddAcknowledgement(new AcknowledgementDraft(db.Ids.Next<AcknowledgementId>(), "0011-2233-4455-6677-8899", document, edition, office.Scenario.Staff, db.Now, hash, "読みました。", hash), row);
            await db.SaveChangesAsync(Ct);
        }
        await node.RunOnceAsync(Ct);
        Assert.Equal(sent, office.Post.Taken.Count);
    }

    private static async Task<DateOnly> DueAsync(NoticeOffice office, DocumentId id, EditionId edition, int workingDays)
    {
        var due = WorkingCalendar.Usual.After(TestDatabase.Today, workingDays);
        await using var db = await office.Scenario.OpenAsync(office.Scenario.Ciso);
        var document = await db.Documents.SingleAsync(one => one.Id == id, Ct);
        db.PutCampaign(document, edition, 1 + (await db.CampaignsAsync(id, Ct)).Count, new(CampaignAsk.ReadAll, workingDays, false), due);
        await db.SaveChangesAsync(Ct);
        return due;
    }
}
