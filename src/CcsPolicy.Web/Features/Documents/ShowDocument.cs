using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Documents;

/// <summary>An edition in the time line of a document.</summary>
/// <param name="Number">第n版; 0 when another edition took its place before it had effect.</param>
/// <param name="Undoes">It is in force and took effect without the changes of one that was on record before.</param>
/// <param name="IsToCarry">It waits, and another came before it that it would undo.</param>
/// <param name="Hash">Of its text; null where something of that is withheld from the reader.</param>
public sealed record EditionEntry(
    EditionId Id, int Number, EditionKind Kind, Significance Significance, DateOnly EnactedOn, DateOnly EffectiveFrom, DateOnly? AppliesFrom, ContentHash? Hash,
    string Reason, DateTimeOffset RecordedAt, string RecordedBy, bool IsInForce, bool IsWaiting, EditionId? Before, bool IsReplaced, bool IsToCarry, bool Undoes)
{
    /// <summary>It was taken back before its day; null otherwise.</summary>
    public TakenBackEntry? TakenBack { get; init; }

    /// <summary>Why references of it were left as they are.</summary>
    public IReadOnlyList<ReasonLeft> Left { get; init; } = [];

    /// <summary>The reader may take it back now.</summary>
    public bool MayTakeBack { get; init; }

    /// <summary>Entered after it had already been replaced: on record later than it held.</summary>
    public bool WasRecordedLater => TokyoTime.DateOf(RecordedAt) > EffectiveFrom;
}

/// <summary>撤回の記録。Why an edition was taken back, by whom and when.</summary>
public sealed record TakenBackEntry(string Reason, string By, DateTimeOffset At);

/// <summary>参照を残した理由の記録。Why references were left as they are when another document was amended, by whom and when.</summary>
public sealed record ReasonLeft(string Reason, string By, DateTimeOffset At);

/// <summary>An amendment that is not closed.</summary>
public sealed record OpenAmendment(AmendmentId Id, EditionKind Kind, AmendmentStage Stage, DateOnly? EffectiveFrom, string DraftedBy, DateTimeOffset DraftedAt);

/// <summary>A document above or below, with how many provisions are linked.</summary>
public sealed record LinkedDocument(DocumentId Id, Tier Tier, string Code, string Title, int Links);

/// <summary>A document as those who work on it see it.</summary>
public sealed record DocumentView(
    DocumentId Id, Tier Tier, string Code, string Title, InstrumentKind Instrument, AmendingMethod AmendedBy, Openness Openness, Audience Audience, string Department, string Custodian,
    DocumentStanding Standing, IReadOnlyList<EditionEntry> Editions, IReadOnlyList<OpenAmendment> Amendments,
    IReadOnlyList<LinkedDocument> Above, IReadOnlyList<LinkedDocument> Below, bool MayEdit, bool MayDescribe, bool MayOpen, bool MayLink, IReadOnlyList<ReviewDue> Reviews)
{
    /// <summary>What readers of the edition in force are asked for; null while there is none.</summary>
    public Duty? Duty { get; init; }

    public bool MayPublish { get; init; }

    /// <summary>The one thing to do next, if any.</summary>
    public OpenAmendment? Nearest => Amendments.OrderByDescending(a => a.Stage).FirstOrDefault();
}

