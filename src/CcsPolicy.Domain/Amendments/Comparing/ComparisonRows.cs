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
        return InOldOrder([.. rows]);
    }

    /// <summary>
    /// Where names of chapters come, go or stand elsewhere while their articles stay, a name that went is told before the first of these, and what else went before what stood behind it: so the rows are in the order of the old
    /// text too.
    /// </summary>
    private ImmutableArray<ComparedProvision> InOldOrder(List<ComparedProvision> rows)
    {
        if (!rows.Exists(row => IsNameAlone(row) || IsNameBefore(row)))
            return [.. rows];
        var apart = new List<List<ComparedProvision>>();
        for (var at = 0; at < rows.Count; at++)
        {
            // Below these nothing is counted through the chapters.
            if (rows[at] is not { New: null, Old.Kind: <= ProvisionKind.Article })
                continue;
            var end = at + 1;
            while (end < rows.Count && rows[end].Depth > rows[at].Depth)
                end++;
            // Names alone, and whatever else is gone with all below it.
            for (var next = at; next < end;)
            {
                var begin = next++;
                while (!IsNameAlone(rows[begin]) && next < end && rows[next].Depth > rows[begin].Depth)
                    next++;
                apart.Add(rows[begin..next]);
            }
            rows.RemoveRange(at, end - at--);
        }
        foreach (var block in apart.OrderBy(block => block[0].OldIndex))
        {
            var place = NextToStay(IsNameAlone(block[0]) ? block[0].OldIndex!.Value + 2 : old.End[block[0].OldIndex!.Value + 1]) is { } stays ? rows.FindIndex(row => row.OldIndex == stays - 1) : rows.Count;
            var depth = place < rows.Count ? rows[place].Depth : 1;
            rows.InsertRange(place, block.Select(row => row with { Depth = row.Depth - block[0].Depth + depth }));
        }
        return [.. rows];
    }

    /// <summary>The first at a place of the old text or behind it that stands in both.</summary>
    private int? NextToStay(int from)
    {
        while (from < old.Count && !Stays(from))
            from = old.Nodes[from].Kind.IsContainer() ? from + 1 : old.End[from];
        return from < old.Count ? from : null;
    }

    private bool Stays(int oldNode) => alignment.NewOf(oldNode) is > 0 and var j && !moved[j];

    /// <summary>The name of a chapter that came before articles which stay, or that stands before others than it did.</summary>
    private bool IsNameBefore(ComparedProvision row) =>
        row is { New: { } name, NewIndex: { } index } && name.Kind.IsContainer() && (row.Old is null || moved[index + 1])
            && Enumerable.Range(index + 2, @new.End[index + 1] - index - 2).Any(j => @new.Nodes[j].Kind <= ProvisionKind.Article && alignment.OldOf(j) > 0 && !moved[j]);

    private bool IsNameAlone(ComparedProvision row) =>
        row is { New: null, OldIndex: { } index, Old: { } name } && name.Kind.IsContainer() && Enumerable.Range(index + 2, old.End[index + 1] - index - 2).Any(i => old.Nodes[i].Kind <= ProvisionKind.Article && Stays(i));

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
            // Another 項 has come to be the first: no word of the one is a word of the other.
            Text = before is not null && now is not null && FirstOfArticle.IsAnother(before, now) ? [new(StretchKind.Deleted, before.Text), new(StretchKind.Inserted, now.Text)] : Stretches(before?.Text, now?.Text),
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
