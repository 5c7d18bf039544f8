using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>自分へのお知らせ。What the reader of the context was told, by the rights of now: what is about a document that may not be known any more is not there.</summary>
public static class NoticeRows
{
    /// <summary>So many are listed, the newest.</summary>
    public const int Most = 100;

    /// <summary>All that stands in the reader's list of notices.</summary>
    public static IQueryable<OutboxMessage> OwnNotices(this PolicyDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        var me = db.Reader.PersonId;
        return db.Outbox.Where(m => me != null && m.RecipientId == me
            && (((m.Kind == OutboxMessages.EditionPublished || m.Kind == OutboxMessages.MatterAnswered) && m.DocumentId != null) || m.Kind == OutboxMessages.DutyReminder || m.Kind == OutboxMessages.PeopleLate));
    }

    /// <summary>The newest of them.</summary>
    public static IQueryable<OutboxMessage> NewestNotices(this PolicyDb db) => db.OwnNotices().OrderByDescending(m => m.DueAt).ThenBy(m => m.Id).Take(Most);

    /// <summary>How many of the newest are unread: as many as the list itself shows.</summary>
    /// <param name="known">All documents that the reader may know.</param>
    public static async Task<int> UnreadNoticesAsync(this PolicyDb db, IReadOnlyDictionary<DocumentId, KnownDocument> known, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(known);
        var rows = await db.NewestNotices().Where(m => m.ReadAt == null).Select(m => new { m.Kind, m.DocumentId, m.Payload }).ToListAsync(ct);
        // Of an edition that was taken back nobody is told any more.
        return rows.Count(row => row.DocumentId is not { } id || (known.TryGetValue(id, out var document) && (row.Kind != OutboxMessages.EditionPublished
            || (PublicId.TryParse<EditionId>(row.Payload) is { } published && document.Order.NowOf(published) is var now && document.Order.All.Any(edition => edition.Id == now)))));
    }
}
