using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>The places of a draft's provisions, found again in another text that was made from the same base: behind the neighbour before it, or first in what it stands in.</summary>
/// <param name="added">Keys of what only the other text has.</param>
internal sealed class RebasePlaces(ProvisionTree draft, HashSet<LineageKey> added)
{
    private readonly Dictionary<LineageKey, (LineageKey Parent, ImmutableArray<Provision> Siblings, int Index)> at = Index(draft);

    /// <summary>What the provision stands in; <see cref="LineageKey.None"/> for the text as a whole.</summary>
    public LineageKey ParentOf(LineageKey key) => at[key].Parent;

    /// <summary>Where the provision of the draft goes in the text; null when what it stands in is not there.</summary>
    /// <param name="except">A provision that is about to leave its place.</param>
    public DraftPlace? Of(LineageKey key, ProvisionTree tree, LineageKey except = default)
    {
        var (parent, siblings, index) = at[key];
        if (Children(tree, parent) is not { } there)
            return null;
        for (var i = index - 1; i >= 0; i--)
        {
            var found = IndexOf(there, siblings[i].Key);
            if (found < 0)
                continue;
            // What the other text has put behind the same neighbour stays in front: its day came before.
            while (found + 1 < there.Length && (added.Contains(there[found + 1].Key) || there[found + 1].Key == except))
                found++;
            return there[found].Key == except ? (found > 0 ? DraftPlace.After(there[found - 1].Key) : DraftPlace.FirstIn(parent)) : DraftPlace.After(there[found].Key);
        }
        return DraftPlace.FirstIn(parent);
    }

    /// <summary>Whether it already stands in the same parent behind the same neighbour.</summary>
    public bool IsAt(LineageKey key, ProvisionTree tree)
    {
        var (parent, siblings, index) = at[key];
        return Children(tree, parent) is { } there && IndexOf(there, key) is >= 0 and var found
            && (found == 0 ? LineageKey.None : there[found - 1].Key) == (index == 0 ? LineageKey.None : siblings[index - 1].Key);
    }

    /// <summary>The provision with those below it that are among the keys, down to the first that is not.</summary>
    public static Provision Only(Provision provision, HashSet<LineageKey> keys) =>
        provision with { Children = [.. provision.Children.Where(child => keys.Contains(child.Key)).Select(child => Only(child, keys))] };

    /// <summary>The provision without those below it that are among the keys.</summary>
    public static Provision Without(Provision provision, HashSet<LineageKey> keys) =>
        provision with { Children = [.. provision.Children.Where(child => !keys.Contains(child.Key)).Select(child => Without(child, keys))] };

    private static ImmutableArray<Provision>? Children(ProvisionTree tree, LineageKey parent) =>
        parent.IsNone ? tree.Provisions : DraftPosition.Find(tree, parent)?.Provision.Children;

    private static int IndexOf(ImmutableArray<Provision> siblings, LineageKey key)
    {
        for (var i = 0; i < siblings.Length; i++)
            if (siblings[i].Key == key)
                return i;
        return -1;
    }

    private static Dictionary<LineageKey, (LineageKey, ImmutableArray<Provision>, int)> Index(ProvisionTree tree)
    {
        var places = new Dictionary<LineageKey, (LineageKey, ImmutableArray<Provision>, int)>();
        var open = new Stack<(LineageKey Key, ImmutableArray<Provision> Children)>([(LineageKey.None, tree.Provisions)]);
        while (open.TryPop(out var next))
            for (var i = 0; i < next.Children.Length; i++)
            {
                places[next.Children[i].Key] = (next.Key, next.Children, i);
                open.Push((next.Children[i].Key, next.Children[i].Children));
            }
        return places;
    }
}
