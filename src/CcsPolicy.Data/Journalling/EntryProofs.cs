using System.Numerics;
using System.Text;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>記録の証明を作る。Trees of the journal as the newest checkpoint covers them, from which the way of any of their entries is told without asking the database again.</summary>
public sealed class EntryProofs
{
    private readonly Dictionary<JournalEntryId, (ProvenTree Tree, long Number)> places;
    private readonly (SignedNote Note, byte[] Key)? signed;

    /// <param name="signed">The checkpoint over all of them, with the public key; null when nothing was signed yet.</param>
    internal EntryProofs(IEnumerable<ProvenTree> trees, (SignedNote Note, byte[] Key)? signed)
    {
        this.signed = signed;
        places = trees.SelectMany(tree => tree.Entries.Select((entry, number) => (entry, tree, number))).ToDictionary(one => one.entry, one => (one.tree, (long)one.number));
    }

    /// <summary>The proof of an entry, out of its own bytes; one that no longer has them does not hold, and whoever checks it sees that.</summary>
    public EntryProof Of(JournalEntry entry)
    {
        var record = Encoding.UTF8.GetString(entry.Bytes);
        return signed is var (note, key) && places.TryGetValue(entry.Id, out var place)
            ? new EntryProof(record, (place.Tree.WayOf(place.Number), place.Tree.InHour, note, key)) : new EntryProof(record, null);
    }
}

/// <summary>A tree that a checkpoint covers. It keeps two hashes and a number for each entry: about 130 MB for a million.</summary>
internal sealed class ProvenTree
{
    private readonly List<TreeHash[]> floors = [];

    /// <param name="leaves">Entries and hashes in the order of their places.</param>
    /// <param name="inHour">Of procedures: how the tree stands in the commitment.</param>
    public ProvenTree(IReadOnlyList<(JournalEntryId Entry, TreeHash Leaf)> leaves, (byte[] Salt, InclusionProof Way)? inHour)
    {
        (Entries, InHour) = ([.. leaves.Select(leaf => leaf.Entry)], inHour);
        // Each floor holds the roots of the full subtrees over two of the floor below.
        for (var floor = leaves.Select(leaf => leaf.Leaf).ToArray(); floor.Length > 0; floor = [.. Enumerable.Range(0, floor.Length / 2).Select(pair => TreeHash.OfNode(floor[2 * pair], floor[(2 * pair) + 1]))])
            floors.Add(floor);
    }

    public IReadOnlyList<JournalEntryId> Entries { get; }

    public (byte[] Salt, InclusionProof Way)? InHour { get; }

    public InclusionProof WayOf(long number) => InclusionProof.Of(number, Entries.Count, RootOf);

    private TreeHash RootOf(long from, long to)
    {
        if (BitOperations.IsPow2(to - from) && from % (to - from) == 0)
            return floors[BitOperations.Log2((ulong)(to - from))][from / (to - from)];
        var middle = InclusionProof.Middle(from, to);
        return TreeHash.OfNode(RootOf(from, middle), RootOf(middle, to));
    }
}
