using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// 題名。What the documents that the reader may know are called on a day. A new name comes with the text that bears it: on its 施行日 and not before, and
/// for a past day the name of that day is given. Before there is any edition a document is called as it was registered.
/// </summary>
public sealed class DocumentTitles
{
    private readonly PolicyDb db;
    private readonly DateOnly day;
    private readonly Dictionary<DocumentId, SealedText> named = [];
    private readonly Dictionary<DocumentId, KnownDocument> known = [];

    internal DocumentTitles(PolicyDb db, DateOnly day, IReadOnlyList<KnownDocument> known) => (this.db, this.day, this.known) = (db, day, known.ToDictionary(one => one.Document.Id));

    internal DocumentTitles(PolicyDb db, DateOnly day, IEnumerable<(DocumentId Document, SealedText Title, EditionDates Dates)> editions)
    {
        (this.db, this.day) = (db, day);
        named = editions.GroupBy(edition => edition.Document).ToDictionary(group => group.Key, group =>
        {
            var naming = new EditionOrder(group.Select(edition => edition.Dates)).NamingOn(day)!.Id;
            return group.First(edition => edition.Dates.Id == naming).Title;
        });
    }

    public string Of(PolicyDocument document) => Of(document.Id, document.Title);

    /// <param name="registered">The name in the document's own row.</param>
    public string Of(DocumentId document, SealedText registered) =>
        known.TryGetValue(document, out var kept) && kept.Order.NamingOn(day) is not null ? kept.TitleOn(day, db)
        : db.Open(document, named.TryGetValue(document, out var title) && !title.IsEmpty ? title : registered);
}

/// <summary>Asking for titles.</summary>
public static class DocumentTitleQueries
{
    /// <summary>The titles of all documents that the reader may know, on the reader's day.</summary>
    public static Task<DocumentTitles> TitlesAsync(this PolicyDb db, CancellationToken ct) => db.TitlesAsync(db.Reader.Day, ct);

    public static async Task<DocumentTitles> TitlesAsync(this PolicyDb db, DateOnly day, CancellationToken ct) =>
        KeptRowsQueries.Kept(db) is { } kept ? new DocumentTitles(db, day, await kept.DocumentsAsync(db, ct)) : await ReadAsync(db, db.Editions, day, ct);

    /// <summary>The titles of a day as they were on record before an instant.</summary>
    public static Task<DocumentTitles> TitlesAsync(this PolicyDb db, DateOnly day, DateTimeOffset known, CancellationToken ct) => ReadAsync(db, db.Editions, day, ct, known);

    /// <summary>The title of one document on the reader's day.</summary>
    public static async Task<string> TitleAsync(this PolicyDb db, PolicyDocument document, CancellationToken ct) =>
        (KeptRowsQueries.Kept(db) is null ? await ReadAsync(db, db.Editions.Where(e => e.DocumentId == document.Id), db.Reader.Day, ct) : await db.TitlesAsync(ct)).Of(document);

    private static async Task<DocumentTitles> ReadAsync(PolicyDb db, IQueryable<Edition> editions, DateOnly day, CancellationToken ct, DateTimeOffset? known = null)
    {
        var rows = await editions.AsNoTracking()
            .Select(e => new { e.DocumentId, e.Title, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) }).ToListAsync(ct);
        return new DocumentTitles(db, day, rows.Where(row => known is not { } until || row.Dates.RecordedAt < until).Select(row => (row.DocumentId, row.Title, row.Dates)));
    }
}
