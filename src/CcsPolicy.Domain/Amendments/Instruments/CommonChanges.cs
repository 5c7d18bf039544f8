using System.Buffers;
using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>各所に共通の改正。Words that become the same others in several provisions of a text: 「情報システム課」を「デジタル推進課」に. They are quoted alike wherever they stand, so that one sentence can say it.</summary>
internal static class CommonChanges
{
    private static readonly SearchValues<char> Unseen = SearchValues.Create("（）() \t　\n");

    /// <summary>More provisions are not looked at for words that they have in common.</summary>
    private const int Most = 100;

    /// <summary>Of provisions fewer than these each is told by itself.</summary>
    private const int Least = 2;

    /// <summary>The changes, those of most provisions first.</summary>
    public static ImmutableArray<WordChange> Between(ProvisionTree old, ProvisionTree @new)
    {
        var were = new Dictionary<LineageKey, string>();
        foreach (var at in old.All())
            were.TryAdd(at.Provision.Key, at.Provision.Text);
        List<(string Old, string New)> changed = [.. @new.All().Where(at => were.TryGetValue(at.Provision.Key, out var text) && text != at.Provision.Text && text.Length > 0).Take(Most).Select(at => (were[at.Provision.Key], at.Provision.Text))];
        return changed.Count < Least ? [] :
        [
            .. changed.SelectMany((pair, index) => Changes(pair.Old, pair.New).Select(change => (index, change)))
                .GroupBy(one => (one.change.Was, one.change.Becomes)).Where(group => group.Select(one => one.index).Distinct().Count() >= Least)
                .OrderByDescending(group => group.Count()).Take(3).Select(group => Whole(group.Key.Was, group.Key.Becomes, [.. group.Select(one => (changed[one.index].Old, one.change.Begin, one.change.End))])).OfType<WordChange>(),
        ];
    }

    private static IEnumerable<(int Begin, int End, string Was, string Becomes)> Changes(string old, string @new)
    {
        var (at, was) = (0, "");
        foreach (var (kind, text) in TextComparison.Between(old, @new))
            if (kind == StretchKind.Inserted)
            {
                yield return (at - was.Length, at, was, text);
                was = "";
            }
            else
            {
                at += text.Length;
                was = kind == StretchKind.Deleted ? text : "";
            }
    }

    /// <summary>The words with those behind them that stand there everywhere: 総務課 and not 総務; null where there are no words to quote.</summary>
    private static WordChange? Whole(string was, string becomes, (string Text, int Begin, int End)[] places)
    {
        var by = 0;
        while (places[0].End + by < places[0].Text.Length && places[0].Text[places[0].End + by] is var sign && IsOfWord(sign) && Array.TrueForAll(places, place => place.End + by < place.Text.Length && place.Text[place.End + by] == sign))
            by++;
        var tail = places[0].Text[places[0].End..(places[0].End + by)];
        return IsWords(was + tail) && IsWords(becomes + tail) && was.Length + tail.Length > 1 && !NumberEdges.Cuts(places[0].Text, places[0].Begin, was.Length + by) && QuotedText.Holds(was + tail) && QuotedText.Holds(becomes + tail) ? new(was + tail, becomes + tail) : null;
    }

    /// <summary>What is seen on paper for what it is: no space, no half of a bracket, and nothing that joins at an end.</summary>
    private static bool IsWords(string words) =>
        words.Length == 0 || (IsEnd(words[0]) && IsEnd(words[^1]) && !words.AsSpan().ContainsAny(Unseen));

    private static bool IsEnd(char sign) => IsOfWord(sign) || char.IsDigit(sign) || char.IsAsciiLetter(sign) || (sign is >= '\u3041' and <= '\u3096' && !TextUnits.IsParticle(sign));

    private static bool IsOfWord(char sign) => TextUnits.IsIdeograph(sign) || sign is >= '\u30a1' and <= '\u30ff';
}
