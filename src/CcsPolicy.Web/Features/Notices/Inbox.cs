using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>お知らせの一件。</summary>
/// <param name="Number">第n版; 0 where the edition was taken back since.</param>
/// <param name="On">From when it is in force, or on record where that was later.</param>
public sealed record InboxNotice(Guid Id, DocumentId Document, Tier Tier, string Title, int Number, EditionKind Kind, DateOnly On, bool IsRead);

/// <summary>
/// お知らせの一覧。What a person was told, opened with the rights that the person has now: what may not be known any more is not there. A notice is read when its document is opened from here.
/// </summary>
public sealed class InboxHandler(ReaderDb databases)
{
    /// <summary>So many are listed, the newest.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<InboxNotice>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.OpenAsync(ct);
        var rows = await Own(db).AsNoTracking().OrderByDescending(m => m.DueAt).ThenBy(m => m.Id).Take(Most)
            .Select(m => new { m.Id, m.Payload, m.ReadAt, Document = m.Document! }).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var documents = rows.Select(row => row.Document.Id).Distinct().ToList();
        var orders = (await db.Editions.AsNoTracking().Where(e => documents.Contains(e.DocumentId))
            .Select(e => new { e.DocumentId, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) }).ToListAsync(ct))
            .GroupBy(edition => edition.DocumentId).ToDictionary(group => group.Key, group => new EditionOrder(group.Select(edition => edition.Dates)));
        var titles = await db.TitlesAsync(ct);
        return
        [
            .. from row in rows
               let document = row.Document
               let edition = orders.TryGetValue(document.Id, out var order) && PublicId.TryParse<EditionId>(row.Payload) is { } id ? order.All.FirstOrDefault(one => one.Id == order.NowOf(id)) : null
               where edition is not null
               orderby edition.AskedFrom descending
               select new InboxNotice(row.Id, document.Id, document.Tier, titles.Of(document), orders[document.Id].NumberOf(edition.Id), edition.Kind, edition.AskedFrom, row.ReadAt is not null),
        ];
    }

    /// <summary>Marks one as read; the document that it tells of, or null when there is no such notice for this person.</summary>
    public async Task<DocumentId?> OpenAsync(string? id, CancellationToken ct)
    {
        if (!Guid.TryParseExact(id, "N", out var notice))
            return null;
        await using var db = await databases.OpenAsync(ct);
        if (await Own(db).SingleOrDefaultAsync(m => m.Id == notice, ct) is not { } row)
            return null;
        row.ReadAt ??= db.Now;
        await db.SaveChangesAsync(ct);
        return row.DocumentId;
    }

    public async Task ReadAllAsync(CancellationToken ct)
    {
        await using var db = await databases.OpenAsync(ct);
        var now = db.Now;
        foreach (var row in await Own(db).Where(m => m.ReadAt == null).ToListAsync(ct))
            row.ReadAt = now;
        await db.SaveChangesAsync(ct);
    }

    private static IQueryable<OutboxMessage> Own(PolicyDb db)
    {
        var me = db.Reader.PersonId;
        return db.Outbox.Where(m => me != null && m.RecipientId == me && m.Kind == OutboxMessages.EditionPublished && m.DocumentId != null);
    }
}
