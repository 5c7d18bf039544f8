using System.Text;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Mapping;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data;

/// <summary>
/// The database as one reader sees it. Opened by <see cref="PolicyDbFactory"/> for a <see cref="Domain.Access.Reader"/>, used for one operation, never pooled.
/// Everything that hangs on a document passes the need-to-know filter; without a reader nothing is there.
/// </summary>
public abstract class PolicyDb(DbContextOptions options, PolicyDbSetup setup, Reader reader) : IdentityUserContext<Account, Guid>(options)
{
    public Reader Reader { get; } = reader;

    public DbSet<Person> People => Set<Person>();

    public DbSet<Employment> Employments => Set<Employment>();

    public DbSet<Leave> Leaves => Set<Leave>();

    public DbSet<InformationSystem> InformationSystems => Set<InformationSystem>();

    public DbSet<SystemUse> SystemUses => Set<SystemUse>();

    public DbSet<PersonnelChange> PersonnelChanges => Set<PersonnelChange>();

    public DbSet<PersonnelChangeRow> PersonnelChangeRows => Set<PersonnelChangeRow>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<FormerName> FormerNames => Set<FormerName>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<PolicyDocument> Documents => Set<PolicyDocument>();

    public DbSet<OpennessDecision> OpennessDecisions => Set<OpennessDecision>();

    public DbSet<ProvisionOpenness> ProvisionOpenness => Set<ProvisionOpenness>();

    public DbSet<CustodyHandover> CustodyHandovers => Set<CustodyHandover>();

    public DbSet<Edition> Editions => Set<Edition>();

    public DbSet<ProvisionRow> Provisions => Set<ProvisionRow>();

    public DbSet<ImplementsLink> ImplementsLinks => Set<ImplementsLink>();

    public DbSet<Guideline> Guidelines => Set<Guideline>();

    public DbSet<GuidelineEdition> GuidelineEditions => Set<GuidelineEdition>();

    public DbSet<GuidelineItem> GuidelineItems => Set<GuidelineItem>();

    public DbSet<GuidelineCitation> GuidelineCitations => Set<GuidelineCitation>();

    public DbSet<PairingCorrection> PairingCorrections => Set<PairingCorrection>();

    public DbSet<Amendment> Amendments => Set<Amendment>();

    public DbSet<DraftStep> DraftSteps => Set<DraftStep>();

    public DbSet<ProvisionComment> Comments => Set<ProvisionComment>();

    public DbSet<NeedToKnowGrant> Grants => Set<NeedToKnowGrant>();

    public DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();

    public DbSet<AccessRequestStep> AccessRequestSteps => Set<AccessRequestStep>();

    public DbSet<GrantReview> GrantReviews => Set<GrantReview>();

    public DbSet<TargetDecision> TargetDecisions => Set<TargetDecision>();

    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();

    public DbSet<AcknowledgementWithdrawal> AcknowledgementWithdrawals => Set<AcknowledgementWithdrawal>();

    public DbSet<Matter> Matters => Set<Matter>();

    public DbSet<MatterAnswer> MatterAnswers => Set<MatterAnswer>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<CourseVersion> CourseVersions => Set<CourseVersion>();

    public DbSet<CourseQuestion> CourseQuestions => Set<CourseQuestion>();

    public DbSet<CourseAttempt> CourseAttempts => Set<CourseAttempt>();

    public DbSet<CoursePlan> CoursePlans => Set<CoursePlan>();

    public DbSet<CourseAttendance> CourseAttendances => Set<CourseAttendance>();

    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<FileChunk> FileChunks => Set<FileChunk>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    public DbSet<AccountReset> Resets => Set<AccountReset>();

    public DbSet<SharedTerminal> SharedTerminals => Set<SharedTerminal>();

    public DbSet<AccountPin> AccountPins => Set<AccountPin>();

    internal DbSet<DocumentKey> DocumentKeys => Set<DocumentKey>();

    internal DbSet<AccessStamp> AccessStamps => Set<AccessStamp>();

    internal DbSet<JournalPosition> JournalPositions => Set<JournalPosition>();

    internal DbSet<JournalVoucher> JournalVouchers => Set<JournalVoucher>();

    internal DbSet<JournalNote> JournalNotes => Set<JournalNote>();

    internal DbSet<Lease> Leases => Set<Lease>();

    internal PolicyDbSetup Setup => setup;

    /// <summary>Entries whose bytes are made at the next save.</summary>
    internal UnwrittenEntries Unwritten { get; } = new();

    /// <summary>Hears what is handed out of procedures, where somebody shows it; null where nobody does.</summary>
    public ShownContent? Shown { get; set; }

    /// <summary>What is kept in memory of rows that change seldom, where somebody shows them; null where nobody does.</summary>
    internal KeptRows? Kept { get; set; }

    /// <summary>Ids and salts for what is added here.</summary>
    public IdSource Ids => setup.Ids;

    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset Now => setup.Clock.Now();

