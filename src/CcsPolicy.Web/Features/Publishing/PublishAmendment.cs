using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Publishing;

/// <summary>公布。Puts the decided text on record as an edition.</summary>
/// <param name="Seen">What the publisher saw: <see cref="PublishingView.Seen"/>.</param>
/// <param name="Reason">Why it is published although references are left behind, or without the amendment that it goes with; empty where neither is so.</param>
/// <param name="Terms">What its readers are asked to do; without effect where nobody is asked.</param>
public sealed record PublishAmendment(AmendmentId Id, ContentHash Seen, string Reason = "", CampaignTerms? Terms = null);

/// <summary>What publishing will do, in numbers.</summary>
/// <param name="Number">第n版 that it will be.</param>
/// <param name="Later">Editions on record that hold after it.</param>
/// <param name="IsEarlier">An edition of the past, put on record late: a later one has taken effect already, and what is in force stays.</param>
/// <param name="Published">The edition that it has become.</param>
/// <param name="Latest">The edition put on record last.</param>
/// <param name="Left">References that it leaves behind, in documents that the publisher may know.</param>
/// <param name="Carried">Editions that wait for their day behind it, as they will be made anew.</param>
/// <param name="Seen">Stands for the text and for what becomes of the editions behind it: another as soon as either is.</param>
/// <param name="Withheld">Provisions of the text that will be withheld, because they hold what is withheld elsewhere.</param>
/// <param name="Asked">People who will be asked to acknowledge it; 0 when nobody is.</param>
public sealed record PublishingView(
    AmendmentId Id, DocumentId Document, Tier Tier, string Title, EditionKind Kind, Significance Significance, DateOnly EnactedOn, DateOnly EffectiveFrom, DateOnly? AppliesFrom,
    ContentHash Hash, int Provisions, int Changes, int Number, int Later, bool IsEarlier, int Asked, Audience Audience, Openness Openness, DateOnly Today, AmendmentStage Stage, bool IsSuperseded, EditionId? Published, EditionId? Latest, LeftBehind Left, IReadOnlyList<CarriedEdition> Carried, IReadOnlyList<string> Withheld, ContentHash Seen)
{
    /// <summary>What is proposed that its readers be asked to do; null when nobody is asked.</summary>
    public CampaignTerms? Proposed { get; init; }

    /// <summary>The last of ten working days from when it is asked for.</summary>
    public DateOnly UsualEnd { get; init; }

    /// <summary>伴う改正 that the publisher may follow and that are not decided yet.</summary>
    public IReadOnlyList<Accompanying> Undecided { get; init; } = [];

    /// <summary>伴う改正 that the publisher may follow, decided and not published yet.</summary>
    public IReadOnlyList<Accompanying> Unpublished { get; init; } = [];

    /// <summary>The amendment that it goes with, where the publisher may follow that one.</summary>
    public Accompanying? First { get; init; }

    /// <summary>The amendment that it goes with does not come with it.</summary>
    public bool IsWithoutFirst { get; init; }

    /// <summary>It is published for a reason alone.</summary>
    public bool NeedsReason => Left.Asked > 0 || IsWithoutFirst;

    /// <summary>From when it is asked for.</summary>
    public DateOnly AskedFrom => EffectiveFrom > Today ? EffectiveFrom : Today;

    public bool IsOpen => Stage == AmendmentStage.Approved && !IsSuperseded;

    /// <summary>The editions behind it that will be recorded in the place of those that wait.</summary>
    public IEnumerable<CarriedEdition> MadeAnew => Carried.Where(one => one.GoesByItself);

    /// <summary>The edition behind it that a person has to carry over afterwards, since both change the same, or references would point elsewhere; null when there is none.</summary>
    public CarriedEdition? Disputed => Carried.FirstOrDefault(one => !one.GoesByItself);

    public bool TakesEffectLater => EffectiveFrom > Today;

    public bool IsPast => EffectiveFrom < Today;
}

