using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>What the verifier keeps of an entry that it has read.</summary>
/// <param name="Leaf">Computed over its bytes.</param>
/// <param name="At">The instant of its record.</param>
/// <param name="Tree">The tree that it belongs to; null when its log is none.</param>
/// <param name="Wrong">The column that differs from the record.</param>
/// <param name="More">What few records have.</param>
internal readonly record struct ReadEntry(TreeHash Leaf, DateTime At, string? Tree, string? Wrong, ReadMore? More);

/// <summary>Hashes of rows in a record, and what it tells of a restore.</summary>
internal sealed record ReadMore((string Name, string Value)[] Rows, byte[] Salt, Dictionary<string, string>? Restored);

/// <summary>How an entry is named: by an id, or, where somebody changed it, by anything else. Text is compared as the database does, sign by sign: what is written in another way than ids are is another one.</summary>
internal readonly record struct EntryName(Guid Id, string? Other)
{
    /// <summary>What has no name: it is never the same as another.</summary>
    public const string None = "";

    public static EntryName Of(in StoredBytes value) => value.Id is { } id ? new EntryName(id, null) : new EntryName(default, value.Named() ?? None);
}

/// <summary>A row of <see cref="StoredJournal.Entries"/>, judged by itself.</summary>
internal readonly record struct JudgedEntry(EntryName Name, ReadEntry Entry);

/// <summary>All entries of the journal as they were read, to be looked up by the places that name them.</summary>
internal sealed class ReadEntries
{
    private static readonly byte[] General = Encoding.UTF8.GetBytes(nameof(JournalLog.General));
    private static readonly byte[] Restricted = Encoding.UTF8.GetBytes(nameof(JournalLog.Restricted));

    private readonly List<ReadEntry> read = [];
    private readonly Dictionary<Guid, int> byId = [];
    private readonly Dictionary<string, int> byOtherText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> trees = [];

    /// <summary>Hashes records and compares the columns beside them: what needs no other entry, so that several batches are judged at once.</summary>
    public static JudgedEntry[] Judge(StoredBatch batch)
    {
        var leaf = new LeafReader();
        var judged = new JudgedEntry[batch.Count];
        for (var row = 0; row < judged.Length; row++)
        {
            var bytes = batch[row, 6].Blob;
            var wrong = leaf.Read(bytes, batch, row);
            var more = leaf.Rows.Count > 0 || leaf.Restored is not null ? new ReadMore([.. leaf.Rows], [.. leaf.Salt], leaf.Restored) : null;
            judged[row] = new JudgedEntry(EntryName.Of(batch[row, 0]), new ReadEntry(TreeHash.OfLeaf(bytes), leaf.At, TreeOf(batch[row, 5].Letters, batch[row, 4]), wrong, more));
        }
        return judged;
    }

    /// <summary>Keeps an entry that was judged.</summary>
    public void Add(JudgedEntry judged)
    {
        var entry = judged.Entry;
        // Trees are few: each is kept as one word.
        if (entry.Tree is { } tree && !ReferenceEquals(tree, StoredTree.General) && !trees.TryAdd(tree, tree))
            entry = entry with { Tree = trees[tree] };
        if (!(judged.Name.Other is { } other ? other != EntryName.None && byOtherText.TryAdd(other, read.Count) : byId.TryAdd(judged.Name.Id, read.Count)))
            // A table whose key somebody took away: no place names the second.
            byOtherText[string.Create(CultureInfo.InvariantCulture, $"{judged.Name.Other ?? PublicId.Write(judged.Name.Id)} {read.Count}")] = read.Count;
        read.Add(entry);
    }

    /// <summary>The entry that a place names; it is not unplaced then.</summary>
    public ReadEntry? Take(in EntryName name) =>
        (name.Other is { } other ? byOtherText.Remove(other, out var at) : byId.Remove(name.Id, out at)) ? read[at] : null;

    /// <summary>The entries that no place names, with their ids.</summary>
    public IEnumerable<(ReadEntry Entry, string Id)> Unplaced() =>
        byId.Select(pair => (pair.Value, PublicId.Write(pair.Key))).Concat(byOtherText.Select(pair => (pair.Value, pair.Key))).OrderBy(one => one.Value).Select(one => (read[one.Value], one.Item2));

    private static string? TreeOf(ReadOnlySpan<byte> log, in StoredBytes document) =>
        log.SequenceEqual(General) ? StoredTree.General : log.SequenceEqual(Restricted) ? document.Named() ?? StoredTree.Catalogue : null;
}

/// <summary>A row of <see cref="StoredJournal.Places"/>.</summary>
/// <param name="Leaf">The hash beside it; null when it is none.</param>
/// <param name="Hour">Null when it is no number.</param>
/// <param name="HasHour">Whether anything stands there.</param>
internal readonly record struct JudgedPlace(string Tree, long Number, TreeHash? Leaf, long? Hour, bool HasHour, EntryName Entry)
{
    public static JudgedPlace[] Judge(StoredBatch batch)
    {
        var judged = new JudgedPlace[batch.Count];
        var tree = "";
        for (var row = 0; row < judged.Length; row++)
        {
            if (row == 0 || !batch[row, 0].IsSame(batch[row - 1, 0]))
                tree = batch[row, 0].Named() ?? "";
            judged[row] = new JudgedPlace(tree, batch[row, 1].Number ?? -1, TreeHash.From(batch[row, 2].Blob), batch[row, 3].Number, batch[row, 3].Kind != StoredKind.None, EntryName.Of(batch[row, 4]));
        }
        return judged;
    }
}
