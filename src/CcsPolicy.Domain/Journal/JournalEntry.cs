using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Journal;

/// <summary>記録の区分。Two journals, so that the general one tells nothing about procedures.</summary>
public enum JournalLog
{
    /// <summary>一般</summary>
    General,

    /// <summary>実施手順に関わるもの</summary>
    Restricted,
}

/// <summary>
/// 操作記録。Who did what and when, written in the transaction of the change itself. <see cref="Bytes"/> is the record (canonical JSON with a
/// random salt, never written again); the other columns are for finding it.
/// </summary>
public sealed class JournalEntry
{
    public required JournalEntryId Id { get; init; }

    public required JournalLog Log { get; init; }

    public required DateTimeOffset At { get; init; }

    public PersonId? ActorId { get; init; }

    /// <summary>Stable name of the fact in the past tense: <c>edition.published</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The document concerned; null for people and accounts.</summary>
    public DocumentId? DocumentId { get; init; }

    public required byte[] Bytes { get; init; }

    public PolicyDocument? Document { get; private init; }
}