/// <summary>
/// Publishes in one transaction: the edition, its derived rows, the end of the amendment, the journal and the work that follows. Whoever comes second
/// finds the amendment or the document changed, gets told so and loses nothing.
/// </summary>
public sealed class PublishAmendmentHandler(ReaderDb store, OfficeCalendar office)
{
    public const int LongestReason = 2_000;

    public async Task<Result<PublishingView>> PrepareAsync(AmendmentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (own, first, with) = await db.FindAmendmentWithAsync(id, ct);
        if (own is not { Document: { } document } amendment || !db.Reader.MayPublish(document))
            return DocumentErrors.NotFound;
        if (amendment is not { EnactedOn: { } enacted, EffectiveFrom: { } effective })
            return AmendmentErrors.NotApproved;
        var draft = await db.ShowDraftAsync(amendment, ct);
        if (draft.Error is { } refusal)
            return refusal;
        if (await db.KnownDocumentAsync(document.Id, ct) is not { Order: { } order } known)
            return DocumentErrors.NotFound;
        var behind = amendment.SuccessorsIn(order).ToList();
        var carried = await CarriedAsync(db, amendment, draft.Value, order, ct);
        var number = order.All.Length - behind.Count + (amendment.CarriesId is null ? 1 : 0);
        var isEarlier = IsEarlier(amendment, order, db.Reader.Day);
        var asks = Asks(amendment, order, db.Reader.Day);
        var day = AskedFrom(amendment, db.Reader.Day);
        return new PublishingView(id, document.Id, document.Tier, known.TitleOn(db.Reader.Day, db), amendment.Kind, amendment.Significance, enacted, effective, amendment.AppliesFrom,
            draft.Value.Hash, draft.Value.Tree.All().Count(), draft.Value.Comparison().PlacesChanged, number, behind.Count, isEarlier,
            asks ? await BoundPeople.CountAsync(db, document, day, ct) : 0, document.Audience, document.Openness, db.Reader.Day, amendment.Stage, amendment.IsSupersededIn(order),
            amendment.PublishedEditionId, order.All.MaxBy(e => e.RecordedAt)?.Id, await db.LeftBehindAsync(amendment, draft.Value, ct),
            carried, await WithheldAsync(db, amendment, draft.Value, carried, ct), SeenOf(db, document, draft.Value, carried))
        {
            Undecided = await db.TitledAsync([.. with.Where(one => one.Stage != AmendmentStage.Approved && one.IsOpen())], ct),
            Unpublished = await db.TitledAsync([.. with.Where(one => one.Stage == AmendmentStage.Approved)], ct),
            First = await db.TitledAsync(first, ct), IsWithoutFirst = first is not null && amendment.ComesWithout(first),
            Proposed = asks ? CampaignTerms.ProposedFor(amendment.Kind) : null, UsualEnd = (await office.NowAsync(store.Asked, ct)).After(day, Campaign.UsualWorkingDays),
        };
    }

    /// <summary>Whether its readers are asked to acknowledge it: not what is editorial, nor what ends a document or joins its past.</summary>
    private static bool Asks(Amendment amendment, EditionOrder order, DateOnly today) =>
        amendment.Significance == Significance.Substantive && amendment.Kind != EditionKind.Repeal && !IsEarlier(amendment, order, today);

    /// <summary>Whether a later edition has taken effect already.</summary>
    private static bool IsEarlier(Amendment amendment, EditionOrder order, DateOnly today) => amendment.SuccessorsIn(order).Any(e => e.EffectiveFrom <= today);

    private static DateOnly AskedFrom(Amendment amendment, DateOnly today) => amendment.EffectiveFrom is { } effective && effective > today ? effective : today;

