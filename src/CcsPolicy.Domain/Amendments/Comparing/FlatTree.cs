using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>A tree in document order as arrays. Position 0 stands for the whole text; provisions follow from 1.</summary>
internal sealed class FlatTree
{
    private readonly ulong[] own;
    private readonly ulong[] whole;
    private readonly ushort[]?[] features;

    private FlatTree(Provision[] nodes, int[] parent, int[] depth, int[] end)
    {
        (Nodes, Parent, Depth, End) = (nodes, parent, depth, end);
        own = new ulong[nodes.Length];
        whole = new ulong[nodes.Length];
        Weight = new long[nodes.Length];
        features = new ushort[]?[nodes.Length];
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            var node = nodes[i];
            Weight[i] += node.Text.Length + (node.Heading?.Length ?? 0);
            own[i] = TextHash.Join(TextHash.Join(TextHash.Of(node.Text), node.Heading is null ? 1 : TextHash.Of(node.Heading)), (ulong)node.Kind);
            var hash = own[i];
            foreach (var child in ChildrenOf(i))
                hash = TextHash.Join(hash, whole[child]);
            whole[i] = TextHash.Join(hash, (ulong)(End[i] - i));
            if (i > 0)
                Weight[parent[i]] += Weight[i];
        }
    }

    public Provision[] Nodes { get; }

    public int[] Parent { get; }

    public int[] Depth { get; }

    /// <summary>The position after the last descendant.</summary>
    public int[] End { get; }

    /// <summary>Characters of the provision and all below it.</summary>
    public long[] Weight { get; }

    public int Count => Nodes.Length;

    public static FlatTree Of(ProvisionTree tree)
    {
        var nodes = new List<Provision> { new() { Kind = ProvisionKind.Part, Label = "" } };
        var depth = new List<int> { 0 };
        foreach (var (provision, at) in tree.All())
        {
            nodes.Add(provision);
            depth.Add(at);
        }
        var parent = new int[nodes.Count];
        var end = new int[nodes.Count];
        var open = new Stack<int>([0]);
        parent[0] = -1;
        for (var i = 1; i < parent.Length; i++)
        {
            while (depth[open.Peek()] >= depth[i])
                end[open.Pop()] = i;
            parent[i] = open.Peek();
            open.Push(i);
        }
        while (open.TryPop(out var last))
            end[last] = parent.Length;
        return new([.. nodes], parent, [.. depth], end);
    }

    /// <summary>Provisions in document order with their depth from 1, put together into a tree; the children that they bring along are not used.</summary>
    public static ImmutableArray<Provision> Build(IReadOnlyList<(Provision Provision, int Depth)> rows)
    {
        var done = new Stack<(Provision Provision, int Depth)>();
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            var (provision, depth) = rows[i];
            var children = ImmutableArray.CreateBuilder<Provision>();
            while (done.TryPeek(out var next) && next.Depth > depth)
                children.Add(done.Pop().Provision);
            done.Push((provision with { Children = children.ToImmutable() }, depth));
        }
        return [.. done.Select(root => root.Provision)];
    }

    public IEnumerable<int> ChildrenOf(int node)
    {
        for (var child = node + 1; child < End[node]; child = End[child])
            yield return child;
    }

    /// <summary>Equal for provisions of the same kind, heading and text, whatever their number.</summary>
    public ulong OwnHash(int node) => own[node];

    /// <summary>Equal for provisions that are the same with all below them but for their numbers.</summary>
    public ulong WholeHash(int node) => whole[node];

    public ulong NumberedHash(int node) => TextHash.Join(whole[node], TextHash.Of(Nodes[node].Label));

    public ushort[] FeaturesOf(int node) => features[node] ??= Likeness.Features(TextsOf(node));

    public IEnumerable<string> TextsOf(int node)
    {
        for (var i = node; i < End[node]; i++)
        {
            if (Nodes[i].Heading is { } heading)
                yield return heading;
            yield return Nodes[i].Text;
        }
    }
}
