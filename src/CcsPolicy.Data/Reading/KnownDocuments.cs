using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>A document without its texts: its row, how it is hashed, the order of its editions with the title and hash of each, what is withheld of it, what its readers are asked to do, and which of them.</summary>
public sealed record KnownDocument(
    PolicyDocument Document, ContentHasher Hasher, ContentHasher UnderKey, EditionOrder Order, FrozenDictionary<EditionId, KnownEdition> Editions, ImmutableArray<ProvisionOpenness> Decisions, ImmutableArray<Campaign> Campaigns,
    DutyTargets Targets, DecidedNeedToKnow NeedToKnow)
{
    /// <summary>題名 on the day, as <see cref="DocumentTitles"/> gives it.</summary>
    /// <param name="db">The context of the reader to whom it is shown.</param>
    public string TitleOn(DateOnly day, PolicyDb db) => Order.NamingOn(day) is { } naming ? TitleOf(naming.Id, db) : db.Open(Document.Id, Document.Title);

    /// <summary>題名 of an edition, told as shown to the reader of the context.</summary>
    public string TitleOf(EditionId edition, PolicyDb db)
    {
        db.Shown?.Opened(Document.Id);
        return Editions[edition].Title;
    }

    /// <summary>What the reader is asked for on the reader's day, bound by the document or not, with no day until which where the reader is not meant; null while no edition is in force.</summary>
    public Duty? DutyOf(Reader reader, WorkingCalendar calendar)
    {
        if (Order.ToAcknowledgeOn(reader.Day) is not { } edition)
            return null;
        var (since, meant, campaign) = (reader.BoundSince(Document), Targets.Since(reader.Standing), CampaignOf(edition.Id));
        if (meant > since)
            since = meant.Value;
        return new Duty(edition, campaign, since > edition.AskedFrom ? since : edition.AskedFrom, meant is null || reader.IsOnLeave ? null : campaign?.DueFor(since, edition.AskedFrom, calendar));
    }

    /// <summary>Whether the reader has to acknowledge the document on the reader's day, done or not.</summary>
    public bool Binds(Reader reader) => Document.Audience.Binds(reader.Employment, reader.Opened.Contains(Document.Id)) && Targets.Since(reader.Standing) is not null;

    /// <summary>未了の義務: what the reader is asked for and has not done; null where nothing is.</summary>
    /// <param name="acknowledged">The editions of the document that the reader has acknowledged.</param>
    public Duty? OpenDutyOf(Reader reader, WorkingCalendar calendar, IEnumerable<EditionId> acknowledged) =>
        reader.Can(Ability.AcknowledgeDocuments) && Order.InForceOn(reader.Day) is not null && Binds(reader)
            && !Order.IsDischarged(reader.Day, acknowledged) ? DutyOf(reader, calendar) : null;

    /// <summary>What is asked about the edition that is asked for on the day; null where nothing was decided about it.</summary>
    public Campaign? CampaignOn(DateOnly day) => Order.ToAcknowledgeOn(day) is { } edition ? CampaignOf(edition.Id) : null;

    /// <summary>What readers are asked to do about that edition, as long as nothing was decided to read what changed.</summary>
    public CampaignAsk AskOn(DateOnly day) => CampaignOn(day)?.Ask ?? CampaignAsk.ReadChanges;

    /// <summary>Whether they are asked to answer questions.</summary>
    public bool AsksAnswersOn(DateOnly day) => AskOn(day) == CampaignAsk.AnswerQuestions;

    /// <summary>What is asked about the edition; null where nothing was decided about it.</summary>
    public Campaign? CampaignOf(EditionId edition) => Campaign.Holding(Campaigns, Order, edition);

    /// <summary>What stands for the text of the edition as this reader is shown it.</summary>
    public ContentHash ShownTo(Reader reader, EditionId edition) => WithheldProvisions.From(reader, Document.Id, Decisions).MarkOf(Editions[edition].Hash, UnderKey);
}

/// <summary>知る必要性の決定。What was decided about who keeps a document and who may know it, ended and withdrawn decisions too, the reviews of its grants and for whom it is meant.</summary>
public sealed record DecidedNeedToKnow(ImmutableArray<CustodyHandover> Handovers, ImmutableArray<NeedToKnowGrant> Grants, ImmutableArray<ReviewMade> Reviews, ImmutableArray<TargetDecision> Targets)
{
    public static DecidedNeedToKnow Nothing { get; } = new([], [], [], []);
}

/// <summary>A review of grants that was made.</summary>
public sealed record ReviewMade(DateTimeOffset At, PersonId By);

/// <summary>An edition without its text.</summary>
public sealed record KnownEdition(string Title, ContentHash Hash, EditionDates Dates)
{
    public DateOnly EffectiveFrom => Dates.EffectiveFrom;

    public EditionKind Kind => Dates.Kind;
}

/// <summary>
/// Documents for questions that come by the hundred and need no text, as acknowledging does on the day of a publication. They are kept under the access
/// stamp, and each question passes the rule of <see cref="NeedToKnow"/> for its reader before anything comes out.
/// </summary>
public sealed class KnownDocuments(PolicyDbFactory databases) : IDisposable
{
    private readonly KeptUnderStamp<Kept> documents = new(databases, ReadAsync);

