using System.Numerics;
using System.Text;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 一般の記録の証明。The general tree as its newest checkpoint covers it, from which the way of any of its entries is told without asking the database again. It keeps two hashes and a number for each entry:
/// about 130 MB for a million.
/// </summary>
public sealed class GeneralProofs
{
    private readonly Dictionary<JournalEntryId, long> places;
    private readonly List<TreeHash[]> floors = [];
    private readonly (SignedNote Note, byte[] Key)? signed;
    private readonly long size;

    /// <param name="leaves">Entries and hashes in the order of their places.</param>
    /// <param name="signed">The checkpoint over all of them, with the public key; null when nothing was signed yet.</param>
    internal GeneralProofs(IReadOnlyList<(JournalEntryId Entry, TreeHash Leaf)> leaves, (SignedNote Note, byte[] Key)? signed)
    {
        (this.signed, size) = (signed, leaves.Count);
        places = leaves.Select((leaf, number) => (leaf.Entry, number)).ToDictionary(leaf => leaf.Entry, leaf => (long)leaf.number);
        // Each floor holds the roots of the full subtrees over two of the floor below.
        for (var floor = leaves.Select(leaf => leaf.Leaf).ToArray(); floor.Length > 0; floor = [.. Enumerable.Range(0, floor.Length / 2).Select(pair => TreeHash.OfNode(floor[2 * pair], floor[(2 * pair) + 1]))])
            floors.Add(floor);
    }

    /// <summary>The proof of an entry, out of its own bytes; one that no longer has them does not hold, and whoever checks it sees that.</summary>
    public EntryProof Of(JournalEntry entry)
    {
        var record = Encoding.UTF8.GetString(entry.Bytes);
        return signed is var (note, key) && places.TryGetValue(entry.Id, out var number)
            ? new EntryProof(record, (InclusionProof.Of(number, size, RootOf), note, key)) : new EntryProof(record, null);
    }

    private TreeHash RootOf(long from, long to)
    {
        if (BitOperations.IsPow2(to - from) && from % (to - from) == 0)
            return floors[BitOperations.Log2((ulong)(to - from))][from / (to - from)];
        var middle = InclusionProof.Middle(from, to);
        return TreeHash.OfNode(RootOf(from, middle), RootOf(middle, to));
    }
}
