using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.GrantReviews;

/// <summary>What is said of one grant; <paramref name="IsKept"/> null while nothing is.</summary>
public sealed record SaidOfGrant(GrantId Grant, bool? IsKept, string? Reason);

/// <summary>Something that is missing of one grant.</summary>
public sealed record UnsaidOfGrant(GrantId Grant, DomainError Error);

/// <summary>
/// Puts a review of all grants on the procedures of a page on record, whole or not at all: of each document an own review, what is not kept ended with it, each
/// journalled with its document. A custodian goes through the own ones, the CISO and the deputy through any; whose ever it is, it counts.
/// </summary>
public sealed class ReviewGrantsHandler(ReaderDb store)
{
    /// <param name="procedures">The procedures that were on the page.</param>
    /// <returns>How many grants were gone through; a refusal; or what is missing of which grant.</returns>
    public async Task<(Result<int> Result, IReadOnlyList<UnsaidOfGrant> Unsaid)> HandleAsync(IReadOnlySet<DocumentId> procedures, IReadOnlyCollection<SaidOfGrant> said, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(procedures);
        ArgumentNullException.ThrowIfNull(said);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.GrantNeedToKnow) || db.Reader.PersonId is not { } me)
            return (AccessErrors.NotAllowed, []);
        var reviewed = (await db.ReviewedDocumentsToChangeAsync(await db.Documents.Where(d => procedures.Contains(d.Id)).ToListAsync(ct), ct)).Where(one => one.Grants.Count > 0).ToList();
        var byGrant = said.DistinctBy(one => one.Grant).ToDictionary(one => one.Grant);
        if (said.Count == 0 || reviewed.Count != procedures.Count || !byGrant.Keys.ToHashSet().SetEquals(reviewed.SelectMany(one => one.Grants).Select(grant => grant.Id)))
            return (ReviewErrors.ChangedMeanwhile, []);
        var unsaid = said.Where(one => one.IsKept is null).Select(one => new UnsaidOfGrant(one.Grant, ReviewErrors.VerdictMissing))
            .Concat(said.Where(one => one.IsKept is false || !string.IsNullOrWhiteSpace(one.Reason))
                .Select(one => (one.Grant, Error: TypedWords.Refusal(one.Reason, TypedWords.FewestOfAReason, ReviewErrors.ReasonMissing))).Where(one => one.Error is not null).Select(one => new UnsaidOfGrant(one.Grant, one.Error!))).ToList();
        if (unsaid.Count > 0)
            return (unsaid[0].Error, unsaid);
        // The same form once more: whoever presses twice has gone through them once.
        if (said.All(one => one.IsKept is true) && reviewed.TrueForAll(one => one.LastOn == db.Reader.Day && one.LastBy == me && one.Grants.All(grant => TokyoTime.DateOf(grant.GrantedAt) < db.Reader.Day)))
            return (ReviewErrors.RecordedToday, []);
        foreach (var one in reviewed)
        {
            var review = new GrantReview { Id = db.Ids.Next<GrantReviewId>(), DocumentId = one.Document.Id, ReviewedBy = me, ReviewedAt = db.Now };
            foreach (var grant in one.Grants)
            {
                var verdict = byGrant[grant.Id];
                review.Verdicts.Add(new GrantVerdict
                {
                    ReviewId = review.Id, GrantId = grant.Id, IsKept = verdict.IsKept!.Value, // What is kept without a word is kept for the reason that it was given for.
                    Reason = string.IsNullOrWhiteSpace(verdict.Reason) ? grant.Reason : db.Seal(one.Document.Id, verdict.Reason.Trim()),
                });
                if (verdict.IsKept.Value)
                    continue;
                grant.End(me, db.Now, review.Verdicts[^1].Reason);
                db.Record(new JournalFact("grant.ended").With("grant", grant.Id).With("review", review.Id), one.Document);
            }
            db.GrantReviews.Add(review);
            db.OneAtATime(one.Document);
            db.Record(new JournalFact("grants.reviewed").With("review", review.Id).With("kept", review.Verdicts.Count(v => v.IsKept)).With("ended", review.Verdicts.Count(v => !v.IsKept)), one.Document);
        }
        return ((await db.TrySaveAsync(ReviewErrors.ChangedMeanwhile, ct)).Map(_ => said.Count), []);
    }
}
