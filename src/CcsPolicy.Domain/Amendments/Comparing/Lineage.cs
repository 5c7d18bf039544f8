using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>系譜。Hands lineage keys on from one edition to the next, and to and from the list that is stored beside an edition's text.</summary>
public static class Lineage
{
    /// <summary>The new text with keys: what can be recognised keeps the key it has in the old text, everything else gets a new one.</summary>
    public static ProvisionTree Carry(ProvisionTree old, ProvisionTree @new, IdSource ids)
    {
        var (before, now) = (FlatTree.Of(old), FlatTree.Of(@new));
        var alignment = TreeAlignment.Between(before, now, []);
        var given = new HashSet<LineageKey>();
        var keys = ImmutableArray.CreateBuilder<LineageKey>(now.Count - 1);
        for (var j = 1; j < now.Count; j++)
        {
            var key = alignment.OldOf(j) is > 0 and var i && !before.Nodes[i].Key.IsNone ? before.Nodes[i].Key : now.Nodes[j].Key;
            while (key.IsNone || !given.Add(key))
                key = new(ids.Next());
            keys.Add(key);
        }
        return WithKeys(@new, keys.MoveToImmutable());
    }

    /// <summary>A first edition's text with keys: those it lacks are new.</summary>
    public static ProvisionTree Begin(ProvisionTree tree, IdSource ids) => Carry(ProvisionTree.Empty, tree, ids);

    /// <summary>The keys in document order.</summary>
    public static ImmutableArray<LineageKey> KeysOf(ProvisionTree tree) => [.. tree.All().Select(at => at.Provision.Key)];

    /// <summary>The tree with the keys given in document order. There must be one for each provision: text and keys are stored together.</summary>
    public static ProvisionTree WithKeys(ProvisionTree tree, ImmutableArray<LineageKey> keys)
    {
        var rows = tree.All().ToList();
        if (rows.Count != keys.Length)
            throw new ArgumentException($"{keys.Length} keys for {rows.Count} provisions.", nameof(keys));
        return tree with { Provisions = FlatTree.Build([.. rows.Select((row, i) => (row.Provision with { Key = keys[i] }, row.Depth))]) };
    }
}
