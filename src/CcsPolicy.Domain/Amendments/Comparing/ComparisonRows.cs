using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>Writes the rows of a comparison: the new text in order, and in it what was deleted.</summary>
internal sealed class ComparisonRows(FlatTree old, FlatTree @new, TreeAlignment alignment)
{
    private readonly bool[] moved = MovedProvisions.Of(old, @new, alignment);
    private readonly ImmutableArray<ComparedProvision>.Builder rows = ImmutableArray.CreateBuilder<ComparedProvision>(Math.Max(old.Count, @new.Count));

    public static ImmutableArray<ComparedProvision> Of(FlatTree old, FlatTree @new, TreeAlignment alignment) => new ComparisonRows(old, @new, alignment).Write();

    private ImmutableArray<ComparedProvision> Write()
    {
        // Own stack: a text from outside may nest deeply. Entries are provisions of the new text (from 1) or deleted ones (as −position).
        var open = new Stack<(int Node, int Depth)>();
        Push(open, MergedChildren(0, 0), 1);
        while (open.TryPop(out var next))
        {
            var (node, depth) = next;
            rows.Add(node > 0 ? Row(alignment.OldOf(node), node, depth) : Row(-node, -1, depth));
            Push(open, node > 0 ? MergedChildren(alignment.OldOf(node), node) : MergedChildren(-node, -1), depth + 1);
        }
        return rows.ToImmutable();
    }

    private static void Push(Stack<(int, int)> open, List<int> nodes, int depth)
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
            open.Push((nodes[i], depth));
    }

    /// <summary>Children of the new provision with the deleted children of its counterpart, each after the one it followed.</summary>
    private List<int> MergedChildren(int oldNode, int newNode)
    {
        var first = new List<int>();
        Dictionary<int, List<int>>? after = null;
        if (oldNode >= 0)
        {
            var target = first;
            foreach (var child in old.ChildrenOf(oldNode))
            {
                if (alignment.NewOf(child) < 0)
                    target.Add(-child);
                else if (newNode >= 0 && @new.Parent[alignment.NewOf(child)] == newNode && !moved[alignment.NewOf(child)])
                    (after ??= [])[alignment.NewOf(child)] = target = [];
            }
        }
        if (newNode < 0)
            return first;
        foreach (var child in @new.ChildrenOf(newNode))
        {
            first.Add(child);
            if (after is not null && after.TryGetValue(child, out var deleted))
                first.AddRange(deleted);
        }
        return first;
    }

    private ComparedProvision Row(int oldNode, int newNode, int depth)
    {
        var before = oldNode > 0 ? old.Nodes[oldNode] : null;
        var now = newNode > 0 ? @new.Nodes[newNode] : null;
        return new()
        {
            Change = ChangeOf(before, now) | (newNode > 0 && moved[newNode] ? ProvisionChange.Moved : 0),
            Old = before,
            New = now,
            OldIndex = oldNode > 0 ? oldNode - 1 : null,
            NewIndex = newNode > 0 ? newNode - 1 : null,
            Depth = depth,
            Text = Stretches(before?.Text, now?.Text),
            Heading = Stretches(before?.Heading, now?.Heading),
        };
    }

    private static ProvisionChange ChangeOf(Provision? before, Provision? now)
    {
        if (before is null)
            return ProvisionChange.Added;
        if (now is null)
            return ProvisionChange.Deleted;
        return (before.Text == now.Text ? 0 : ProvisionChange.TextChanged)
            | (before.Heading == now.Heading && before.HeadingPlace == now.HeadingPlace ? 0 : ProvisionChange.CaptionChanged)
            | (before.Label == now.Label ? 0 : ProvisionChange.Renumbered)
            | (before.Kind == now.Kind ? 0 : ProvisionChange.KindChanged);
    }

    private static ImmutableArray<TextStretch> Stretches(string? before, string? now) => (before, now) switch
    {
        (null or "", null or "") => [],
        (null or "", _) => [new(StretchKind.Inserted, now)],
        (_, null or "") => [new(StretchKind.Deleted, before)],
        _ => TextComparison.Between(before, now),
    };
}