    public async Task<Result<EditionId>> HandleAsync(PublishAmendment ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (own, first, _) = await db.FindAmendmentWithAsync(ask.Id, ct);
        if (own is not { Document: { } document } amendment || !db.Reader.MayPublish(document))
            return DocumentErrors.NotFound;
        var draft = await db.ReadDraftAsync(amendment, ct);
        if (draft.Error is { } unreadable)
            return unreadable;
        var order = await db.EditionOrderAsync(document.Id, ct);
        if (amendment.Stage == AmendmentStage.Approved && amendment.IsSupersededIn(order))
            return await WhyAsync(ask.Id, AmendmentErrors.Superseded, ct);
        var carried = await CarriedAsync(db, amendment, draft.Value, order, ct);
        if (SeenOf(db, document, draft.Value, carried) != ask.Seen)
            return carried.Count > 0 ? AmendmentErrors.WaitingEditionsChanged : AmendmentErrors.AnotherTextWasSeen;
        if (amendment.CarriesId is { } replaced && order.LastOn(db.Reader.Day) is { } standing && order.NumberOf(order.NowOf(replaced)) <= order.NumberOf(standing.Id))
            return AmendmentErrors.CarriedTooLate;
        if (amendment.Kind == EditionKind.Repeal && amendment.SuccessorsIn(order).Any(e => e.EffectiveFrom > db.Reader.Day))
            return AmendmentErrors.RepealBeforeWaiting;
        var (reason, left) = (ask.Reason.Trim(), await db.LeftBehindAsync(amendment, draft.Value, ct));
        var dangling = left.Dangling;
        if (left.Asked > 0 && reason.Length == 0 && amendment.Stage == AmendmentStage.Approved)
            return AmendmentErrors.DanglingNeedsReason;
        var isWithoutFirst = first is not null && amendment.ComesWithout(first);
        if (isWithoutFirst && reason.Length == 0 && amendment.Stage == AmendmentStage.Approved)
            return AmendmentErrors.FirstNeedsReason;
        if (reason.Length > LongestReason)
            return AmendmentErrors.OpinionTooLong;
        var (now, id, asks) = (db.Now, db.Ids.Next<EditionId>(), Asks(amendment, order, db.Reader.Day));
        if (asks && ask.Terms is { Ask: CampaignAsk.AnswerQuestions } && amendment.Stage == AmendmentStage.Approved && !await db.HasQuestionsAsync(document.Id, ct))
            return CampaignErrors.NoQuestions;
        if (amendment.Publish(id, draft.Value.Hash, now).Error is { } refusal)
            return refusal;
        Put(db, document, amendment, draft.Value, id, now, dangling);
        if (asks)
        {
            var terms = ask.Terms ?? CampaignTerms.ProposedFor(amendment.Kind);
            var due = (await office.NowAsync(store.Asked, ct)).After(AskedFrom(amendment, db.Reader.Day), terms.WorkingDays);
            db.PutCampaign(document, id, (await db.CampaignsAsync(document.Id, ct)).Count + 1, terms, due);
        }
        await db.PutAsync(document, id, carried, now, ct);
        await db.FollowWithholdingAsync(document, amendment.Id, ct);
        // The reason stands among what was said about the amendment; the words before it do not tell of another amendment, which not all may follow who read them.
        if (dangling > 0)
            db.PutComment(amendment, document, "指す先が変わる参照を残して公布する理由：" + reason);
        else if (isWithoutFirst)
            db.PutComment(amendment, document, "そのまま公布する理由：" + reason);
        foreach (var other in left.Elsewhere.Where(other => other.Untold > 0))
            await KeepWithAsync(db, other, reason, ct);
        // The document changes too, so that two amendments of it cannot both be published on the same edition.
        if (db.Entry(document).State == EntityState.Unchanged)
            db.Entry(document).Property(d => d.RowVersion).IsModified = true;
        return (await db.TrySaveAsync(AmendmentErrors.Superseded, ct)).Error is { } conflict ? await WhyAsync(ask.Id, conflict, ct) : id;
    }

