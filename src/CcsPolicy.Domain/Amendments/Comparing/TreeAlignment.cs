using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 条項の対応。Which provision of the old text became which of the new one. First what a person said, then lineage keys where both sides
/// carry them, then content: equal parts that occur once, then likeness in order under what is already paired, then the rest wherever it went.
/// </summary>
internal sealed partial class TreeAlignment
{
    /// <summary>A shorter provision (住所) that occurs once in both texts proves nothing about being the same.</summary>
    private const long LeastTelling = 12;

    private readonly FlatTree old;
    private readonly FlatTree @new;
    private readonly int[] newOf;
    private readonly int[] oldOf;
    private readonly bool[] oldClosed;
    private readonly bool[] newClosed;
    private readonly Likeness likeness = new();

    private TreeAlignment(FlatTree old, FlatTree @new)
    {
        (this.old, this.@new) = (old, @new);
        newOf = new int[old.Count];
        oldOf = new int[@new.Count];
        Array.Fill(newOf, -1);
        Array.Fill(oldOf, -1);
        (oldClosed, newClosed) = (new bool[old.Count], new bool[@new.Count]);
        (newOf[0], oldOf[0]) = (0, 0);
    }

    public static TreeAlignment Between(FlatTree old, FlatTree @new, ImmutableArray<CorrectedPair> corrections)
    {
        var alignment = new TreeAlignment(old, @new);
        var oldKeys = KeysOf(old);
        var newKeys = KeysOf(@new);
        alignment.ByCorrections(oldKeys, newKeys, corrections);
        foreach (var (key, i) in oldKeys)
            if (newKeys.TryGetValue(key, out var j) && alignment.IsOpen(i, j))
                alignment.Pair(i, j);
        if (oldKeys.Count < old.Count - 1 || newKeys.Count < @new.Count - 1)
            alignment.ByContent();
        return alignment;
    }

    /// <summary>Position in the new text, or −1.</summary>
    public int NewOf(int oldNode) => newOf[oldNode];

    /// <summary>Position in the old text, or −1.</summary>
    public int OldOf(int newNode) => oldOf[newNode];

    private static Dictionary<LineageKey, int> KeysOf(FlatTree tree)
    {
        var keys = new Dictionary<LineageKey, int>();
        for (var i = 1; i < tree.Count; i++)
            if (!tree.Nodes[i].Key.IsNone)
                keys.TryAdd(tree.Nodes[i].Key, i);
        return keys;
    }

    private void ByCorrections(Dictionary<LineageKey, int> oldKeys, Dictionary<LineageKey, int> newKeys, ImmutableArray<CorrectedPair> corrections)
    {
        // Later rows correct earlier ones.
        foreach (var correction in corrections.IsDefault ? [] : corrections.Reverse())
        {
            var i = oldKeys.GetValueOrDefault(correction.Old, -1);
            var j = newKeys.GetValueOrDefault(correction.New, -1);
            if (i > 0 && j > 0 && IsOpen(i, j))
                Pair(i, j);
            else if (i > 0 && correction.New.IsNone && newOf[i] < 0)
                oldClosed[i] = true;
            else if (j > 0 && correction.Old.IsNone && oldOf[j] < 0)
                newClosed[j] = true;
        }
    }

    private void ByContent()
    {
        ByUniqueContent();
        AlignRunningArticles();
        PairContainers();
        AlignBelowPairs();
        PairTheRest();
        AlignBelowPairs();
    }

    private bool IsOpen(int i, int j) => newOf[i] < 0 && oldOf[j] < 0 && !oldClosed[i] && !newClosed[j];

    /// <summary>Two provisions that both carry a key, and not the same one, are never paired for their content.</summary>
    private bool CanPair(int i, int j) =>
        IsOpen(i, j) && old.Nodes[i].Kind == @new.Nodes[j].Kind && (old.Nodes[i].Key.IsNone || @new.Nodes[j].Key.IsNone) && AreOfOneInstrument(old.Nodes[i], @new.Nodes[j]);

    /// <summary>The first 附則 and that of an amendment, or those of two amendments which are both told on one side, are never one, however alike they are.</summary>
    private bool AreOfOneInstrument(Provision one, Provision other) =>
        one.Kind != ProvisionKind.SupplementaryProvision || one.Heading == other.Heading || (one.Heading is not null && other.Heading is not null && !Has(@new, one.Heading) && !Has(old, other.Heading));

    private static bool Has(FlatTree tree, string instrument)
    {
        for (var at = 1; at < tree.Count; at = tree.End[at])
            if (tree.Nodes[at].Kind == ProvisionKind.SupplementaryProvision && tree.Nodes[at].Heading == instrument)
                return true;
        return false;
    }

    private void Pair(int i, int j) => (newOf[i], oldOf[j]) = (j, i);

