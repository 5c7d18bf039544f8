using CcsPolicy.Data;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Granting;
using CcsPolicy.Web.Features.Publishing;
using Microsoft.EntityFrameworkCore;
using SmtpServer.Protocol;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>Mail from the transaction of a publication to a real server.</summary>
public sealed class NoticeDeliveryTests
{
    private static readonly SmtpResponse Busy = new(SmtpReplyCode.ServiceUnavailable, "busy");
    private static readonly SmtpResponse Greylisted = new((SmtpReplyCode)451, "come again");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Everybody_who_is_bound_gets_one_mail_of_the_day_though_two_nodes_send(DatabaseProvider provider)
    {
        await using var office = await NoticeOffice.CreateAsync(provider);
        await office.PublishedAsync(Openness.Public);
        await office.PublishedAsync(Openness.Internal, "機器更新基準", "SP-02");
        var (one, other) = (office.Node(), office.Node());
        await Task.WhenAll(Task.Run(() => one.RunOnceAsync(Ct), Ct), Task.Run(() => other.RunOnceAsync(Ct), Ct));
        Assert.Empty(office.Post.Taken);

        office.ToTheMailOfTheDay();
        await Task.WhenAll(Task.Run(() => one.RunOnceAsync(Ct), Ct), Task.Run(() => other.RunOnceAsync(Ct), Ct));
        await one.RunOnceAsync(Ct);
        Assert.Equal(await office.AllAddressesAsync(), office.Post.Taken.Select(mail => mail.To).Order(StringComparer.Ordinal));
        Assert.All(await office.RowsAsync(), row => Assert.NotNull(row.DoneAt));
        var mail = office.Post.Messages[0];
        Assert.Equal("【情報セキュリティポリシー】お知らせがあります / Security Policy: you have notices", mail.Subject);
        Assert.Contains("「情報セキュリティ対策基準」が令和8年11月24日に施行されました。", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("“情報セキュリティ対策基準” has come into force on 24 November 2026.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://policy.example.jp/", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("ほかにも", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("機器更新基準", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task A_node_that_dies_between_addressing_and_mailing_leaves_nobody_out_and_tells_nobody_twice()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        var (leases, recipients) = (office.Scenario.Database.Get<OutboxLeases>(), office.Scenario.Database.Get<NoticeRecipients>());
        var lease = TimeSpan.FromMinutes(10);
        // It dies with the lease in its hand, and another takes over; when it wakes up again it has nothing to say any more.
        var dead = Assert.Single(await leases.TakeAsync(Guid.NewGuid(), 10, lease, Ct));
        Assert.Empty(await leases.TakeAsync(Guid.NewGuid(), 10, lease, Ct));
        office.Scenario.Clock.Advance(lease);
        var heir = Assert.Single(await leases.TakeAsync(Guid.NewGuid(), 10, lease, Ct));
        Assert.False(await recipients.FanOutAsync(dead, office.Scenario.Clock.GetUtcNow(), Ct));
        Assert.True(await recipients.FanOutAsync(heir, office.Scenario.Clock.GetUtcNow(), Ct));
        Assert.False(await recipients.FanOutAsync(heir, office.Scenario.Clock.GetUtcNow(), Ct));

        // One dies with the mail to one person in its hand, before the server has it.
        Assert.Single(await leases.TakeOfOnePersonAsync(Guid.NewGuid(), lease, Ct));
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        Assert.Equal(7, office.Post.Taken.Count);
        office.Scenario.Clock.Advance(lease);
        await node.RunOnceAsync(Ct);
        Assert.Equal(await office.AllAddressesAsync(), office.Post.Taken.Select(mail => mail.To).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Addressing_that_breaks_off_half_way_has_addressed_nobody()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        // The last of the rows cannot be stored, because one with its id is there: the first are not there either.
        await using (var db = office.Scenario.Database.OpenFor(Reader.Nobody))
        {
            var cause = (await office.RowsAsync()).Single();
            db.Outbox.Add(new Data.Rows.OutboxMessage
            {
                Id = OutboxMessages.IdOf(CcsPolicy.Domain.Basics.PublicId.TryParse<EditionId>(cause.Payload)!.Value, office.Scenario.Dispatched), Kind = "test", Payload = "", DueAt = db.Now.AddYears(1),
            });
            await db.SaveChangesAsync(Ct);
        }
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => office.Node().RunOnceAsync(Ct));
        Assert.DoesNotContain(await office.RowsAsync(), row => row.RecipientId is not null);
        Assert.DoesNotContain(await office.RowsAsync(), row => row.DoneAt is not null);
    }

    [Fact]
    public async Task A_mail_whose_node_dies_after_the_server_took_it_comes_again_under_the_same_id()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        await office.Node().RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        using var death = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        office.Post.OnTaken = async () =>
        {
            office.Post.OnTaken = () => Task.CompletedTask;
            await death.CancelAsync();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => office.Node().RunOnceAsync(death.Token));
        Assert.Single(office.Post.Taken);
        office.Scenario.Clock.Advance(TimeSpan.FromMinutes(10));
        await office.Node().RunOnceAsync(Ct);
        var twice = Assert.Single(office.Post.Taken.GroupBy(mail => mail.To), same => same.Count() > 1);
        Assert.Single(twice.Select(mail => MailPost.Read(mail.Raw).MessageId).Distinct());
        Assert.Equal(9, office.Post.Taken.Count);
        Assert.Equal(8, office.Post.Messages.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_asked_more_and_more_seldom_and_nothing_is_lost()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        office.Post.AnswerToAll = () => Busy;
        foreach (var minutes in new[] { 1, 5, 15, 60, 60 })
        {
            var asked = office.Post.Asked;
            await node.RunOnceAsync(Ct);
            Assert.Equal(asked + 1, office.Post.Asked);
            office.Scenario.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            await node.RunOnceAsync(Ct);
            Assert.Equal(asked + 1, office.Post.Asked);
            office.Scenario.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Contains(await office.RowsAsync(), row => row.Reply == "421" && row.FailingSince is not null);
        office.Post.AnswerToAll = () => null;
        // What was put back for an hour waits for it.
        for (var turn = 0; turn < 3; turn++)
        {
            await node.RunOnceAsync(Ct);
            office.Scenario.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal(await office.AllAddressesAsync(), office.Post.Taken.Select(mail => mail.To).Order(StringComparer.Ordinal));
        Assert.All(await office.RowsAsync(), row => Assert.NotNull(row.DoneAt));
    }

    [Fact]
    public async Task One_address_that_is_refused_or_has_to_wait_stops_nobody_else()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        var (staff, manager) = (await office.AddressOfAsync(office.Scenario.Staff), await office.AddressOfAsync(office.Scenario.Manager));
        office.Post.AnswerTo = to => to == staff ? SmtpResponse.MailboxUnavailable : to == manager ? Greylisted : null;
        await node.RunOnceAsync(Ct);
        Assert.Equal(6, office.Post.Taken.Count);
        var refused = Assert.Single(await office.RowsAsync(), row => row.RecipientId == office.Scenario.Staff);
        Assert.Equal(("550", true), (refused.Reply, refused.GivenUpAt is not null));
        office.Post.AnswerTo = _ => null;
        office.Scenario.Clock.Advance(TimeSpan.FromMinutes(1));
        await node.RunOnceAsync(Ct);
        Assert.Equal(manager, office.Post.Taken.Last().To);
        Assert.Equal(7, office.Post.Taken.Count);
    }

    [Fact]
    public async Task What_was_tried_for_five_days_in_vain_is_kept_and_tried_no_more()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        var staff = await office.AddressOfAsync(office.Scenario.Staff);
        office.Post.AnswerTo = to => to == staff ? Greylisted : null;
        for (var hour = 0; hour < 5 * 24 + 4; hour++)
        {
            await node.RunOnceAsync(Ct);
            office.Scenario.Clock.Advance(TimeSpan.FromHours(1));
        }
        var row = Assert.Single(await office.RowsAsync(), row => row.DoneAt is null);
        Assert.True(row.GivenUpAt > row.FailingSince + TimeSpan.FromDays(4));
        office.Post.AnswerTo = _ => null;
        await node.RunOnceAsync(Ct);
        Assert.Equal(7, office.Post.Taken.Count);
    }

    [Fact]
    public async Task A_procedure_is_told_to_whoever_may_know_it_when_the_mail_is_sent_and_the_mail_does_not_say_of_what_it_tells()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.ProcedureAsync(office.Scenario.Staff);
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        Assert.Equal(office.Scenario.Staff, Assert.Single(await office.RowsAsync(), row => row.RecipientId is not null).RecipientId);
        office.ToTheMailOfTheDay();
        await node.RunOnceAsync(Ct);
        var (to, raw) = Assert.Single(office.Post.Taken);
        Assert.Equal(await office.AddressOfAsync(office.Scenario.Staff), to);
        var mail = MailPost.Read(raw);
        Assert.DoesNotContain("烏羽", mail.Subject + mail.TextBody, StringComparison.Ordinal);

        // The same words, whether it is a procedure or an internal text.
        await using var plain = await NoticeOffice.CreateAsync();
        await plain.PublishedAsync();
        await plain.Node().RunOnceAsync(Ct);
        plain.ToTheMailOfTheDay();
        await plain.Node().RunOnceAsync(Ct);
        var other = MailPost.Read(plain.Post.Taken.Single(sent => sent.To == to).Raw);
        Assert.Equal((mail.Subject, mail.TextBody), (other.Subject, other.TextBody));
    }

    [Fact]
    public async Task Whoever_may_not_know_it_any_more_has_left_or_has_no_address_gets_nothing_and_nothing_waits()
    {
        await using var office = await NoticeOffice.CreateAsync();
        var procedure = await office.ProcedureAsync(office.Scenario.Staff);
        await office.PublishedAsync();
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        await office.ChangeAsync(office.Scenario.Manager, person => person.Mail = null);
        await office.ChangeAsync(office.Scenario.Deputy, person => person.Mail = "局長\r\nBcc: all@example.jp");
        await using (var db = await office.Scenario.OpenAsync(office.Scenario.Ciso))
        {
            var grant = await db.Grants.SingleAsync(g => g.DocumentId == procedure, Ct);
            AScenario.Value(await new GrantHandlers(office.Scenario.As(office.Scenario.Ciso)).EndAsync(procedure, grant.Id, "担当を外れたため", Ct));
            foreach (var employment in await db.Employments.Where(e => e.PersonId == office.Scenario.Dispatched).ToListAsync(Ct))
                employment.Withdraw(db.Now);
            db.Record(new JournalFact("employment.withdrawn"));
            await db.SaveChangesAsync(Ct);
        }
        office.ToTheMailOfTheDay();
        await node.RunOnceAsync(Ct);
        Assert.Equal(5, office.Post.Taken.Count);
        Assert.All(await office.RowsAsync(), row => Assert.NotNull(row.DoneAt));
        var staff = office.Post.Taken.Single(mail => mail.To == "p1006@example.jp");
        Assert.Contains("読んでいただきたいお知らせがあります", MailPost.Read(staff.Raw).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_of_an_edition_that_was_taken_back_and_of_one_that_was_carried_over_once()
    {
        await using var office = await NoticeOffice.CreateAsync();
        var scenario = office.Scenario;
        var (document, first) = await office.PublishedAsync();
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        var day = new DateOnly(2026, 12, 1);
        var waits = await scenario.PublishedAsync(await scenario.ApprovedAsync(await scenario.InReviewAsync(await scenario.AmendedAsync(document), day)));
        var handler = new TakeBackEditionHandler(scenario.As(scenario.Officer));
        var view = AScenario.Value(await handler.ViewAsync(document, waits, Ct));
        AScenario.Value(await handler.HandleAsync(new TakeBackEdition(document, waits, view.Seen, "誤りがあったため撤回する。"), Ct));
        await using (var db = scenario.Database.OpenFor(Reader.Nobody))
        {
            db.Enqueue(OutboxMessages.EditionPublished, waits.ToString(), document: document);
            // A second cause of one edition, as after it was carried over by hand.
            db.Enqueue(OutboxMessages.EditionPublished, first.ToString(), document: document);
            await db.SaveChangesAsync(Ct);
        }
        scenario.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        await node.RunOnceAsync(Ct);
        Assert.Equal(8, (await office.RowsAsync()).Count(row => row.RecipientId is not null));
        Assert.Equal(8, office.Post.Taken.Count);
    }

    [Fact]
    public async Task Without_a_server_notices_stand_in_the_portal_and_nothing_waits()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        var silent = office.Node(new Web.Mail.MailOptions());
        await silent.RunOnceAsync(Ct);
        var rows = await office.RowsAsync();
        Assert.Equal(8, rows.Count(row => row.RecipientId is not null));
        Assert.All(rows, row => Assert.NotNull(row.DoneAt));
        // Once there is one, what is older than it is not mailed; and once it is gone, what waits for it no longer does.
        office.ToTheMailOfTheDay();
        await office.Node().RunOnceAsync(Ct);
        Assert.Empty(office.Post.Taken);
        await office.PublishedAsync(title: "機器更新基準", code: "SP-02");
        await office.Node().RunOnceAsync(Ct);
        Assert.Contains(await office.RowsAsync(), row => row.DoneAt is null);
        await silent.RunOnceAsync(Ct);
        Assert.DoesNotContain(await office.RowsAsync(), row => row.DoneAt is null);
    }

    [Fact]
    [Trait("ASVS", "V1.3.11")]
    public async Task A_title_and_a_name_write_no_header()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync(Openness.Public, "基準 Bcc: all@example.jp");
        await office.ChangeAsync(office.Scenario.Staff, person => person.Name = "職員\r\nBcc: all@example.jp");
        await office.Node().RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        await office.Node().RunOnceAsync(Ct);
        Assert.Equal(8, office.Post.Taken.Count);
        Assert.All(office.Post.Messages, mail =>
        {
            Assert.Equal(["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"],
                mail.Headers.Select(header => header.Field).Concat(mail.Body!.Headers.Select(header => header.Field)).Distinct().Order(StringComparer.Ordinal));
            Assert.Single(mail.To);
            Assert.Empty(mail.Bcc);
        });
    }
}
