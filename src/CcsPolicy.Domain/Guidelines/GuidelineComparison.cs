using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CcsPolicy.Domain.Guidelines;

/// <summary>項目の行方。What became of an item from one edition to another.</summary>
public enum ItemFate
{
    /// <summary>変わらない</summary>
    Unchanged,

    /// <summary>言葉が変わった</summary>
    WordsChanged,

    /// <summary>番号だけが変わった</summary>
    Renumbered,

    /// <summary>なくなった</summary>
    Removed,
}

/// <summary>項目の変化。</summary>
/// <param name="New">Null when the item is gone.</param>
public sealed record ItemChange(GuidelineItem Old, ItemFate Fate, GuidelineItem? New);

/// <summary>ガイドラインの版の比較。Which item of the old edition is which of the new one: each goes to one at most, and none is gone to twice.</summary>
public sealed class GuidelineComparison
{
    private readonly FrozenDictionary<string, ItemChange> byNumber;

    private GuidelineComparison(ImmutableArray<ItemChange> changes, ImmutableArray<GuidelineItem> added) =>
        (Changes, Added, byNumber) = (changes, added, changes.ToFrozenDictionary(change => change.Old.Number, StringComparer.Ordinal));

    /// <summary>One for each item of the old edition, in its order.</summary>
    public ImmutableArray<ItemChange> Changes { get; }

    /// <summary>Items of the new edition that were none of the old one, in their order.</summary>
    public ImmutableArray<GuidelineItem> Added { get; }

    /// <summary>What became of the item of this number; null when the old edition has none.</summary>
    public ItemChange? Of(string number) => byNumber.GetValueOrDefault(number);

    /// <summary>
    /// Compares two editions, numbers being unique in each. First those go together that have the same number and words; then those of the same words, since inserting an item renumbers what follows; at
    /// last those of the same number, unless they have another heading and hardly a word in common: then the number was given to something else. Words that stand more often in one edition than in the other say nothing about where an item went.
    /// </summary>
    public static GuidelineComparison Between(IEnumerable<GuidelineItem> old, IEnumerable<GuidelineItem> @new)
    {
        var (before, after) = (old.OrderBy(item => item.Ordinal).ToList(), @new.OrderBy(item => item.Ordinal).ToList());
        var numbered = after.ToDictionary(item => item.Number, StringComparer.Ordinal);
        var pairs = new Dictionary<GuidelineItem, GuidelineItem>(ReferenceEqualityComparer.Instance);
        var taken = new HashSet<GuidelineItem>(ReferenceEqualityComparer.Instance);

        foreach (var item in before)
            if (numbered.TryGetValue(item.Number, out var same) && item.SaysTheSameAs(same))
                Pair(item, same);
        var saying = after.Where(item => !taken.Contains(item)).ToLookup(item => (item.Heading, item.Words));
        foreach (var group in before.Where(item => !pairs.ContainsKey(item)).GroupBy(item => (item.Heading, item.Words)).ToList())
            if (saying[group.Key].Count() == group.Count())
                foreach (var (item, other) in group.Zip(saying[group.Key]))
                    Pair(item, other);
        foreach (var item in before)
            if (!pairs.ContainsKey(item) && numbered.TryGetValue(item.Number, out var same) && !taken.Contains(same) && IsLike(item, same))
                Pair(item, same);

        return new GuidelineComparison(
            [.. before.Select(item => pairs.TryGetValue(item, out var other) ? new ItemChange(item, FateOf(item, other), other) : new ItemChange(item, ItemFate.Removed, null))],
            [.. after.Where(item => !taken.Contains(item))]);

        void Pair(GuidelineItem item, GuidelineItem other)
        {
            pairs.Add(item, other);
            taken.Add(other);
        }
    }

    /// <summary>The share of pairs of letters that two items have in common, from which on they are the same item in other words.</summary>
    private const double LeastInCommon = 0.3;

    private static bool IsLike(GuidelineItem old, GuidelineItem @new)
    {
        if (old.Heading.Length > 0 && old.Heading == @new.Heading)
            return true;
        var (before, after) = (PairsOf(old), PairsOf(@new));
        var inCommon = before.Sum(pair => Math.Min(pair.Value, after.GetValueOrDefault(pair.Key)));
        return before.Count == 0 || after.Count == 0 || 2.0 * inCommon / (before.Values.Sum() + after.Values.Sum()) >= LeastInCommon;
    }

    private static Dictionary<(char, char), int> PairsOf(GuidelineItem item)
    {
        var words = item.Heading + item.Words;
        return Enumerable.Range(0, Math.Max(0, words.Length - 1)).CountBy(at => (words[at], words[at + 1])).ToDictionary();
    }

    private static ItemFate FateOf(GuidelineItem old, GuidelineItem @new) =>
        !old.SaysTheSameAs(@new) ? ItemFate.WordsChanged : old.Number == @new.Number ? ItemFate.Unchanged : ItemFate.Renumbered;
}