    /// <summary>
    /// The reason for references of a document that fewer may know: with the edition that refers, and among what was said about the amendment that it came from, or that is made of it, where its own readers find it; and nothing
    /// of it with the amendment that is published. Neither the words nor the entry name that one.
    /// </summary>
    private static async Task KeepWithAsync(PolicyDb db, LeftElsewhere other, string reason, CancellationToken ct)
    {
        db.Record(new JournalFact("edition.references-left").With("edition", other.Edition).With("references", other.Untold), other.Document);
        var of = other.Open ?? await db.Editions.AsNoTracking().Where(edition => edition.Id == other.Edition).Select(edition => edition.AmendmentId).SingleOrDefaultAsync(ct);
        db.PutReasonLeft(other.Document, other.Edition, of is { } id ? (await db.FindAmendmentAsync(id, ct))?.Id : null, "引用する規程の改正で指す先が変わる参照を残す理由：" + reason);
    }

    private static async Task<IReadOnlyList<CarriedEdition>> CarriedAsync(PolicyDb db, Amendment amendment, DraftedText draft, EditionOrder order, CancellationToken ct) =>
        amendment.Stage == AmendmentStage.Approved && !amendment.IsSupersededIn(order) ? await db.BehindAsync(amendment, draft.Tree, order, ct) : [];

    private static async Task<IReadOnlyList<string>> WithheldAsync(PolicyDb db, Amendment amendment, DraftedText draft, IReadOnlyList<CarriedEdition> carried, CancellationToken ct)
    {
        var keys = (await db.WithholdingToFollowAsync(amendment.DocumentId, amendment.Id, [draft.Tree, .. carried.Where(one => one.GoesByItself).Select(one => one.Outcome.Tree)], ct)).Select(one => one.Key).ToHashSet();
        if (keys.Count == 0)
            return [];
        var paths = ProvisionPaths.Of(draft.Tree);
        return [.. paths.All.Where(placed => keys.Contains(placed.Provision.Key)).Select(paths.LabelOf)];
    }

    private static ContentHash SeenOf(PolicyDb db, PolicyDocument document, DraftedText draft, IReadOnlyList<CarriedEdition> carried) =>
        carried.Count == 0 ? draft.Hash : db.HasherOf(document).Of(string.Join('\n', carried.Select(one => $"{one.Edition.Id} {one.GoesByItself}").Prepend(draft.Hash.ToString())));

    /// <summary>What came between: this very amendment, published by somebody else a moment ago, or another one.</summary>
    private async Task<DomainError> WhyAsync(AmendmentId id, DomainError otherwise, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await db.Amendments.AsNoTracking().AnyAsync(a => a.Id == id && a.Stage == AmendmentStage.Published, ct) ? AmendmentErrors.AlreadyPublished : otherwise;
    }

    private static void Put(PolicyDb db, PolicyDocument document, Amendment amendment, DraftedText draft, EditionId id, DateTimeOffset now, int dangling)
    {
        var edition = db.PutEdition(document, draft.Tree, now, amendment.Planned, new EditionOrigin(amendment.Kind, amendment.Id, amendment.BaseEditionId, amendment.CarriesId, id));
        db.Record(new JournalFact("edition.published").With("amendment", amendment.Id).With("edition", id).With("kind", edition.Kind).With("hash", edition.Hash)
            .With("enacted", edition.EnactedOn).With("effective", edition.EffectiveFrom).With("references", dangling > 0 ? dangling : null), document);
        db.Outbox.Add(new OutboxMessage { Id = db.Ids.Next(), Kind = OutboxMessages.EditionPublished, DocumentId = document.Id, Payload = id.ToString(), DueAt = DueAt(edition, now) });
    }

    /// <summary>People are told when there is something to read: on the day it takes effect, or at once.</summary>
    private static DateTimeOffset DueAt(Edition edition, DateTimeOffset now)
    {
        var start = TokyoTime.StartOf(edition.EffectiveFrom);
        return start > now ? start : now;
    }
}
