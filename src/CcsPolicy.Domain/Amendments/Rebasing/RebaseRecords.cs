using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>
/// 改正の記載の順。Lines 改正 and 附則 that came with two amendments stand in the order of the days on which these were enacted, as a collection of rules lists them,
/// whichever is in force first.
/// </summary>
internal static class RebaseRecords
{
    /// <summary>The lines below the title; those that the base has stay where they are.</summary>
    public static ImmutableArray<string> InOrder(ImmutableArray<string> was, ImmutableArray<string> lines) => Sorted(lines, line => was.Contains(line) ? null : DayIn(line));

    /// <summary>The text with its 附則 in order; those that the base has, and those whose label names no day, stay where they are.</summary>
    public static ProvisionTree InOrder(ProvisionTree was, ProvisionTree tree)
    {
        var known = was.Provisions.Select(one => one.Key).ToHashSet();
        var sorted = Sorted(tree.Provisions, one => one.Kind != ProvisionKind.SupplementaryProvision || known.Contains(one.Key) ? null : DayIn(one.Label + one.Heading));
        return sorted.Select(one => one.Key).SequenceEqual(tree.Provisions.Select(one => one.Key)) ? tree : tree with { Provisions = sorted };
    }

    private static ImmutableArray<T> Sorted<T>(ImmutableArray<T> all, Func<T, DateOnly?> dayOf)
    {
        var places = Enumerable.Range(0, all.Length).Where(at => dayOf(all[at]) is not null).ToList();
        var made = all.ToBuilder();
        foreach (var (place, one) in places.Zip(places.Select(at => all[at]).OrderBy(dayOf)))
            made[place] = one;
        return made.ToImmutable();
    }

    private static DateOnly? DayIn(string words) => EraDateText.FindAll(words) is [{ Date: { } day }] ? day : null;
}
