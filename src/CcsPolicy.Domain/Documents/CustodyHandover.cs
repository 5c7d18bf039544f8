using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Documents;

/// <summary>
/// 管理の引継ぎ。From 0:00 of a day on the document is in somebody else's custody; the one before keeps it until then. Inserted once and never changed:
/// another mind is another handover.
/// </summary>
public sealed class CustodyHandover
{
    public required CustodyHandoverId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>From 1, without gaps within the document: of two people who decide at once, the second is told.</summary>
    public required int Number { get; init; }

    /// <summary>後任</summary>
    public required PersonId SuccessorId { get; init; }

    /// <summary>The first day of the custody, from 0:00 in Tokyo.</summary>
    public required DateOnly From { get; init; }

    public required PersonId DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public PolicyDocument? Document { get; private init; }
}
