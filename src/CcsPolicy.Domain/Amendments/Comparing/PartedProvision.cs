using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>分割・統合。A new provision whose words came out of another, or one that is gone and whose words went into another. It has its own row all the same: an instrument adds the one and deletes the other.</summary>
/// <param name="Row">The row of what is new or gone.</param>
/// <param name="Other">Of something new: the row in whose old words it stood (分割). Of something gone: the row in whose new words it stands (統合).</param>
public sealed record PartedProvision(ComparedProvision Row, ComparedProvision Other)
{
    /// <summary>Shorter words stand in many places.</summary>
    private const int Shortest = 10;

    /// <summary>How many in a hundred pairs of neighbouring signs must be the same.</summary>
    private const int Enough = 75;

    /// <summary>Those of a comparison, by their rows.</summary>
    public static IReadOnlyDictionary<ComparedProvision, PartedProvision> Of(TreeComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var found = new Dictionary<ComparedProvision, PartedProvision>(ReferenceEqualityComparer.Instance);
        var rows = comparison.Changes.ToList();
        var (gone, come) = (Sides(rows, StretchKind.Deleted), Sides(rows, StretchKind.Inserted));
        foreach (var row in rows.Where(row => row.Old is null || row.New is null))
            if (Best(row.Shown, row.Old is null ? gone : come, row) is { } other)
                found.Add(row, new(row, other));
        return found;
    }

    /// <summary>The words that left a provision, or that came into it.</summary>
    private static List<(ComparedProvision Row, HashSet<(char, char)> Pairs)> Sides(List<ComparedProvision> rows, StretchKind kind) =>
        [.. rows.Where(row => kind == StretchKind.Deleted ? row.Old is not null : row is { Old: not null, New: not null })
            .Select(row => (row, string.Concat(row.Text.Where(stretch => stretch.Kind == kind).Select(stretch => stretch.Text))))
            .Where(side => side.Item2.Length >= Shortest).Select(side => (side.row, PairsOf(side.Item2).ToHashSet()))];

    private static ComparedProvision? Best(Provision provision, List<(ComparedProvision Row, HashSet<(char, char)> Pairs)> sides, ComparedProvision self)
    {
        var pairs = PairsOf(provision.Text).ToHashSet();
        if (provision.Text.Length < Shortest)
            return null;
        var (best, most) = ((ComparedProvision?)null, 0);
        foreach (var (row, other) in sides)
            if (!ReferenceEquals(row, self) && pairs.Count(other.Contains) is var same && same * 100 >= pairs.Count * Enough && same > most)
                (best, most) = (row, same);
        return best;
    }

    private static IEnumerable<(char, char)> PairsOf(string text) => text.Zip(text.Skip(1));
}