/// <summary>Shows one document with its editions, drafts and links.</summary>
public sealed class ShowDocumentHandler(ReaderDb store, IReaderSource current, ReviewsDue reviews, OfficeCalendar office)
{
    public async Task<Result<DocumentView>> HandleAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var documents = (await db.KnownDocumentsAsync(ct)).ToDictionary(one => one.Document.Id);
        if (documents.GetValueOrDefault(id) is not { Document: { } document } own || !db.Reader.MayFollowAmendments(document))
            return DocumentErrors.NotFound;
        var editions = await db.Editions.AsNoTracking().Where(e => e.DocumentId == id).ToListAsync(ct);
        var amendments = await db.Amendments.IgnoreAutoIncludes().AsNoTracking()
            .Where(a => a.DocumentId == id && a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn).ToListAsync(ct);
        var left = await db.Comments.AsNoTracking().Where(c => c.DocumentId == id && c.EditionId != null).ToListAsync(ct);
        var custodian = await db.CustodianAsync(document, ct);
        var names = await db.NamesAsync([custodian, .. editions.Select(e => e.RecordedBy), .. amendments.Select(a => a.DraftedBy), .. left.Select(c => c.WrittenBy)], ct);
        var order = new EditionOrder(editions.Select(EditionDates.Of));
        var (day, inForce) = (db.Reader.Day, order.InForceOn(db.Reader.Day)?.Id);
        var toCarry = order.ToCarryOn(day).Select(e => e.Id).ToHashSet();
        var isWhole = WithheldProvisions.From(db.Reader, id, own.Decisions).IsNone;
        var takenBack = editions.Where(e => e.Kind == EditionKind.TakenBack).ToDictionary(e => e.CarriedFromId!.Value, e => new TakenBackEntry(db.Open(id, e.Reason), names[e.RecordedBy], e.RecordedAt));
        var mayPublish = db.Reader.MayPublish(document);
        var entries = editions.Where(e => e.Kind != EditionKind.TakenBack).Select(e => new EditionEntry(e.Id, order.NumberOf(e.Id), e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.AppliesFrom, isWhole ? e.Hash : null,
            db.Open(id, e.Reason), e.RecordedAt, names[e.RecordedBy], e.Id == inForce, e.EffectiveFrom > day && order.NowOf(e.Id) == e.Id,
            order.Before(e.Id)?.Id, order.NowOf(e.Id) != e.Id, toCarry.Contains(e.Id), order.UndoingOn(day)?.Id == e.Id)
        {
            Left = [.. left.Where(c => c.EditionId == e.Id).OrderBy(c => c.WrittenAt).Select(c => new ReasonLeft(db.Open(id, c.Text), names[c.WrittenBy], c.WrittenAt))],
            TakenBack = takenBack.GetValueOrDefault(e.Id), MayTakeBack = mayPublish && e.EffectiveFrom > day && order.Before(e.Id) is not null,
        });
        var links = await db.ImplementsLinks.AsNoTracking().Where(l => (l.BelowId == id || l.AboveId == id) && l.WithdrawnAt == null).ToListAsync(ct);
        return new DocumentView(id, document.Tier, db.Open(id, document.Code), own.TitleOn(day, db), document.Instrument, document.AmendedBy, document.Openness, document.Audience,
            (await db.OfficeAsync(ct)).NameOf(document.OwnerDepartmentId), names[custodian],
            order.StandingOn(day), [.. entries.OrderByDescending(e => (e.EffectiveFrom, e.EnactedOn, e.RecordedAt))],
            [.. amendments.OrderBy(a => a.DraftedAt).Select(a => new OpenAmendment(a.Id, a.Kind, a.Stage, a.EffectiveFrom, names[a.DraftedBy], a.DraftedAt))],
            Linked(db, documents, links.Where(l => l.BelowId == id).Select(l => l.AboveId)),
            Linked(db, documents, links.Where(l => l.AboveId == id).Select(l => l.BelowId)),
            db.Reader.MayEdit(document), db.Reader.MayDescribe(document), db.Reader.MayOpen(document), db.Reader.MayLink(document),
            await reviews.OfAsync(db, id, links, current.Asked, ct))
        {
            MayPublish = mayPublish, Duty = own.DutyOf(db.Reader, await office.NowAsync(current.Asked, ct)),
        };
    }

    private static IReadOnlyList<LinkedDocument> Linked(PolicyDb db, Dictionary<DocumentId, KnownDocument> documents, IEnumerable<DocumentId> ends) =>
    [
        .. ends.Where(documents.ContainsKey).GroupBy(end => documents[end]).Select(one => new LinkedDocument(
                one.Key.Document.Id, one.Key.Document.Tier, db.Open(one.Key.Document.Id, one.Key.Document.Code), one.Key.TitleOn(db.Reader.Day, db), one.Count()))
            .OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal),
    ];
}