    /// <summary>Gives a new document its key. Call it before anything of the document is sealed.</summary>
    public void CreateKeyFor(DocumentId document) => DocumentKeys.Add(setup.Keys.Create(document));

    /// <summary>Seals words under the document's key. The first use of a document's key reads it from the database.</summary>
    public SealedText Seal(DocumentId document, string words) => Seal(document, Encoding.UTF8.GetBytes(words));

    public SealedText Seal(DocumentId document, ReadOnlySpan<byte> bytes) =>
        KeysOf(document).Seal(bytes, setup.Ids);

    /// <summary>Seals the words of a new request, which hangs on no document, under a key of its own.</summary>
    public SealedText SealRequest(AccessRequestId request, string words)
    {
        CreateKeyFor(ScopeOf(request));
        return Seal(ScopeOf(request), words);
    }

    /// <summary>Opens the words of a request that a row of this reader carried.</summary>
    public string Open(AccessRequest request) => Open(ScopeOf(request.Id), request.Words);

    /// <summary>Keys are kept by document; a request has one as if it were a document by itself.</summary>
    internal static DocumentId ScopeOf(AccessRequestId request) => new(request.Value);

    /// <summary>How texts, files and receipts of the document are hashed: those of a procedure under its key. It goes by the tier, which never changes; whoever may read it may change.</summary>
    public ContentHasher HasherOf(PolicyDocument document) => HasherOf(document.Id, document.Tier);

    /// <summary>Under the key of the document whatever its tier: for what not every reader of it may know.</summary>
    public ContentHasher HasherUnderKeyOf(DocumentId document) => ContentHasher.Under(KeysOf(document).First);

    /// <inheritdoc cref="HasherOf(PolicyDocument)"/>
    public ContentHasher HasherOf(DocumentId document, Tier tier) => tier == Tier.Procedure ? HasherUnderKeyOf(document) : ContentHasher.Open;

    /// <summary>Opens words that a row of this reader carried; empty stays empty.</summary>
    public string Open(DocumentId document, SealedText words) => words.IsEmpty ? "" : Encoding.UTF8.GetString(OpenBytes(document, words));

    public byte[] OpenBytes(DocumentId document, SealedText bytes)
    {
        if (bytes.IsEmpty)
            return [];
        Shown?.Opened(document);
        return KeysOf(document, SealingKeys.NumberIn(bytes)).Open(bytes);
    }

    /// <summary>
    /// Journals the fact in the transaction of the next save, in the restricted log when it concerns a procedure. Every change of state needs one.
    /// </summary>
    /// <param name="document">The document of <see cref="JournalFact.Document"/>, if it concerns one.</param>
    /// <param name="actor">Who did it, when that is not the reader (such as a sign-in).</param>
    /// <param name="restricted">It concerns procedures, though no single one: shown only to whoever sees the catalogue.</param>
    /// <param name="row">The row of legal weight that it stands for, where a save has several about one document; otherwise the first entry about the document carries its hash.</param>
    public void Record(JournalFact fact, PolicyDocument? document = null, PersonId? actor = null, bool restricted = false, object? row = null)
    {
        var by = actor ?? Reader.PersonId;
        var about = fact.Document is null && document is not null ? fact with { Document = document.Id } : fact;
        var entry = new JournalEntry
        {
            Id = setup.Ids.Next<JournalEntryId>(),
            Log = restricted || document?.Tier == Tier.Procedure ? JournalLog.Restricted : JournalLog.General,
            At = Now,
            ActorId = by,
            Action = about.Action,
            DocumentId = about.Document,
            Bytes = [],
        };
        Journal.Add(entry);
        Unwritten.Add(entry, about, setup.Ids.NextBytes(16), row);
    }

    /// <summary>Journals a fact with hashes of rows that were changed past the mapper, as the database holds them.</summary>
    internal void Record(JournalFact fact, JournalLog log, byte[] salt, IReadOnlyCollection<(string Name, string Hash)> rows)
    {
        var (id, at) = (setup.Ids.Next<JournalEntryId>(), Now);
        Journal.Add(new JournalEntry
        {
            Id = id, Log = log, At = at, ActorId = null, Action = fact.Action, DocumentId = fact.Document,
            Bytes = RecordMac.AddTo(this, fact.ToBytes(id, log, at, null, salt, rows)),
        });
    }

    /// <summary>The keys of a document.</summary>
    /// <param name="number">A key that has to be among them, where there is one of this number.</param>
    internal SealingKeys KeysOf(DocumentId document, int number = 1) =>
        setup.Keys.Of(document, number, () => DocumentKeys.AsNoTracking().Where(key => key.DocumentId == document).OrderBy(key => key.Number).ToList());

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PolicyDb).Assembly);
        NeedToKnowFilter.Apply(builder, this);
        GuardTriggers.Declare(builder);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            if (property.ClrType == typeof(string))
                property.SetCollation(OrdinalCollation);
    }

    /// <summary>The collation that compares text by its code units, where that is not the usual one: text is equal and sorts alike in every database.</summary>
    protected abstract string? OrdinalCollation { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ValueConversions.Apply(configurationBuilder);
}
