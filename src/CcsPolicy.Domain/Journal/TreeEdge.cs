namespace CcsPolicy.Domain.Journal;

/// <summary>
/// 記録の木の右の縁。What a tree of records must remember to grow and to name its root: the hashes of its full subtrees, from the largest on the left to the smallest on the right.
/// A million leaves leave at most twenty of them.
/// </summary>
public sealed class TreeEdge
{
    private readonly List<TreeHash> full = [];

    /// <summary>The roots of the full subtrees, from left to right: one for each 1 in the binary form of <see cref="Size"/>.</summary>
    public IReadOnlyList<TreeHash> Full => full;

    /// <summary>How many leaves have been added.</summary>
    public long Size { get; private set; }

    /// <summary>The root over all leaves so far, as RFC 6962, section 2.1, defines it.</summary>
    public TreeHash Root
    {
        get
        {
            if (full.Count == 0)
                return TreeHash.OfNothing;
            var root = full[^1];
            for (var at = full.Count - 2; at >= 0; at--)
                root = TreeHash.OfNode(full[at], root);
            return root;
        }
    }

    /// <summary>The leaf that was added last; null when there is none, or it came within a subtree.</summary>
    public TreeHash? Last { get; private set; }

    public void Add(TreeHash leaf)
    {
        Add(leaf, 1);
        Last = leaf;
    }

    /// <summary>Adds an entry out of its own bytes; false, and nothing is added, when it is not the next one or its bytes are not those that its kept hash was made of.</summary>
    public bool TryAdd(long number, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> record)
    {
        var leaf = TreeHash.OfLeaf(record);
        if (number != Size || TreeHash.From(kept) != leaf)
            return false;
        Add(leaf);
        return true;
    }

    /// <summary>Adds a full subtree at once.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="leaves">How many leaves it has: a power of two, by which the size so far can be divided.</param>
    public void Add(TreeHash root, long leaves)
    {
        if (leaves < 1 || (leaves & (leaves - 1)) != 0 || Size % leaves != 0)
            throw new ArgumentOutOfRangeException(nameof(leaves), leaves, "A full subtree has a power of two of leaves and begins at a multiple of it.");
        // As in adding one to a binary number: each full subtree of the same size on the left carries.
        for (var rest = Size / leaves; (rest & 1) == 1; rest >>= 1)
        {
            root = TreeHash.OfNode(full[^1], root);
            full.RemoveAt(full.Count - 1);
        }
        full.Add(root);
        Size += leaves;
        Last = null;
    }
}
