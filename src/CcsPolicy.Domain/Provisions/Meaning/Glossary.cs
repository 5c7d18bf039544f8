using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 用語集。What a set of texts defines: where, and in what words, where each word is used, where two texts mean different things by it, and where one uses it and nothing says what it means. A definition holds in its own
/// text, or in the part that it names, and in the texts below that have none of their own.
/// </summary>
public sealed class Glossary
{
    private readonly Dictionary<string, GlossaryTerm> byKey;

    private Glossary(ImmutableArray<GlossaryText> texts, ImmutableArray<GlossaryTerm> terms)
    {
        (Texts, Terms) = (texts, terms);
        byKey = terms.ToDictionary(term => term.Key, StringComparer.Ordinal);
    }

    /// <summary>The texts; terms name them by their places here.</summary>
    public ImmutableArray<GlossaryText> Texts { get; }

    /// <summary>The terms in the order of their keys.</summary>
    public ImmutableArray<GlossaryTerm> Terms { get; }

    /// <summary>The term, however it is written; null when no text defines it.</summary>
    public GlossaryTerm? Find(string term) => byKey.GetValueOrDefault(TermWords.KeyOf(term));

    /// <summary>Reads the texts together. One sign alone is listed where it is defined and not looked for: it stands in too many other words.</summary>
    public static Glossary Of(IEnumerable<GlossaryText> texts)
    {
        ImmutableArray<GlossaryText> all = [.. texts];
        var defined = new Dictionary<string, List<(int Text, Definition Definition)>>(StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
            foreach (var definition in all[i].Definitions)
            {
                var key = TermWords.KeyOf(definition.Term);
                if (!defined.TryGetValue(key, out var same))
                    defined[key] = same = [];
                same.Add((i, definition));
            }
        // The longer word goes before the shorter one that is part of it.
        List<KeyValuePair<string, List<(int Text, Definition Definition)>>> ordered = [.. defined.OrderByDescending(term => term.Key.Length).ThenBy(term => term.Key, StringComparer.Ordinal)];
        var uses = ordered.ConvertAll(_ => ImmutableArray.CreateBuilder<TermUse>());
        var finder = new TermFinder(ordered.FindAll(term => term.Key.Length > 1).ConvertAll(term => term.Key));
        for (var i = 0; i < all.Length; i++)
            ReadUses(all, i, ordered, finder, uses);
        var terms = ordered.Select((term, at) =>
        {
            var (differing, betweenTiers) = Differences(all, term.Key, term.Value);
            return new GlossaryTerm(term.Value[0].Definition.Term, term.Key,
                [.. term.Value.Select(one => new TermDefinition(one.Text, DefinedWords.Of(all[one.Text], one.Definition), one.Definition.At, one.Definition.Scope))],
                uses[at].ToImmutable(), differing, betweenTiers);
        });
        return new Glossary(all, [.. terms.OrderBy(term => term.Key, StringComparer.Ordinal)]);
    }

    private static void ReadUses(
        ImmutableArray<GlossaryText> all, int at, List<KeyValuePair<string, List<(int Text, Definition Definition)>>> terms, TermFinder finder, List<ImmutableArray<TermUse>.Builder> uses)
    {
        var text = all[at];
        var found = new Dictionary<(int Term, TermGround Ground), ImmutableArray<int>.Builder>();
        // What was found out about a term for this text: its own definitions, and by what else it is used here.
        var known = new (List<Definition> Own, TermGround? Other)?[terms.Count];
        var covered = Array.Empty<bool>();
        var last = new int[terms.Count];
        foreach (var placed in text.Paths.All)
        {
            var words = TermWords.KeyOf(placed.Provision.Text);
            var hits = finder.In(words, 0, words.Length);
            if (hits.Count == 0)
                continue;
            if (covered.Length < words.Length)
                covered = new bool[words.Length];
            else
                covered.AsSpan(0, words.Length).Clear();
            foreach (var (term, start) in hits)
            {
                var length = terms[term].Key.Length;
                if (covered[start] || covered[start + length - 1] || !TermFinder.StandsAlone(words, start, length))
                    continue;
                covered.AsSpan(start, length).Fill(true);
                // Once for each provision.
                if (last[term] == placed.Index + 1)
                    continue;
                last[term] = placed.Index + 1;
                var (own, other) = known[term] ??= Grounds(all, at, terms[term].Value);
                if (own.Exists(definition => definition.At == placed.Path))
                    continue;
                if ((own.Exists(definition => text.Holds(definition, placed)) ? TermGround.Own : other) is not { } ground)
                    continue;
                if (!found.TryGetValue((term, ground), out var places))
                    found[(term, ground)] = places = ImmutableArray.CreateBuilder<int>();
                places.Add(placed.Index);
            }
        }
        foreach (var ((term, ground), places) in found.OrderBy(one => one.Key))
            uses[term].Add(new TermUse(at, ground, places.ToImmutable()));
    }

    /// <summary>The definitions of the text itself, and by what it uses the word where none of them holds; null where it is a word like any other.</summary>
    private static (List<Definition> Own, TermGround? Other) Grounds(ImmutableArray<GlossaryText> all, int at, List<(int Text, Definition Definition)> definitions)
    {
        var own = definitions.FindAll(one => one.Text == at).ConvertAll(one => one.Definition);
        // What is defined for a part of another text says nothing about this one.
        var others = definitions.FindAll(one => one.Text != at && one.Definition.Scope is null);
        TermGround? other = others.Exists(one => all[one.Text].Rank < all[at].Rank) ? TermGround.Above : own.Count > 0 ? TermGround.OutsideScope : others.Count > 0 ? TermGround.Elsewhere : null;
        return (own, other);
    }

    /// <summary>The texts that differ. One that points at the definition of another says the same as that one.</summary>
    private static (ImmutableArray<int> Texts, bool BetweenTiers) Differences(ImmutableArray<GlossaryText> all, string key, List<(int Text, Definition Definition)> definitions)
    {
        var throughout = definitions.FindAll(one => one.Definition.Scope is null);
        if (throughout.TrueForAll(one => one.Text == throughout[0].Text))
            return ([], false);
        var said = throughout.GroupBy(one => one.Text).ToDictionary(own => own.Key, own => own.Select(one => Named(all, TermWords.Compared(DefinedWords.Of(all[one.Text], one.Definition)))).ToHashSet(StringComparer.Ordinal));
        var meant = said.ToDictionary(own => own.Key, own => own.Value.SelectMany(words =>
            TermWords.PointedAt(words, key.Length) is { } name && said.Keys.Where(other => other != own.Key && TermWords.Names(name, TermWords.Compared(all[other].Title), all[own.Key].Definitions)).ToList() is { Count: > 0 } targets
                ? targets.SelectMany(target => said[target]) : [words]).ToHashSet(StringComparer.Ordinal));
        var differing = new SortedSet<int>();
        var betweenTiers = false;
        foreach (var (one, its) in meant)
            foreach (var (other, theirs) in meant)
                if (one < other && !its.Overlaps(theirs))
                {
                    differing.Add(one);
                    differing.Add(other);
                    betweenTiers |= all[one].Rank != all[other].Rank;
                }
        return ([.. differing], betweenTiers);
    }

    /// <summary>情報セキュリティ対策基準 and 見本組合情報セキュリティ対策基準 are one: the words are the end of the title of a text of the set.</summary>
    private static string Named(ImmutableArray<GlossaryText> all, string words) =>
        words.Length < ShortestName ? words : all.Select(text => TermWords.Compared(text.Title)).FirstOrDefault(title => title.EndsWith(words, StringComparison.Ordinal)) ?? words;

    private const int ShortestName = 4;
}
