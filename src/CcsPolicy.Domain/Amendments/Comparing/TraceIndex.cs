using System.Runtime.InteropServices;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>Finds, among many provisions, the few that share rare phrases with one of the other text.</summary>
internal sealed class TraceIndex
{
    private const int MostCandidates = 3;

    private readonly Dictionary<ulong, List<int>> owners = [];
    private readonly int mostOwners;

    public TraceIndex(FlatTree tree, int[] nodes, int mostOwners)
    {
        this.mostOwners = mostOwners;
        for (var i = 0; i < nodes.Length; i++)
            foreach (var trace in Likeness.Traces(tree.TextsOf(nodes[i])))
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, trace, out _);
                list ??= [];
                // A phrase that many share finds nothing; one more than allowed marks it as such.
                if (list.Count <= mostOwners)
                    list.Add(i);
            }
    }

    /// <summary>For each position of the indexed provisions, the positions of the others that point to it.</summary>
    public ILookup<int, int> Candidates(FlatTree tree, int[] nodes)
    {
        var found = new List<(int Indexed, int Other)>();
        var counts = new Dictionary<int, int>();
        for (var j = 0; j < nodes.Length; j++)
        {
            counts.Clear();
            foreach (var trace in Likeness.Traces(tree.TextsOf(nodes[j])))
                if (owners.TryGetValue(trace, out var list) && list.Count <= mostOwners)
                    foreach (var i in list)
                        CollectionsMarshal.GetValueRefOrAddDefault(counts, i, out _)++;
            foreach (var (i, _) in counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).Take(MostCandidates))
                found.Add((i, j));
        }
        return found.ToLookup(pair => pair.Indexed, pair => pair.Other);
    }
}
