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
internal sealed record ReadMore((string Name, string Hash)[] Rows, byte[] Salt, Dictionary<string, string>? Restored);

/// <summary>An entry that was judged by itself, with the columns by which it is found and belongs to a tree.</summary>
internal readonly record struct JudgedEntry(TreeHash Leaf, DateTime At, string? Wrong, ReadMore? More, object Id, object Log, object Document);

/// <summary>All entries of the journal as they were read, to be looked up by the places that name them.</summary>
internal sealed class ReadEntries
{
    private readonly List<(ReadEntry Entry, object Id)> read = [];
    private readonly Dictionary<Guid, int> byId = [];
    private readonly Dictionary<string, int> byOtherText = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> trees = [];

    /// <summary>Hashes records and compares the columns beside them: what needs no other entry, so that several batches are judged at once.</summary>
    /// <param name="rows"><see cref="StoredJournal.EntriesAsync"/></param>
    public static JudgedEntry[] Judge(List<object[]> rows)
    {
        var leaf = new LeafReader();
        var judged = new JudgedEntry[rows.Count];
        for (var at = 0; at < judged.Length; at++)
        {
            var row = rows[at];
            var bytes = row[6] as byte[] ?? [];
            var wrong = leaf.Read(bytes, new EntryColumns(row[0], row[1], row[2], row[3], row[4]));
            var more = leaf.Rows.Count > 0 || leaf.Restored is not null ? new ReadMore([.. leaf.Rows], leaf.Salt, leaf.Restored) : null;
            judged[at] = new JudgedEntry(TreeHash.OfLeaf(bytes), leaf.At, wrong, more, row[0], row[5], row[4]);
        }
        return judged;
    }

    /// <summary>Keeps an entry that was judged.</summary>
    public void Add(JudgedEntry judged)
    {
        if (IsId(judged.Id) is { } id)
            byId[id] = read.Count;
        else
            byOtherText[Key(judged.Id)] = read.Count;
        read.Add((new ReadEntry(judged.Leaf, judged.At, TreeOf(judged.Log, judged.Document), judged.Wrong, judged.More), judged.Id));
    }

    /// <summary>The entry that a place names; it is not unplaced then.</summary>
    public ReadEntry? Take(object id)
    {
        var isThere = IsId(id) is { } key ? byId.Remove(key, out var at) : byOtherText.Remove(Key(id), out at);
        return isThere ? read[at].Entry : null;
    }

    /// <summary>The entries that no place names, with their ids.</summary>
    public IEnumerable<(ReadEntry Entry, string Id)> Unplaced() =>
        byId.Values.Concat(byOtherText.Values).Order().Select(at => (read[at].Entry, StoredValue.Text(read[at].Id) ?? ""));

    // Text is compared as the database does, sign by sign: what is written in another way than ids are is another one.
    private static Guid? IsId(object value) => value switch
    {
        Guid id => id,
        string text when StoredValue.Id(text) is { } id && !text.AsSpan().ContainsAnyInRange('a', 'f') => id,
        _ => null,
    };

    private static string Key(object value) => value as string ?? StoredValue.Text(value) ?? "";

    private string? TreeOf(object log, object document)
    {
        if (log is nameof(JournalLog.General))
            return StoredTree.General;
        if (log is not nameof(JournalLog.Restricted))
            return null;
        if (document is DBNull)
            return StoredTree.Catalogue;
        if (StoredValue.Id(document) is not { } id)
            return StoredValue.Text(document);
        if (!trees.TryGetValue(id, out var tree))
            trees.Add(id, tree = StoredValue.Text(id)!);
        return tree;
    }
}