    /// <summary>The document; null when this reader has none of that id.</summary>
    /// <param name="reader">A reader with what grants open, as <see cref="Readers"/> makes them.</param>
    /// <param name="asked">The stamps under which the reader was made just now, so that one request asks once; null to ask.</param>
    public async Task<KnownDocument?> FindAsync(Reader reader, DocumentId id, Stamps? asked, CancellationToken ct) =>
        (asked is { } stamps ? await documents.AsOfAsync(stamps, ct) : await documents.NowAsync(ct)).ById.TryGetValue(id, out var found) && reader.MayKnow(found.Document) ? found : null;

    /// <summary>All documents that the reader may know, in an order that no other document has a part in.</summary>
    /// <param name="asked">As of <see cref="FindAsync"/>.</param>
    public async Task<IReadOnlyList<KnownDocument>> AllAsync(Reader reader, Stamps? asked, CancellationToken ct) =>
        [.. (asked is { } stamps ? await documents.AsOfAsync(stamps, ct) : await documents.NowAsync(ct)).InOrder.Where(known => reader.MayKnow(known.Document))];

    /// <summary>All documents, for work that goes by ids and shows nothing.</summary>
    internal async Task<IReadOnlyList<KnownDocument>> WithoutReaderAsync(CancellationToken ct) => (await documents.NowAsync(ct)).InOrder;

    /// <summary>Which documents the reader may know, under stamps that were asked just now.</summary>
    public async Task<FrozenSet<DocumentId>> OfAsync(Reader reader, Stamps stamps, CancellationToken ct) =>
        (await documents.AsOfAsync(stamps, ct)).InOrder.Where(known => reader.MayKnow(known.Document)).Select(known => known.Document.Id).ToFrozenSet();

    /// <summary>Whether the reader may know any document of the kind.</summary>
    /// <param name="asked">As of <see cref="FindAsync"/>.</param>
    public async Task<bool> AnyAsync(Reader reader, Func<PolicyDocument, bool> wanted, Stamps? asked, CancellationToken ct) =>
        (asked is { } stamps ? await documents.AsOfAsync(stamps, ct) : await documents.NowAsync(ct)).InOrder.Any(known => reader.MayKnow(known.Document) && wanted(known.Document));

    public void Dispose() => documents.Dispose();

    /// <summary>Those that the reader of the context may know, read in the context itself.</summary>
    internal static async Task<IReadOnlyList<KnownDocument>> ReadForAsync(PolicyDb db, CancellationToken ct)
    {
        var shown = db.Shown;
        // Names are opened here to be at hand: nobody is shown any yet.
        db.Shown = null;
        try
        {
            return [.. (await ReadAsync(db, ct)).InOrder.Where(known => db.Reader.MayKnow(known.Document))];
        }
        finally
        {
            db.Shown = shown;
        }
    }

    private static async Task<Kept> ReadAsync(PolicyDb db, CancellationToken ct)
    {
        var rows = await db.Documents.WithoutReader().AsNoTracking().ToListAsync(ct);
        var decisions = (await db.ProvisionOpenness.WithoutReader().AsNoTracking().ToListAsync(ct)).ToLookup(decision => decision.DocumentId);
        var campaigns = (await db.Campaigns.WithoutReader().AsNoTracking().ToListAsync(ct)).ToLookup(campaign => campaign.DocumentId);
        var handovers = (await db.CustodyHandovers.WithoutReader().AsNoTracking().ToListAsync(ct)).ToLookup(handover => handover.DocumentId);
        var grants = (await db.Grants.WithoutReader().AsNoTracking().ToListAsync(ct)).ToLookup(grant => grant.DocumentId);
        var reviews = (await db.GrantReviews.WithoutReader().AsNoTracking().Select(review => new { review.DocumentId, Made = new ReviewMade(review.ReviewedAt, review.ReviewedBy) }).ToListAsync(ct))
            .ToLookup(review => review.DocumentId, review => review.Made);
        var targets = (await db.TargetDecisions.WithoutReader().AsNoTracking().Include(decision => decision.Rules).ToListAsync(ct)).ToLookup(decision => decision.DocumentId);
        // Last of what hangs on a document: what was decided about an edition finds it.
        var editions = (await db.Editions.WithoutReader().AsNoTracking()
            .Select(e => new { e.DocumentId, e.Title, e.Hash, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) }).ToListAsync(ct))
            .ToLookup(e => e.DocumentId);
        return new Kept(rows.OrderBy(document => document.Id.Value).Select(document => new KnownDocument(
                document, db.HasherOf(document), db.HasherUnderKeyOf(document.Id), new EditionOrder(editions[document.Id].Select(e => e.Dates)),
                editions[document.Id].ToFrozenDictionary(e => e.Dates.Id, e => new KnownEdition(db.Open(document.Id, e.Title.IsEmpty ? document.Title : e.Title), e.Hash, e.Dates)), [.. decisions[document.Id]], [.. campaigns[document.Id]],
                new DutyTargets(document.Tier, document.Audience, targets[document.Id]), new DecidedNeedToKnow([.. handovers[document.Id]], [.. grants[document.Id]], [.. reviews[document.Id]], [.. targets[document.Id]]))));
    }

    /// <summary>All of them by id, and in the order of their ids: how a dictionary goes through them tells of each one that is in it.</summary>
    private sealed class Kept
    {
        public Kept(IEnumerable<KnownDocument> documents)
        {
            InOrder = [.. documents];
            ById = InOrder.ToFrozenDictionary(known => known.Document.Id);
        }

        public ImmutableArray<KnownDocument> InOrder { get; }

        public FrozenDictionary<DocumentId, KnownDocument> ById { get; }
    }
}
