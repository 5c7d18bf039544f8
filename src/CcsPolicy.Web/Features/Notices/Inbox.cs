using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>お知らせの一件。</summary>
/// <param name="Edition">What was published; null for a reminder.</param>
/// <param name="On">From when the edition is in force, or on record where that was later; the day of a reminder.</param>
/// <param name="IsOfPeople">The reminder is about people whom the reader manages.</param>
/// <param name="Answered">The text about which the reader said something that was answered; null otherwise.</param>
public sealed record InboxNotice(Guid Id, InboxEdition? Edition, DateOnly On, bool IsRead, bool IsOfPeople = false, InboxMatter? Answered = null);

/// <summary>What a matter is about that was answered.</summary>
public sealed record InboxMatter(Tier Tier, string Title);

/// <summary>An edition of which a notice tells.</summary>
/// <param name="Number">第n版; 0 where the edition was taken back since.</param>
public sealed record InboxEdition(Tier Tier, string Title, int Number, EditionKind Kind);

/// <summary>
/// お知らせの一覧。What a person was told, opened with the rights that the person has now: what may not be known any more is not there. A notice is read when its document is opened from here.
/// </summary>
public sealed class InboxHandler(ReaderDb databases)
{
    public async Task<IReadOnlyList<InboxNotice>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.OpenAsync(ct);
        var rows = await db.NewestNotices().AsNoTracking()
            .Select(m => new { m.Id, m.Kind, m.Payload, m.ReadAt, m.Document }).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var documents = rows.Where(row => row.Document is not null).Select(row => row.Document!.Id).Distinct().ToList();
        var orders = (await db.Editions.AsNoTracking().Where(e => documents.Contains(e.DocumentId))
            .Select(e => new { e.DocumentId, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) }).ToListAsync(ct))
            .GroupBy(edition => edition.DocumentId).ToDictionary(group => group.Key, group => new EditionOrder(group.Select(edition => edition.Dates)));
        var titles = await db.TitlesAsync(ct);
        var matters = rows.Where(row => row.Kind == OutboxMessages.MatterAnswered).Select(row => PublicId.TryParse<MatterId>(row.Payload)).OfType<MatterId>().Distinct().ToList();
        var answered = matters.Count == 0 ? null : (await db.MatterAnswers.AsNoTracking().Where(answer => matters.Contains(answer.MatterId)).Select(answer => new { answer.MatterId, answer.At }).ToListAsync(ct))
            .GroupBy(answer => answer.MatterId).ToDictionary(group => group.Key.ToString(), group => TokyoTime.DateOf(group.Max(answer => answer.At)));
        return [.. rows.Select(row => NoticeOf(row.Id, row.Kind, row.Payload, row.ReadAt is not null, row.Document)).OfType<InboxNotice>().OrderByDescending(notice => notice.On)];

        InboxNotice? NoticeOf(Guid id, string kind, string payload, bool isRead, PolicyDocument? document)
        {
            if (kind == OutboxMessages.MatterAnswered)
                return document is not null && answered!.TryGetValue(payload, out var day) ? new(id, null, day, isRead, Answered: new(document.Tier, titles.Of(document))) : null;
            if (kind != OutboxMessages.EditionPublished)
                return new(id, null, DateOnly.ParseExact(payload, "yyyy-MM-dd", CultureInfo.InvariantCulture), isRead, kind == OutboxMessages.PeopleLate);
            if (document is null || !orders.TryGetValue(document.Id, out var order) || PublicId.TryParse<EditionId>(payload) is not { } published || order.All.FirstOrDefault(one => one.Id == order.NowOf(published)) is not { } edition)
                return null;
            return new(id, new(document.Tier, titles.Of(document), order.NumberOf(edition.Id), edition.Kind), edition.AskedFrom, isRead);
        }
    }

    /// <summary>Marks one as read; the address of what it tells of, or null when there is no such notice for this person.</summary>
    public async Task<string?> OpenAsync(string? id, CancellationToken ct)
    {
        if (!Guid.TryParseExact(id, "N", out var notice))
            return null;
        await using var db = await databases.OpenAsync(ct);
        if (await db.OwnNotices().SingleOrDefaultAsync(m => m.Id == notice, ct) is not { } row)
            return null;
        row.ReadAt ??= db.Now;
        await db.SaveChangesAsync(ct);
        if (row.Kind == OutboxMessages.MatterAnswered)
            return PublicId.TryParse<MatterId>(row.Payload) is { } matter ? SiteUrls.Matter(matter) : null;
        return row.DocumentId is { } document ? SiteUrls.Document(document) : row.Kind == OutboxMessages.PeopleLate ? SiteUrls.FollowingOf(new BoardQuestion(State: BoardState.Late), null) : SiteUrls.Home;
    }

    public async Task ReadAllAsync(CancellationToken ct)
    {
        await using var db = await databases.OpenAsync(ct);
        var now = db.Now;
        foreach (var row in await db.OwnNotices().Where(m => m.ReadAt == null).ToListAsync(ct))
            row.ReadAt = now;
        await db.SaveChangesAsync(ct);
    }
}
