using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Training;

namespace CcsPolicy.Data.Rows;

/// <summary>規程の鍵。A key of one document, wrapped by the master key, which lies outside the database.</summary>
internal sealed class DocumentKey
{
    public required DocumentId DocumentId { get; init; }

    /// <summary>From 1, without gaps: the newest seals, see <see cref="Protection.SealingKeys"/>.</summary>
    public required int Number { get; init; }

    /// <summary>Which master key wraps it.</summary>
    public required string MasterKeyId { get; set; }

    public required byte[] Wrapped { get; set; }
}

/// <summary>A provision of an edition, derived from the canonical text; can be deleted and made again.</summary>
public sealed class ProvisionRow
{
    public required EditionId EditionId { get; init; }

    /// <summary>Place in document order, from 0.</summary>
    public required int Ordinal { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required Guid Key { get; init; }

    /// <summary>Ordinal of the provision above; null at the first level.</summary>
    public int? Parent { get; init; }

    public required int Depth { get; init; }

    public required ProvisionKind Kind { get; init; }

    /// <summary>Path, label, heading and own text as one sealed JSON array of strings.</summary>
    public required SealedText Words { get; init; }

    public PolicyDocument? Document { get; private init; }
}

/// <summary>A person's word on which provision of an edition a provision of a draft continues. The draft follows by a step of its own; a later word holds.</summary>
public sealed class PairingCorrection
{
    public required Guid Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The edition that the draft was made from.</summary>
    public required EditionId EditionId { get; init; }

    /// <summary>The provision of that edition.</summary>
    public required Guid OldKey { get; init; }

    /// <summary>The key that the provision of the draft had until then; empty: the draft does not go on with the old one.</summary>
    public required Guid NewKey { get; init; }

    public required PersonId RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PolicyDocument? Document { get; private init; }
}

/// <summary>A file that hangs on a document, such as the source of an import. Its bytes lie in chunks.</summary>
public sealed class StoredFile
{
    public required Guid Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    public AmendmentId? AmendmentId { get; init; }

    /// <summary>The course on which it hangs; null for all others.</summary>
    public CourseId? CourseId { get; init; }

    public required SealedText Name { get; init; }

    public required string MediaType { get; init; }

    public required long Length { get; init; }

    public required ContentHash Hash { get; init; }

    public required PersonId StoredBy { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    public PolicyDocument? Document { get; private init; }
}

/// <summary>A stretch of a file, sealed by itself.</summary>
public sealed class FileChunk
{
    public required Guid FileId { get; init; }

    public required int Ordinal { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required SealedText Bytes { get; init; }

    public PolicyDocument? Document { get; private init; }
}
