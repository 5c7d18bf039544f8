using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>What the reader can do about an amendment.</summary>
public enum Turn
{
    /// <summary>合議か決裁を待っている</summary>
    Decide,

    /// <summary>公布を待っている</summary>
    Publish,

    /// <summary>差し戻されている</summary>
    Returned,

    /// <summary>起案中</summary>
    Draft,

    /// <summary>ほかの人の番</summary>
    Others,
}

/// <summary>A line of the list of amendments.</summary>
public sealed record AmendmentRow(
    AmendmentId Id, DocumentId Document, Tier Tier, string Code, string Title, EditionKind Kind, AmendmentStage Stage, Turn Turn,
    DateOnly? EffectiveFrom, string DraftedBy, DateTimeOffset Since);

/// <summary>An edition that waits for its day and would undo one that came before it meanwhile, or that is in force and does.</summary>
public sealed record OvertakenRow(DocumentId Document, EditionId Edition, Tier Tier, string Code, string Title, DateOnly EffectiveFrom, bool MayEdit, bool Undoes);

/// <summary>撤回された版。An edition that was taken back before its day not long ago, for those who decided it.</summary>
public sealed record TakenBackRow(DocumentId Document, Tier Tier, string Code, string Title, DateOnly EffectiveFrom, string Reason, string By, DateTimeOffset At);

/// <summary>Lists what is on its way, the reader's own turn first.</summary>
public sealed class ListAmendmentsHandler(ReaderDb store)
{
    /// <summary>So many days the list tells of it.</summary>
    private const int TakenBackFor = 60;

    public async Task<IReadOnlyList<AmendmentRow>> HandleAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var shown = await OpenAsync(db, ct);
        var names = await db.NamesAsync(shown.Select(a => a.DraftedBy), ct);
        var titles = await db.TitlesAsync(ct);
        return
        [
            .. shown.Select(a => new AmendmentRow(a.Id, a.DocumentId, a.Document!.Tier, db.Open(a.DocumentId, a.Document.Code), titles.Of(a.Document),
                    a.Kind, a.Stage, TurnOf(a, db.Reader), a.EffectiveFrom, names[a.DraftedBy], a.SubmittedAt ?? a.DraftedAt))
                .OrderBy(r => r.Turn).ThenBy(r => r.Since),
        ];
    }

    /// <summary>載せ替えを要する版 of all documents whose amendments the reader follows.</summary>
    public async Task<IReadOnlyList<OvertakenRow>> OvertakenAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var day = db.Reader.Day;
        var overtaken =
            from known in await db.KnownDocumentsAsync(ct)
            where db.Reader.MayFollowAmendments(known.Document)
            from edition in OvertakenIn(known.Order, day)
            orderby edition.EffectiveFrom
            let document = known.Document
            select new OvertakenRow(document.Id, edition.Id, document.Tier, db.Open(document.Id, document.Code), known.TitleOn(day, db), edition.EffectiveFrom, db.Reader.MayEdit(document), edition.EffectiveFrom <= day);
        return [.. overtaken];
    }

    /// <summary>Editions of these documents that were taken back in the last days.</summary>
    public async Task<IReadOnlyList<TakenBackRow>> TakenBackAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var since = db.Now.AddDays(-TakenBackFor);
        var rows = (await db.Editions.AsNoTracking().Include(e => e.Document).Where(e => e.Kind == EditionKind.TakenBack && e.RecordedAt > since)
            .Select(e => new { e.Document, e.EffectiveFrom, e.Reason, e.RecordedAt, By = db.People.Where(person => person.Id == e.RecordedBy).Select(person => person.Name).FirstOrDefault() }).ToListAsync(ct))
            .Where(row => row.Document is not null && db.Reader.MayFollowAmendments(row.Document)).ToList();
        if (rows.Count == 0)
            return [];
        var titles = await db.TitlesAsync(ct);
        return
        [
            .. rows.OrderByDescending(row => row.RecordedAt).Select(row => new TakenBackRow(
                row.Document!.Id, row.Document.Tier, db.Open(row.Document.Id, row.Document.Code), titles.Of(row.Document), row.EffectiveFrom, db.Open(row.Document.Id, row.Reason), row.By ?? "", row.RecordedAt)),
        ];
    }

    private static IEnumerable<EditionDates> OvertakenIn(EditionOrder order, DateOnly day) => order.UndoingOn(day) is { } undoing ? order.ToCarryOn(day).Prepend(undoing) : order.ToCarryOn(day);

    /// <summary>How many wait for this reader; no word of any is opened for that.</summary>
    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return (await OpenAsync(db, ct)).Count(a => TurnOf(a, db.Reader) is Turn.Decide or Turn.Publish or Turn.Returned);
    }

    private static async Task<List<Amendment>> OpenAsync(PolicyDb db, CancellationToken ct) =>
    [
        .. (await db.Amendments.AsNoTracking().Include(a => a.Document).Where(a => a.Stage != AmendmentStage.Published && a.Stage != AmendmentStage.Withdrawn).ToListAsync(ct))
            .Where(a => a.Document is not null && db.Reader.MayFollowAmendments(a.Document)),
    ];

    internal static Turn TurnOf(Amendment amendment, Reader reader)
    {
        if (amendment.NextStep is { } step && step.TakenAsDeputyBy(reader) is not null && reader.PersonId is { } person && !amendment.IsWrittenBy(person))
            return Turn.Decide;
        if (amendment.Stage == AmendmentStage.Approved && reader.MayPublish(amendment.Document!))
            return Turn.Publish;
        if (amendment.Stage != AmendmentStage.Drafted || !reader.MayEdit(amendment.Document!))
            return Turn.Others;
        return amendment.Round > 0 ? Turn.Returned : Turn.Draft;
    }
}
