using System.Runtime.InteropServices;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>最も重い増加列。Of pairs of positions, the heaviest set that rises on both sides.</summary>
internal static class HeaviestChain
{
    /// <summary>Indexes of the chosen pairs in order. <paramref name="pairs"/> must be sorted by the first position, and by the second one falling where the first is equal.</summary>
    public static List<int> Of(List<(int Old, int New, long Weight)> pairs)
    {
        var all = CollectionsMarshal.AsSpan(pairs);
        var size = 1;
        foreach (var (_, @new, _) in all)
            size = Math.Max(size, @new + 2);
        // A Fenwick tree over the second position: the best chain that ends before it.
        var best = new (long Weight, int Index)[size + 1];
        Array.Fill(best, (0, -1));
        var before = new int[all.Length];
        var (heaviest, last) = (0L, -1);
        for (var index = 0; index < all.Length; index++)
        {
            var (weight, previous) = (0L, -1);
            for (var at = all[index].New; at > 0; at -= at & -at)
                if (best[at].Weight > weight)
                    (weight, previous) = best[at];
            before[index] = previous;
            weight += all[index].Weight;
            for (var at = all[index].New + 1; at <= size; at += at & -at)
                if (best[at].Weight < weight)
                    best[at] = (weight, index);
            if (weight > heaviest)
                (heaviest, last) = (weight, index);
        }
        var chain = new List<int>();
        for (; last >= 0; last = before[last])
            chain.Add(last);
        chain.Reverse();
        return chain;
    }
}
