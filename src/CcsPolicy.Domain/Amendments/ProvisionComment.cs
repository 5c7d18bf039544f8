using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Amendments;

/// <summary>意見。A comment on a provision of an amendment, on a sentence of the instrument or on the whole, by whoever reviews it; and why references of an edition were left as they are.</summary>
public sealed class ProvisionComment
{
    public required CommentId Id { get; init; }

    /// <summary>Null for what is said of an edition that came from no amendment.</summary>
    public required AmendmentId? AmendmentId { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The edition whose references were left as they are when another document was amended; null for all else.</summary>
    public EditionId? EditionId { get; init; }

    /// <summary>Lineage key of the provision; null for the whole and for a sentence of the instrument.</summary>
    public Guid? ProvisionKey { get; init; }

    /// <summary>Where the sentence of the instrument stood, from 1; null for what is said about none.</summary>
    public int? Sentence { get; init; }

    /// <summary>The words of that sentence; empty for what is said about none. The comment keeps them: the instrument is written anew as the draft changes.</summary>
    public SealedText SentenceWords { get; init; }

    public required SealedText Text { get; init; }

    public required PersonId WrittenBy { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public PolicyDocument? Document { get; private init; }

    public void Resolve(DateTimeOffset at) => ResolvedAt ??= at;
}

/// <summary>起案の操作の記録。One saved operation on a draft; the draft is the base edition with all of them applied in order.</summary>
public sealed class DraftStep
{
    public required AmendmentId AmendmentId { get; init; }

    /// <summary>From 1, dense: a second tab that saves on an old state collides and is told.</summary>
    public required int Sequence { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The operation in its stored form.</summary>
    public required SealedText Operation { get; init; }

    public required PersonId SavedBy { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public PolicyDocument? Document { get; private init; }
}
