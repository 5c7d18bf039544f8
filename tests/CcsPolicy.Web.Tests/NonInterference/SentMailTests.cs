using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Features.Notices;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Tests.Features.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>Mail as a mail server gets it, from two worlds that differ in a procedure.</summary>
public sealed class SentMailTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_does_not_know_a_procedure_gets_the_same_mail_byte_for_byte_whether_it_is_published_or_not()
    {
        await using var worlds = await TwoWorlds.OpenAsync();
        var sent = new List<Dictionary<string, string[]>>();
        foreach (var world in new[] { worlds.Secret, worlds.Plain })
        {
            world.Restart(1);
            await using (var db = world.Portal.Open(Reader.Nobody))
            {
                foreach (var person in await db.People.ToListAsync(Ct))
                    person.Mail = $"{person.Id}@example.jp";
                db.Record(new JournalFact("person.changed"));
                await db.SaveChangesAsync(Ct);
            }
            if (world == worlds.Secret)
            {
                var acts = new HiddenActs(world);
                var document = await acts.RegisterAsync(Who.Ciso, new NewTexts("P-20", "鵺捕獲手順", Tier.Procedure, Openness.NeedToKnow, Audience.Granted), Who.Custodian);
                await acts.PublishAsync(Who.Custodian, await acts.ApproveAsync(await acts.SubmitAsync(Who.Custodian, await acts.AmendAsync(Who.Custodian, document, Testing.Scenarios.SampleTexts.Procedure))));
                await acts.GrantAsync(Who.Ciso, document, "person:" + world.IdOf(Who.Granted));
            }
            world.Step(2);
            await using var post = new MailPost();
            var node = Node(world, post);
            await node.RunOnceAsync(Ct);
            world.Portal.Clock.Advance(TimeSpan.FromDays(5));
            await node.RunOnceAsync(Ct);
            sent.Add(post.Taken.GroupBy(mail => mail.To).ToDictionary(same => same.Key, same => same.Select(mail => mail.Raw).ToArray()));
        }
        foreach (var who in Observers.All.Where(who => who != Who.Anonymous))
        {
            var to = $"{worlds.Secret.IdOf(who)}@example.jp";
            Assert.NotEmpty(sent[0][to]);
            Assert.Equal(sent[0][to], sent[1][to]);
        }
        // Whoever may know it gets another, in which it is not named either.
        var granted = $"{worlds.Secret.IdOf(Who.Granted)}@example.jp";
        Assert.NotEqual(sent[0][granted], sent[1][granted]);
        Assert.Equal(MailPost.Read(sent[0][granted][0]).TextBody, MailPost.Read(sent[1][granted][0]).TextBody);
        Assert.All(sent[0].Values.SelectMany(mails => mails), raw => Assert.DoesNotContain("手順", MailPost.Read(raw).TextBody, StringComparison.Ordinal));
    }

    private static NoticeDelivery Node(World world, MailPost post)
    {
        var services = world.Portal.Services;
        var options = Options.Create(new MailOptions { Host = "127.0.0.1", Port = post.Port, Security = MailSecurity.None, From = "policy@example.jp", PortalAddress = "https://policy.example.jp" });
        var recipients = services.GetRequiredService<NoticeRecipients>();
        var letters = new NoticeLetters(world.Portal.Databases, recipients, services.GetRequiredService<CcsPolicy.Data.Reading.KnownDocuments>(), services.GetRequiredService<CcsPolicy.Data.Reading.OfficeCalendar>(), services.GetRequiredService<CcsPolicy.Data.Reading.AcknowledgementBoards>(), services.GetRequiredService<IStringLocalizer<NoticesText>>(), services.GetRequiredService<IOptions<PortalOptions>>(), options);
        return new NoticeDelivery(services.GetRequiredService<OutboxLeases>(), services.GetRequiredService<OldMessages>(), recipients, services.GetRequiredService<DutyReminders>(), letters, services.GetRequiredService<CcsPolicy.Data.Reading.OfficeCalendar>(), new MailSender(options, world.Portal.Clock), options, services.GetRequiredService<IOptions<NoticesOptions>>(), world.Portal.Ids, world.Portal.Clock, NullLogger<NoticeDelivery>.Instance);
    }
}
