using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Documents;

/// <summary>
/// 公開範囲の決定。Who may know a document from an instant on, with the reason. Inserted once and never changed: closing a document again leaves on record
/// who was bound by it while it was open.
/// </summary>
public sealed class OpennessDecision
{
    public required OpennessDecisionId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required Openness Before { get; init; }

    public required Openness After { get; init; }

    /// <summary>Who was bound until then.</summary>
    public required Audience AudienceBefore { get; init; }

    /// <summary>Who is bound from then on.</summary>
    public required Audience AudienceAfter { get; init; }

    /// <summary>Why; sealed, because it tells about the document.</summary>
    public required SealedText Reason { get; init; }

    public required PersonId DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>対象者 of a document at an instant, from what was decided about it.</summary>
    /// <param name="now">The audience as it is now.</param>
    /// <param name="decisions">All decisions about the document.</param>
    public static Audience AudienceAt(Audience now, IEnumerable<OpennessDecision> decisions, DateTimeOffset at)
    {
        var next = decisions.Where(decision => decision.DecidedAt >= at).MinBy(decision => decision.DecidedAt);
        return next?.AudienceBefore ?? now;
    }
}
