using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.GrantReviews;

/// <summary>全体の見直しの記録。The CISO or the deputy has gone through the list of all grants; the journal of procedures keeps how it stood.</summary>
public sealed class ReviewWholeHandler(ReaderDb store)
{
    /// <param name="seen"><see cref="WholeReview.Mark"/> of the list that was gone through.</param>
    public async Task<Result<Done>> HandleAsync(string? seen, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.SeesCatalogue)
            return AccessErrors.NotAllowed;
        var reviewed = await db.ReviewedDocumentsAsync(await db.Documents.AsNoTracking().Where(document => document.Tier == Tier.Procedure).ToListAsync(ct), null, ct);
        var now = await db.WholeReviewToChangeAsync(reviewed, ct);
        if (seen != now.Mark)
            return ReviewErrors.ChangedMeanwhile;
        db.PutDownWholeReview();
        db.Record(new JournalFact("grants.whole-reviewed").With("seen", now.Seen).With("procedures", reviewed.Count).With("grants", reviewed.Sum(one => one.Grants.Count)).With("overdue", reviewed.Count(one => one.DueOn < db.Reader.Day)), restricted: true);
        return await db.TrySaveAsync(ReviewErrors.ChangedMeanwhile, ct);
    }
}
