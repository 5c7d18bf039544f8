using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Rows;

/// <summary>記録の位置。The place of an entry in its tree, given once after the entry was committed, and the hash by which it stands there.</summary>
internal sealed class JournalPosition
{
    /// <summary>The tree of entries that concern no single procedure and are seen by everybody who reads the journal.</summary>
    public static readonly Guid General = Guid.Empty;

    /// <summary>The tree of entries about procedures but about no single one.</summary>
    public static readonly Guid Catalogue = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    public required JournalEntryId EntryId { get; init; }

    /// <summary><see cref="General"/>, <see cref="Catalogue"/>, or the id of the procedure.</summary>
    public required Guid Tree { get; init; }

    /// <summary>From 0, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>The 32 bytes of <see cref="TreeHash.OfLeaf"/> over the entry's bytes.</summary>
    public required byte[] Leaf { get; init; }

    /// <summary>The full hour, counted from 1970, whose commitment is the first to cover the place; never less than of the place before. Null in the general tree, which has no hours.</summary>
    public required long? Hour { get; init; }

    public static Guid TreeOf(JournalLog log, DocumentId? document) => log == JournalLog.General ? General : document?.Value ?? Catalogue;
}

/// <summary>位置の裏付け。By which the signer knows that the product gave an entry its place, and nobody who can write to the database alone. Once a signature covers the place, it means nothing any more.</summary>
internal sealed class JournalVoucher
{
    public required JournalEntryId EntryId { get; init; }

    /// <summary>Of the place: <see cref="Journalling.RecordMac.OfPlace"/>.</summary>
    public required byte[] Code { get; init; }
}

/// <summary>控えの写し。A signed checkpoint as it was sent out: of the general tree, or one of all other trees together.</summary>
internal sealed class JournalNote
{
    /// <summary>Of all trees of procedures together; otherwise of the general one.</summary>
    public required bool OfProcedures { get; init; }

    /// <summary>Records of the general tree; for procedures the number of the hour since 1970, so that it tells nothing.</summary>
    public required long Size { get; init; }

    /// <summary>As the note says it: in full seconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The signed note.</summary>
    public required string Note { get; init; }

    /// <summary>The salt of a commitment; empty for the general tree.</summary>
    public required byte[] Salt { get; init; }
}

/// <summary>当番。Which of several nodes does work that one alone may do.</summary>
internal sealed class Lease
{
    public required string Name { get; init; }

    public required Guid Holder { get; set; }

    public required DateTimeOffset Until { get; set; }
}
