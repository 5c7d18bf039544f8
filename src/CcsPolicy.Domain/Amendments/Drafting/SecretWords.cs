using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>What stands in withheld provisions of some texts and in no readable one.</summary>
internal sealed class SecretWords
{
    /// <summary>So many signs in a row are no coincidence; what readable provisions say too is no secret however long it is.</summary>
    private const int Stretch = 10;

    /// <summary>Shorter texts (削除) stand for nothing.</summary>
    private const int ShortestWhole = 4;

    private readonly Func<LineageKey, bool> isHeld;
    private readonly Dictionary<LineageKey, LineageKey> below = [];
    private readonly HashSet<LineageKey> shownKeys = [];
    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LineageKey> stretches = new(StringComparer.Ordinal);
    private readonly List<(string Words, LineageKey From)> wholes = [];

    public SecretWords(IEnumerable<ProvisionTree> recorded, IEnumerable<ProvisionTree> open, Func<LineageKey, bool> isHeld)
    {
        this.isHeld = isHeld;
        foreach (var (provision, from) in recorded.SelectMany(tree => Walk(tree.Provisions, null)))
            if (from is { } by)
                Hide(provision, by);
        if (below.Count == 0)
            return;
        foreach (var (provision, from) in open.SelectMany(tree => Walk(tree.Provisions, null)))
            if (from is null)
            {
                shownKeys.Add(provision.Key);
                shown.UnionWith(WordsOf(provision));
            }
        foreach (var key in shownKeys)
            below.Remove(key);
        var known = stretches.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var words in shown)
            for (var i = 0; i + Stretch <= words.Length; i++)
                known.Remove(words.AsSpan(i, Stretch));
        wholes.RemoveAll(whole => shown.Any(words => words.Contains(whole.Words, StringComparison.Ordinal)));
    }

    /// <summary>The provisions of a text that hold some of it and are not withheld, each with the one whose words they are. What stands below one is withheld with it.</summary>
    public List<(LineageKey Key, LineageKey From)> In(ProvisionTree made, IEnumerable<RekeyedStep> corrections)
    {
        var found = new List<(LineageKey, LineageKey)>();
        var carried = Carried(corrections);
        var open = new Stack<Provision>(made.Provisions.Reverse());
        while (open.TryPop(out var provision))
            if (isHeld(provision.Key))
                continue;
            else if ((carried.TryGetValue(provision.Key, out var from) ? from : Held(provision)) is { IsNone: false } by)
                found.Add((provision.Key, by));
            else
                foreach (var child in provision.Children.Reverse())
                    open.Push(child);
        return found;
    }

    /// <summary>Keys that what is withheld goes by now.</summary>
    private Dictionary<LineageKey, LineageKey> Carried(IEnumerable<RekeyedStep> corrections)
    {
        var carried = new Dictionary<LineageKey, LineageKey>(below);
        foreach (var step in corrections)
        {
            var moved = step.Keys.Select(key => (key.To, From: isHeld(key.Key) ? key.Key : carried.GetValueOrDefault(key.Key))).ToList();
            foreach (var (key, _) in step.Keys)
                if (!below.ContainsKey(key))
                    carried.Remove(key);
            // In another draft a provision may have been said to be one that everybody reads: that says nothing about this one.
            foreach (var (to, from) in moved)
                if (!from.IsNone && (step.IsOwn || !shownKeys.Contains(to)))
                    carried[to] = from;
        }
        return carried;
    }

    private LineageKey Held(Provision provision)
    {
        var lookup = stretches.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var words in WordsOf(provision))
        {
            for (var i = 0; i + Stretch <= words.Length; i++)
                if (lookup.TryGetValue(words.AsSpan(i, Stretch), out var from))
                    return from;
            foreach (var (whole, from) in wholes)
                if (words.Contains(whole, StringComparison.Ordinal) || (whole.Contains(words, StringComparison.Ordinal) && !shown.Any(other => other.Contains(words, StringComparison.Ordinal))))
                    return from;
        }
        return LineageKey.None;
    }

    private void Hide(Provision provision, LineageKey by)
    {
        below.TryAdd(provision.Key, by);
        foreach (var words in WordsOf(provision))
        {
            wholes.Add((words, by));
            for (var i = 0; i + Stretch <= words.Length; i++)
                stretches.TryAdd(words.Substring(i, Stretch), by);
        }
    }

    private IEnumerable<(Provision Provision, LineageKey? From)> Walk(IEnumerable<Provision> provisions, LineageKey? from)
    {
        foreach (var provision in provisions)
        {
            var by = from ?? (isHeld(provision.Key) ? provision.Key : null);
            yield return (provision, by);
            foreach (var below in Walk(provision.Children, by))
                yield return below;
        }
    }

    /// <summary>Text and caption without what only spaces or ends them.</summary>
    private static IEnumerable<string> WordsOf(Provision provision) => new[] { provision.Text, provision.Heading ?? "" }
        .Select(words => string.Concat(words.Where(sign => !char.IsWhiteSpace(sign))).Trim('。', '、', '（', '）', '(', ')')).Where(words => words.Length >= ShortestWhole);
}
