using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>検証で分かった異状の種類。</summary>
public enum JournalFault
{
    /// <summary>欠落: no entry stands at the place, though one stood or later ones stand.</summary>
    Missing,

    /// <summary>内容の変更: the bytes are not those that got the place.</summary>
    Bytes,

    /// <summary>列の食い違い: a column says something else than the record.</summary>
    Column,

    /// <summary>入替え: the place belongs to another tree or number.</summary>
    Place,

    /// <summary>署名との食い違い: another entry stands where one was signed.</summary>
    Signed,

    /// <summary>約束との食い違い: trees of procedures are not as they were committed to in that hour.</summary>
    Committed,

    /// <summary>控えの異状: a checkpoint is missing, changed or signed by another key.</summary>
    Note,

    /// <summary>行の食い違い: a row of legal weight is not as its entry says, is missing, or has no entry.</summary>
    Row,

    /// <summary>表の異状: what has the name of a table is no ordinary one, and can show each who asks other rows.</summary>
    Table,

    /// <summary>説明のない復元: what was signed is lost, and only an unsigned entry speaks of a restore.</summary>
    Restore,
}

/// <summary>検証で分かった異状。</summary>
/// <param name="Tree"><c>general</c>, <c>catalogue</c>, or the id of a procedure; null where no tree can be named.</param>
/// <param name="Number">The place in the tree, from 0; null where none can be named.</param>
/// <param name="What">Column, row, folder or hour concerned.</param>
/// <param name="IsAnchored">Whether a checkpoint speaks of the place.</param>
public sealed record JournalFinding(JournalFault Fault, string? Tree, long? Number, string What, bool IsAnchored)
{
    /// <summary>For a commitment: the hour in which what differs got its place.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? Between { get; init; }

    /// <summary>Kind, place and what is concerned, in a line.</summary>
    public string InShort => string.Join(' ', new[] { Fault.ToString(), Tree, Number?.ToString(System.Globalization.CultureInfo.InvariantCulture), What }.Where(word => !string.IsNullOrEmpty(word)));
}

/// <summary>未署名の末尾。Entries that no checkpoint outside covers yet: they may be right, but nothing shows it.</summary>
/// <param name="Oldest">The instant of the first; null when there is none.</param>
public sealed record UnanchoredTail(long Length, DateTimeOffset? Oldest);

/// <summary>復元の記録。</summary>
/// <param name="Number">The entry that tells of it.</param>
/// <param name="Size">Size of the last checkpoint from before.</param>
/// <param name="RestoredSize">Entries that the backup held.</param>
public sealed record JournalRestore(long Number, DateTimeOffset At, long Size, long RestoredSize);

/// <summary>検証の注意。What is no finding, and yet does not happen where the portal runs and signs.</summary>
public enum JournalWarning
{
    /// <summary>古い末尾: the general tail is older than a day.</summary>
    Tail,

    /// <summary>実施手順の古い末尾: that of procedures is.</summary>
    ProcedureTail,

    /// <summary>位置のない古い記録: an entry has had no place for over an hour, or is of a time to come. One is given within seconds.</summary>
    Unplaced,
}

/// <summary>検証の結果。</summary>
/// <param name="Findings">The first bad entry comes first.</param>
/// <param name="Keys">The first eight hexadecimal digits of the SHA-256 of each public key whose signatures counted; none when nothing could be compared.</param>
/// <param name="Entries">Entries of the general tree.</param>
/// <param name="Anchored">How many of them the last checkpoint covers that agrees.</param>
/// <param name="Unplaced">Entries that have no place yet.</param>
/// <param name="LongUnplaced">Those among them that are older than an hour, since places are given within seconds, or of a time to come.</param>
/// <param name="ProcedureEntries">Entries of all other trees.</param>
/// <param name="CommittedUntil">Until when the last commitment that agrees covers them.</param>
/// <param name="Rows">Rows of legal weight that were compared.</param>
/// <param name="UnplacedRows">How many of them are as nothing but an entry without a place says. It is no finding, and nothing shows that they are right.</param>
/// <param name="Warnings">They change nothing of whether the record is sound.</param>
public sealed record JournalReport(
    IReadOnlyList<JournalFinding> Findings, IReadOnlyList<string> Keys, long Entries, long Anchored, DateTimeOffset? AnchoredAt, UnanchoredTail Tail, UnanchoredTail Unplaced, UnanchoredTail LongUnplaced,
    long ProcedureEntries, DateTimeOffset? CommittedUntil, UnanchoredTail ProcedureTail, long Rows, long UnplacedRows, IReadOnlyList<JournalRestore> Restores, IReadOnlyList<JournalWarning> Warnings)
{
    /// <summary>The hour up to which the trees of procedures are signed, counted since 1970; 0 where no commitment agrees.</summary>
    public long CommittedHour => (CommittedUntil?.ToUnixTimeSeconds() ?? 0) / 3600;

    public bool IsSound => Findings.Count == 0;
}
