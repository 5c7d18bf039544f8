using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>移動のない比較。A comparison in which both sides stand in the order of their texts: what changed places is deleted where it stood and new where it stands.</summary>
internal static class UnmovedComparison
{
    public static TreeComparison Between(ProvisionTree old, ProvisionTree @new, IdSource ids)
    {
        var comparison = TreeComparison.Between(old, @new);
        if (!comparison.Rows.Any(row => row.Change.HasFlag(ProvisionChange.Moved)))
            return comparison;
        var before = Lineage.Begin(old, ids);
        var keys = Lineage.KeysOf(before);
        var given = new LineageKey[Lineage.KeysOf(@new).Length];
        var moved = int.MaxValue;
        foreach (var row in comparison.Rows.Where(row => row.NewIndex is not null))
        {
            // What stands below a provision that moved went with it; of a chapter the name alone.
            var (isMoved, isName) = (row.Change.HasFlag(ProvisionChange.Moved), row.Shown.Kind.IsContainer());
            moved = isMoved && !isName ? Math.Min(moved, row.Depth) : row.Depth <= moved ? int.MaxValue : moved;
            given[row.NewIndex!.Value] = row.OldIndex is { } index && row.Depth < moved && !isMoved ? keys[index] : new(ids.Next());
        }
        return TreeComparison.Between(before, Lineage.WithKeys(@new, [.. given]));
    }
}
