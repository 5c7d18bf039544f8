using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>Finds what moved: of what stayed under the same provision the lightest part that must have changed places; what came from elsewhere has moved too.</summary>
internal static class MovedProvisions
{
    /// <summary>By position in the new text.</summary>
    public static bool[] Of(FlatTree old, FlatTree @new, TreeAlignment alignment)
    {
        var moved = new bool[@new.Count];
        var running = InRunningOrder(old, @new, alignment);
        for (var j = 1; j < @new.Count; j++)
            moved[j] = alignment.OldOf(j) > 0 && !running[j] && alignment.NewOf(old.Parent[alignment.OldOf(j)]) != @new.Parent[j];
        for (var parent = 0; parent < @new.Count; parent++)
        {
            if (alignment.OldOf(parent) is not (>= 0 and var oldParent))
                continue;
            var stayed = @new.ChildrenOf(parent).Where(child => alignment.OldOf(child) > 0 && old.Parent[alignment.OldOf(child)] == oldParent).ToList();
            foreach (var child in OutOfOrder(stayed, old, alignment))
                moved[child] = true;
        }
        foreach (var division in BeginningElsewhere(old, @new, alignment, running))
            moved[division] = true;
        return moved;
    }

    /// <summary>A chapter whose name has come to stand before another article, though chapters and articles have kept their order.</summary>
    private static IEnumerable<int> BeginningElsewhere(FlatTree old, FlatTree @new, TreeAlignment alignment, bool[] running)
    {
        var (before, count) = (new Dictionary<int, int>(), 0);
        foreach (var i in Running(old))
            if (alignment.NewOf(i) is > 0 and var j && running[j])
                before[j] = old.Nodes[i].Kind.IsContainer() ? count : count++;
        count = 0;
        foreach (var j in Running(@new).Where(before.ContainsKey))
            if (!@new.Nodes[j].Kind.IsContainer())
                count++;
            else if (before[j] != count)
                yield return j;
    }

    /// <summary>
    /// An article that comes to stand under a new chapter heading has not moved as long as it keeps its place in the run of articles,
    /// and so for chapters under 編 and sections under 章.
    /// </summary>
    private static bool[] InRunningOrder(FlatTree old, FlatTree @new, TreeAlignment alignment)
    {
        var inOrder = new bool[@new.Count];
        var inBody = new bool[old.Count];
        foreach (var i in Running(old))
            inBody[i] = true;
        foreach (var run in Running(@new).Where(j => alignment.OldOf(j) > 0 && inBody[alignment.OldOf(j)]).GroupBy(j => @new.Nodes[j].Kind))
        {
            foreach (var j in run)
                inOrder[j] = true;
            foreach (var j in OutOfOrder([.. run], old, alignment))
                inOrder[j] = false;
        }
        return inOrder;
    }

    private static IEnumerable<int> Running(FlatTree tree)
    {
        for (var i = 1; i < tree.Count; i = tree.Nodes[i].Kind.IsContainer() ? i + 1 : tree.End[i])
            yield return i;
    }

    private static IEnumerable<int> OutOfOrder(List<int> newNodes, FlatTree old, TreeAlignment alignment)
    {
        var rising = true;
        for (var k = 1; k < newNodes.Count && rising; k++)
            rising = alignment.OldOf(newNodes[k - 1]) < alignment.OldOf(newNodes[k]);
        if (rising)
            return [];
        var chain = HeaviestChain.Of([.. newNodes.Select(j => (j, alignment.OldOf(j), old.Weight[alignment.OldOf(j)] + 1))]);
        return newNodes.Except(chain.Select(index => newNodes[index]));
    }
}
