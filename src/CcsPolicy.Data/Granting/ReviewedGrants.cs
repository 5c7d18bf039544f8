using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Granting;

/// <summary>見直しの対象。A document with the grants that a review goes through, and when that is due.</summary>
/// <param name="Grants">Empty when there is nothing to go through.</param>
/// <param name="LastOn">The day of the last review; null when there was none.</param>
/// <param name="LastBy">Who made it.</param>
/// <param name="LastAt">The instant of it.</param>
/// <param name="DueOn">Null when there is nothing to go through.</param>
/// <param name="IsInHand">It waits for the reader: its custodian, or, while it has none, whoever sees the catalogue. These may go through any other as well.</param>
public sealed record ReviewedDocument(PolicyDocument Document, IReadOnlyList<NeedToKnowGrant> Grants, DateOnly? LastOn, PersonId? LastBy, DateOnly? DueOn, bool IsInHand, DateTimeOffset? LastAt);

/// <summary>許可の見直しの期限を読む。</summary>
public static class ReviewedGrants
{
    /// <summary>Those of the documents that are procedures and whose need to know is the reader's to decide, with their grants as they are now.</summary>
    /// <param name="orphaned">Documents that have no custodian today, where it is known already.</param>
    public static async Task<IReadOnlyList<ReviewedDocument>> ReviewedDocumentsAsync(
        this PolicyDb db, IEnumerable<PolicyDocument> documents, ISet<DocumentId>? orphaned, CancellationToken ct)
    {
        var known = (await db.KnownDocumentsAsync(ct)).ToDictionary(one => one.Document.Id, one => one.NeedToKnow);
        return await OfAsync(db, documents, orphaned, document => Decided(document).Grants, document => Decided(document).Reviews, ct);

        DecidedNeedToKnow Decided(DocumentId document) => known.GetValueOrDefault(document, DecidedNeedToKnow.Nothing);
    }

    /// <summary>The same with grants and reviews read in the context, for whoever ends some of the grants with the next save.</summary>
    public static async Task<IReadOnlyList<ReviewedDocument>> ReviewedDocumentsToChangeAsync(this PolicyDb db, IReadOnlyCollection<PolicyDocument> documents, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var ids = documents.Select(document => document.Id).ToList();
        var grants = (await db.Grants.Where(grant => ids.Contains(grant.DocumentId) && grant.EndedAt == null).ToListAsync(ct)).ToLookup(grant => grant.DocumentId);
        var reviews = (await db.GrantReviews.AsNoTracking().Where(review => ids.Contains(review.DocumentId)).Select(review => new { review.DocumentId, Made = new ReviewMade(review.ReviewedAt, review.ReviewedBy) }).ToListAsync(ct))
            .ToLookup(review => review.DocumentId, review => review.Made);
        return await OfAsync(db, documents, null, document => grants[document], document => reviews[document], ct);
    }

    private static async Task<IReadOnlyList<ReviewedDocument>> OfAsync(
        PolicyDb db, IEnumerable<PolicyDocument> documents, ISet<DocumentId>? orphaned, Func<DocumentId, IEnumerable<NeedToKnowGrant>> grants, Func<DocumentId, IEnumerable<ReviewMade>> reviews, CancellationToken ct)
    {
        var (reader, day) = (db.Reader, db.Reader.Day);
        var own = documents.Where(document => document.Tier == Tier.Procedure && document.IsGrantedBy(reader)).ToList();
        if (own.Count == 0)
            return [];
        var without = orphaned ?? (reader.SeesCatalogue ? await db.OrphanedAsync(own, ct) : new HashSet<DocumentId>());
        var rows =
            from document in own
            let given = grants(document.Id).Where(grant => grant.EndedAt is null).ToList()
            let review = reviews(document.Id).MaxBy(review => review.At)
            let last = review is null ? (DateOnly?)null : TokyoTime.DateOf(review.At)
            select new ReviewedDocument(document, [.. GrantReviewing.ToReview(given, day)], last, review?.By, GrantReviewing.DueOn(given, last, day), document.IsReviewedBy(reader, without.Contains(document.Id)), review?.At);
        return [.. rows];
    }

    /// <summary>Those of the documents that have no custodian today.</summary>
    public static async Task<HashSet<DocumentId>> OrphanedAsync(this PolicyDb db, IEnumerable<PolicyDocument> documents, CancellationToken ct) =>
        [.. (await db.CustodyGapsAsync(documents, ct)).Where(gap => gap.From <= db.Reader.Day).Select(gap => gap.Document.Id)];
}
