using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>Where a provision stands in a tree, with what is needed to put back a changed tree around it.</summary>
internal sealed class DraftPosition
{
    private readonly ProvisionTree tree;
    private readonly List<(ImmutableArray<Provision> Siblings, int Index)> steps;

    private DraftPosition(ProvisionTree tree, List<(ImmutableArray<Provision>, int)> steps) => (this.tree, this.steps) = (tree, steps);

    public Provision Provision => steps[^1].Siblings[steps[^1].Index];

    /// <summary>The provisions above, from the first level down.</summary>
    public IEnumerable<Provision> Above => steps.SkipLast(1).Select(step => step.Siblings[step.Index]);

    public static DraftPosition? Find(ProvisionTree tree, LineageKey key)
    {
        if (key.IsNone)
            return null;
        var steps = new List<(ImmutableArray<Provision> Siblings, int Index)> { (tree.Provisions, 0) };
        while (steps.Count > 0)
        {
            var (siblings, index) = steps[^1];
            if (index == siblings.Length)
            {
                steps.RemoveAt(steps.Count - 1);
                if (steps.Count > 0)
                    steps[^1] = (steps[^1].Siblings, steps[^1].Index + 1);
            }
            else if (siblings[index].Key == key)
                return new(tree, steps);
            else if (siblings[index].Children.IsEmpty)
                steps[^1] = (siblings, index + 1);
            else
                steps.Add((siblings[index].Children, 0));
        }
        return null;
    }

    public ProvisionTree With(Provision changed) => WithSiblings((siblings, index) => siblings.SetItem(index, changed));

    /// <summary>The tree in which the row of provisions around this one has been changed.</summary>
    public ProvisionTree WithSiblings(Func<ImmutableArray<Provision>, int, ImmutableArray<Provision>> change)
    {
        var changed = change(steps[^1].Siblings, steps[^1].Index);
        for (var level = steps.Count - 2; level >= 0; level--)
        {
            var (siblings, index) = steps[level];
            changed = siblings.SetItem(index, siblings[index] with { Children = changed });
        }
        return tree with { Provisions = changed };
    }
}