    /// <summary>Pairs two equal parts with all below them.</summary>
    private bool PairWhole(int i, int j)
    {
        if (!CanPair(i, j) || old.End[i] - i != @new.End[j] - j)
            return false;
        for (var k = 0; k < old.End[i] - i; k++)
            if (old.OwnHash(i + k) != @new.OwnHash(j + k) || old.Nodes[i + k].Text != @new.Nodes[j + k].Text || old.Nodes[i + k].Heading != @new.Nodes[j + k].Heading)
                return false;
        for (var k = 0; k < old.End[i] - i; k++)
            if (CanPair(i + k, j + k))
                Pair(i + k, j + k);
        return true;
    }

    private void ByUniqueContent()
    {
        var places = new Dictionary<ulong, int>(old.Count);
        for (var i = 1; i < old.Count; i++)
            places[old.WholeHash(i)] = places.ContainsKey(old.WholeHash(i)) ? -1 : i;
        var counts = new Dictionary<ulong, int>(@new.Count);
        for (var j = 1; j < @new.Count; j++)
            counts[@new.WholeHash(j)] = counts.GetValueOrDefault(@new.WholeHash(j)) + 1;
        for (var j = 1; j < @new.Count;)
        {
            var hash = @new.WholeHash(j);
            var unique = @new.Weight[j] >= LeastTelling && counts[hash] == 1 && places.GetValueOrDefault(hash, -1) > 0;
            j = unique && PairWhole(places[hash], j) ? @new.End[j] : j + 1;
        }
    }

    /// <summary>Articles run through the chapters of the body, so their order counts before the chapters do.</summary>
    private void AlignRunningArticles() => AlignInOrder(RunningArticles(old), RunningArticles(@new));

    private static int[] RunningArticles(FlatTree tree)
    {
        var articles = new List<int>();
        for (var i = 1; i < tree.Count;)
        {
            var kind = tree.Nodes[i].Kind;
            if (kind == ProvisionKind.Article)
                articles.Add(i);
            i = kind.IsContainer() ? i + 1 : tree.End[i];
        }
        return [.. articles];
    }

    /// <summary>A chapter is the chapter that holds most of what it held; an article likewise through its paragraphs.</summary>
    private void PairContainers()
    {
        foreach (var level in Enumerable.Range(1, old.Count - 1).Where(i => newOf[i] < 0 && old.End[i] > i + 1).GroupBy(i => old.Depth[i]).OrderByDescending(level => level.Key).ToList())
        {
            var candidates = new List<(long Shared, int Old, int New)>();
            foreach (var i in level)
            {
                var shared = new Dictionary<int, long>();
                foreach (var child in old.ChildrenOf(i))
                    if (newOf[child] > 0 && @new.Parent[newOf[child]] is > 0 and var j && CanPair(i, j))
                        shared[j] = shared.GetValueOrDefault(j) + old.Weight[child] + 1;
                candidates.AddRange(shared.Select(vote => (vote.Value, i, vote.Key)));
            }
            // A chapter that keeps its name is that chapter, though it has got the articles of the next one.
            foreach (var (shared, i, j) in candidates.OrderByDescending(candidate => KeepsName(candidate.Old, candidate.New)).ThenByDescending(candidate => candidate.Shared).ThenBy(candidate => Math.Abs(candidate.Old - candidate.New)))
                if (CanPair(i, j) && (shared * 10 >= 3 * Math.Min(old.Weight[i], @new.Weight[j]) || old.Nodes[i].Heading == @new.Nodes[j].Heading))
                    Pair(i, j);
        }
    }

    private bool KeepsName(int i, int j) => old.Nodes[i] is { Heading: { Length: > 0 } heading } one && one.Kind.IsContainer() && heading == @new.Nodes[j].Heading;

    private void AlignBelowPairs()
    {
        for (var j = 0; j < @new.Count; j++)
            if (oldOf[j] is >= 0 and var i)
            {
                LeaveFirst(i, j);
                AlignInOrder([.. old.ChildrenOf(i)], [.. @new.ChildrenOf(j)]);
            }
    }

    /// <summary>A 項 that was the first, or is it now, is paired with no other: what is compared with it is what the article says.</summary>
    private void LeaveFirst(int i, int j)
    {
        var (was, becomes) = (old.Nodes[i], @new.Nodes[j]);
        if (!FirstOfArticle.IsAnother(was, becomes))
            return;
        foreach (var child in old.ChildrenOf(i))
            oldClosed[child] |= newOf[child] < 0 && FirstOfArticle.IsFirstOf(old.Nodes[child], becomes);
        foreach (var child in @new.ChildrenOf(j))
            newClosed[child] |= oldOf[child] < 0 && FirstOfArticle.IsFirstOf(@new.Nodes[child], was);
    }
}
