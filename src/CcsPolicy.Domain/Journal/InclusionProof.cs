using System.Numerics;
using System.Text.Json;

namespace CcsPolicy.Domain.Journal;

/// <summary>包含の証明。Shows that a record stands at a place in a tree of a known root, without the other records (RFC 6962, section 2.1.1).</summary>
/// <param name="Index">Place of the leaf, from 0.</param>
/// <param name="Size">Leaves of the tree whose root it leads to.</param>
/// <param name="Path">Hashes of the neighbours, from the leaf up.</param>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<TreeHash> Path)
{
    /// <param name="rootOf">The root over the leaves from the first number up to, but without, the second.</param>
    public static InclusionProof Of(long index, long size, Func<long, long, TreeHash> rootOf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<TreeHash>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = Middle(from, to);
            path.Add(index < middle ? rootOf(middle, to) : rootOf(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }
        path.Reverse();
        return new InclusionProof(index, size, path);
    }

    /// <summary>Where the tree over two or more leaves parts: the left part is the largest full subtree that leaves something for the right.</summary>
    /// <param name="from">The first leaf.</param>
    /// <param name="to">The leaf behind the last.</param>
    public static long Middle(long from, long to) => from + (long)(BitOperations.RoundUpToPowerOf2((ulong)(to - from)) / 2);

    /// <summary>Writes the hashes as the member <c>path</c>.</summary>
    internal void WritePath(Utf8JsonWriter json)
    {
        json.WriteStartArray("path");
        foreach (var hash in Path)
            json.WriteStringValue(hash.ToString());
        json.WriteEndArray();
    }

    /// <summary>The root that a tree with this leaf must have; null when the path has not the length of such a tree.</summary>
    public TreeHash? RootFrom(TreeHash leaf)
    {
        if (Index < 0 || Index >= Size)
            return null;
        var (node, last) = (Index, Size - 1);
        var root = leaf;
        foreach (var neighbour in Path)
        {
            if (last == 0)
                return null;
            if ((node & 1) == 1 || node == last)
            {
                root = TreeHash.OfNode(neighbour, root);
                // On the right edge there are floors without a neighbour.
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
                root = TreeHash.OfNode(root, neighbour);
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 ? root : null;
    }
}
