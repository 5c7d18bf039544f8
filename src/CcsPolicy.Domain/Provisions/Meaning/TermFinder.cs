using System.Buffers;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>定義語の検索。Finds all terms of a document in one pass over a text, however many they are: the terms are a tree of their characters.</summary>
public sealed class TermFinder
{
    private readonly Dictionary<(int Node, char Next), int> steps = [];
    private readonly Dictionary<int, List<int>> ends = [];
    private readonly SearchValues<char> firsts;

    /// <param name="terms">The terms, none of them empty; a hit names one by its place among them.</param>
    public TermFinder(IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        firsts = SearchValues.Create([.. terms.Select(term => term[0])]);
        for (var i = 0; i < terms.Count; i++)
        {
            var node = 0;
            foreach (var next in terms[i])
                node = steps.TryGetValue((node, next), out var known) ? known : steps[(node, next)] = steps.Count + 1;
            if (!ends.TryGetValue(node, out var same))
                ends[node] = same = [];
            same.Add(i);
        }
    }

    /// <summary>Every place in the stretch where a term stands whole, in the order of the terms and within each in that of the text.</summary>
    public IReadOnlyList<(int Term, int At)> In(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hits = new List<(int Term, int At)>();
        for (var at = start; at < end; at++)
        {
            var skipped = text.AsSpan(at, end - at).IndexOfAny(firsts);
            if (skipped < 0)
                break;
            at += skipped;
            var node = 0;
            for (var next = at; next < end && steps.TryGetValue((node, text[next]), out node); next++)
                if (ends.TryGetValue(node, out var whole))
                    foreach (var term in whole)
                        hits.Add((term, at));
        }
        hits.Sort();
        return hits;
    }

    /// <summary>Whether the word at this place stands by itself and is no part of a longer one: kanji beside kanji, katakana beside katakana, a letter beside a letter.</summary>
    public static bool StandsAlone(string text, int at, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        var after = at + length;
        return !((at > 0 && Joins(text[at - 1], text[at])) || (after < text.Length && Joins(text[after], text[after - 1])));
    }

    private static bool Joins(char neighbour, char edge) =>
        (IsKanji(neighbour) && (IsKanji(edge) || IsKatakana(edge))) || (IsKatakana(neighbour) && (IsKatakana(edge) || IsKanji(edge)))
        || (char.IsAsciiLetterOrDigit(neighbour) && char.IsAsciiLetterOrDigit(edge));

    private static bool IsKanji(char c) => c is (>= '一' and <= '鿿') or '々';

    private static bool IsKatakana(char c) => c is (>= 'ァ' and <= 'ヺ') or 'ー';
}
