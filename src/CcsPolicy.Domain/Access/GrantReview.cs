using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 許可の見直し。On a day somebody went through every grant on a document that had not come to its end, and said of each whether it is kept. Inserted once
/// and never changed; what was not kept was ended with it.
/// </summary>
public sealed class GrantReview
{
    public required GrantReviewId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required PersonId ReviewedBy { get; init; }

    public required DateTimeOffset ReviewedAt { get; init; }

    public List<GrantVerdict> Verdicts { get; } = [];

    public PolicyDocument? Document { get; private init; }
}

/// <summary>見直しの結論。What a review says of one grant, with the reason.</summary>
public sealed class GrantVerdict
{
    public required GrantReviewId ReviewId { get; init; }

    public required GrantId GrantId { get; init; }

    /// <summary>False: ended with the review.</summary>
    public required bool IsKept { get; init; }

    /// <summary>Why it is kept or ended; sealed, because it tells about the document.</summary>
    public required SealedText Reason { get; init; }
}

/// <summary>見直しの期限。When the grants on a document are to be gone through.</summary>
public static class GrantReviewing
{
    /// <summary>半年</summary>
    public const int Months = 6;

    /// <summary>Grants that a review goes through on the day: not ended, and not past their last day. One that is to begin later is gone through too.</summary>
    public static IEnumerable<NeedToKnowGrant> ToReview(IEnumerable<NeedToKnowGrant> grants, DateOnly day) =>
        grants.Where(grant => grant.EndedAt is null && grant.Until >= day);

    /// <summary>
    /// The day from which the review is due: half a year after the last one, or after the oldest of the grants where all of them are younger than that.
    /// Null when there is nothing to go through.
    /// </summary>
    /// <param name="grants">The grants on one document.</param>
    /// <param name="lastReview">The day of the last review; null when there was none.</param>
    public static DateOnly? DueOn(IEnumerable<NeedToKnowGrant> grants, DateOnly? lastReview, DateOnly day)
    {
        var oldest = ToReview(grants, day).Select(grant => (DateOnly?)TokyoTime.DateOf(grant.GrantedAt)).Min();
        return oldest is not { } first ? null : (lastReview is { } last && last > first ? last : first).AddMonths(Months);
    }
}
