using CcsPolicy.Data.Reading;
using CcsPolicy.Data;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Granting;
using CcsPolicy.Web.Features.Notices;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>A small office whose people have accounts and addresses, a real mail server, and as many nodes of the portal as the test wants.</summary>
internal sealed class NoticeOffice : IAsyncDisposable
{
    private static readonly ResourceManagerStringLocalizerFactory Words = new(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);

    private NoticeOffice(AScenario scenario) => Scenario = scenario;

    public AScenario Scenario { get; }

    public MailPost Post { get; } = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<NoticeOffice> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var office = new NoticeOffice(await AScenario.CreateAsync(provider));
        await using var db = office.Scenario.Database.OpenFor(Reader.Nobody);
        foreach (var person in await db.People.ToListAsync(Ct))
        {
            person.Mail = $"p{person.StaffNumber}@example.jp";
            var account = AccountOpening.For(person.Id, "account-" + person.StaffNumber, db.Ids);
            account.OwnerConfirmedAt = db.Now;
            db.Users.Add(account);
        }
        db.Record(new JournalFact("scenario.seeded"));
        await db.SaveChangesAsync(Ct);
        return office;
    }

    public MailOptions Configured(Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = Post.Port, Security = MailSecurity.None, From = "情報セキュリティ担当 <policy@example.jp>", PortalAddress = "https://policy.example.jp" };
        change?.Invoke(options);
        return options;
    }

    /// <summary>One node of the portal.</summary>
    public NoticeDelivery Node(MailOptions? configured = null)
    {
        var options = Options.Create(configured ?? Configured());
        var recipients = Scenario.Database.Get<NoticeRecipients>();
        var letters = new NoticeLetters(Scenario.Database.Databases, recipients, Scenario.Database.Get<KnownDocuments>(), Scenario.Calendar, Scenario.Database.Get<AcknowledgementBoards>(), new StringLocalizer<NoticesText>(Words), Options.Create(new PortalOptions { Office = "青葉共済組合" }), options);
        return new NoticeDelivery(Scenario.Database.Get<OutboxLeases>(), Scenario.Database.Get<OldMessages>(), recipients, Scenario.Database.Get<DutyReminders>(), letters, Scenario.Calendar, new MailSender(options, Scenario.Clock), options, Options.Create(new NoticesOptions()), Scenario.Database.Ids, Scenario.Clock, NullLogger<NoticeDelivery>.Instance);
    }

    /// <summary>A text in force since today.</summary>
    public async Task<(DocumentId Document, EditionId Edition)> PublishedAsync(Openness openness = Openness.Internal, string title = "情報セキュリティ対策基準", string code = "SP-01")
    {
        var document = Scenario.ADocument(title: title, code: code);
        return await Scenario.InForceAsync(SampleTexts.First, document with { Openness = openness });
    }

    /// <summary>A procedure in force since today, opened to somebody.</summary>
    public async Task<DocumentId> ProcedureAsync(PersonId granted)
    {
        var document = AScenario.Value(await new RegisterDocumentHandler(Scenario.As(Scenario.Ciso)).HandleAsync(Scenario.ADocument(Tier.Procedure, "P-01", "烏羽端末持出し手順"), Ct));
        var amendment = await Scenario.InReviewAsync(await Scenario.AmendedAsync(document, SampleTexts.Procedure, Scenario.Custodian), by: Scenario.Custodian);
        var view = AScenario.Value(await new ShowAmendmentHandler(Scenario.As(Scenario.Ciso), Scenario.Readers).HandleAsync(amendment, Ct));
        AScenario.Value(await new DecideStepHandler(Scenario.As(Scenario.Ciso), AScenario.Usage).HandleAsync(new DecideStep(amendment, view.DueStep!.Id, view.Hash, StepOutcome.Agreed, ""), Ct));
        await Scenario.PublishedAsync(amendment, Scenario.Custodian);
        AScenario.Value(await new GrantHandlers(Scenario.As(Scenario.Ciso)).GiveAsync(new GiveGrant(document, "person:" + granted, "担当のため", null, NeedToKnowGrant.UsualEnd(Testing.Data.TestDatabase.Today)), Ct));
        return document;
    }

    /// <summary>The clock goes on to the hour of the next mail of the day: 8:30 in Tokyo on Wednesday, 25 November 2026.</summary>
    public void ToTheMailOfTheDay() => Scenario.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.Zero));

    public async Task<string> AddressOfAsync(PersonId person)
    {
        await using var db = Scenario.Database.OpenFor(Reader.Nobody);
        return (await db.People.SingleAsync(p => p.Id == person, Ct)).Mail!;
    }

    public async Task ChangeAsync(PersonId person, Action<Person> change)
    {
        await using var db = Scenario.Database.OpenFor(Reader.Nobody);
        change(await db.People.SingleAsync(p => p.Id == person, Ct));
        db.Record(new JournalFact("person.changed").With("person", person));
        await db.SaveChangesAsync(Ct);
    }

    public async Task<List<OutboxMessage>> RowsAsync()
    {
        await using var db = Scenario.Database.OpenFor(Reader.Nobody);
        return await db.Outbox.IgnoreQueryFilters().AsNoTracking().Where(m => m.Kind != OutboxMessages.RemindersOfDay).OrderBy(m => m.Id).ToListAsync(Ct);
    }

    public async Task<IReadOnlyList<string>> AllAddressesAsync()
    {
        await using var db = Scenario.Database.OpenFor(Reader.Nobody);
        return [.. (await db.People.Select(p => p.Mail).ToListAsync(Ct)).OfType<string>().Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await Post.DisposeAsync();
        await Scenario.DisposeAsync();
    }
}
