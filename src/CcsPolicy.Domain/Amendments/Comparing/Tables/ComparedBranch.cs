using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Comparing.Tables;

/// <summary>A compared provision with those below it.</summary>
internal sealed class ComparedBranch(ComparedProvision row, ComparedBranch? above)
{
    private readonly List<ComparedBranch> children = [];

    public ComparedProvision Row => row;

    public IReadOnlyList<ComparedBranch> Children => children;

    /// <summary>Whether nothing happened to it nor to anything below it.</summary>
    public bool IsUnchanged { get; private set; } = row.IsUnchanged;

    public bool IsBelowAdded => above?.Row.Old is null && above is not null;

    public bool IsBelowDeleted => above?.Row.New is null && above is not null;

    /// <summary>The provisions of the first level, out of all rows in their order.</summary>
    public static IReadOnlyList<ComparedBranch> Of(ImmutableArray<ComparedProvision> rows)
    {
        var first = new List<ComparedBranch>();
        var open = new List<ComparedBranch>();
        foreach (var row in rows)
        {
            open.RemoveRange(row.Depth - 1, open.Count - row.Depth + 1);
            var above = open.Count == 0 ? null : open[^1];
            var branch = new ComparedBranch(row, above);
            (above?.children ?? first).Add(branch);
            open.Add(branch);
            if (!row.IsUnchanged)
                foreach (var one in open)
                    one.IsUnchanged = false;
        }
        return first;
    }
}
