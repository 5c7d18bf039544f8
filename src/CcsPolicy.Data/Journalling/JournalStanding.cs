using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>控えの置き場所の状態。</summary>
public enum FolderState
{
    /// <summary>未確認</summary>
    NotAsked,

    /// <summary>届いている</summary>
    Reached,

    /// <summary>届かない: what it lacks is sent when it can be reached again.</summary>
    Unreachable,

    /// <summary>食い違い: the record is not the one that was signed before. Nothing is signed any more until somebody has looked into it.</summary>
    Differs,

    /// <summary>控えがない: no place holds a checkpoint any more, though some were signed. Nothing is signed until somebody has looked into it.</summary>
    Emptied,
}

/// <param name="Last">Its last checkpoint of the general tree; null when it has none or cannot be read.</param>
public sealed record FolderStanding(CheckpointFolder Folder, FolderState State, Checkpoint? Last)
{
    /// <summary>復元後の大きさ。To how many entries the record was restored since the last checkpoint, which an entry of the restore names; null when it was not.</summary>
    public long? RestoredTo { get; init; }
}

/// <summary>控えの状態。</summary>
/// <param name="SignedAt">When the general tree was last signed.</param>
/// <param name="Size">Entries of the general tree that are signed.</param>
public sealed record JournalStanding(DateTimeOffset? SignedAt, long Size, IReadOnlyList<FolderStanding> Folders);
