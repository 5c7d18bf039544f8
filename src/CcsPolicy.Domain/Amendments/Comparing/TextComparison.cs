using System.Collections.Immutable;
using System.Text;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>文の比較。The changed stretches between two strings, cut where a reader would cut them.</summary>
public static class TextComparison
{
    /// <summary>The stretches from old to new; a deleted stretch stands before the inserted one that takes its place. Empty when both are empty.</summary>
    public static ImmutableArray<TextStretch> Between(string old, string @new)
    {
        if (old == @new)
            return old.Length == 0 ? [] : [new(StretchKind.Kept, old)];
        var oldEnds = TextUnits.Ends(old);
        var newEnds = TextUnits.Ends(@new);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var pairs = SequenceAlignment.Pairs(Units(old, oldEnds, known), Units(@new, newEnds, known));
        var changes = new StretchWriter(old, @new);
        foreach (var (i, j) in pairs)
            changes.Keep(i == 0 ? 0 : oldEnds[i - 1], j == 0 ? 0 : newEnds[j - 1], oldEnds[i] - (i == 0 ? 0 : oldEnds[i - 1]));
        return changes.Finish();
    }

    /// <summary>The text that the stretches make of the old one; null when they were not found on it.</summary>
    internal static string? Apply(ImmutableArray<TextStretch> stretches, string old)
    {
        var text = new StringBuilder(old.Length);
        var at = 0;
        foreach (var (kind, stretch) in stretches)
        {
            if (kind == StretchKind.Inserted)
            {
                text.Append(stretch);
                continue;
            }
            if (string.CompareOrdinal(old, at, stretch, 0, stretch.Length) != 0)
                return null;
            if (kind == StretchKind.Kept)
                text.Append(old, at, stretch.Length);
            at += stretch.Length;
        }
        return at == old.Length ? text.ToString() : null;
    }

    private static int[] Units(string text, List<int> ends, Dictionary<string, int> known)
    {
        var units = new int[ends.Count];
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var start = 0;
        for (var i = 0; i < units.Length; i++)
        {
            var unit = text.AsSpan(start, ends[i] - start);
            if (!lookup.TryGetValue(unit, out units[i]))
                lookup[unit] = units[i] = known.Count;
            start = ends[i];
        }
        return units;
    }
}
