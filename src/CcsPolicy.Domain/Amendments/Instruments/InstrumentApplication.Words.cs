using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Words of a place that become others.
internal sealed partial class InstrumentApplication
{
    /// <summary>More are of no use to a person who has to quote more words.</summary>
    private const int MostPlaces = 20;

    /// <summary>What texts said before this sentence changed words of them; null outside of a sentence.</summary>
    private Dictionary<(LineageKey Key, bool IsCaption), string>? said;

    /// <summary>Where words of this sentence stand in a text, and which; null outside of a sentence.</summary>
    private Dictionary<(LineageKey Key, bool IsCaption), List<(int At, string Words)>>? written;

    private DomainError? ChangeWords(AmendingOperation.ChangeWords change)
    {
        switch (change.Address)
        {
            case InstrumentAddress.Title:
                return Replaced([new(LineageKey.None, Tree.Title)], change.Changes, out var title) is { } noTitle ? noTitle : Become(Tree with { Title = title[0].Text });
            case InstrumentAddress.Preamble:
                return ChangedLines(Tree.Preamble, change.Changes, out var preamble) is { } noPreamble ? noPreamble : Become(Tree with { Preamble = preamble });
            case InstrumentAddress.Contents:
                return ChangedLines(Tree.Contents, change.Changes, out var contents) is { } noContents ? noContents : Become(Tree with { Contents = contents });
        }
        // Several places that are named at once: the words are in each of them.
        var before = Tree;
        foreach (var address in Each(change.Address))
            if (ChangeWordsIn(address, change.Changes) is { } refusal)
            {
                Tree = before;
                return refusal;
            }
        return null;
    }

    private DomainError? ChangeWordsIn(string address, ImmutableArray<WordChange> changes)
    {
        if (IsRow(address, Find))
            return ChangeWordsInRow(address, changes);
        var (place, part) = InstrumentAddress.PartOf(address);
        if (part == InstrumentAddress.WithCaption)
            return ChangeWordsWithCaption(place, changes);
        if (place == InstrumentAddress.Body && part.Length == 0)
            return ChangeWordsThroughout(changes);
        if (InstrumentScope.Of(this, place, part) is not { } texts)
            return InstrumentErrors.PlaceIsMissing;
        // A line of the instrument that was broken within a quotation is none of the text.
        if (changes.Any(change => change.Was.Contains('\n', StringComparison.Ordinal) || change.Becomes.Contains('\n', StringComparison.Ordinal)) && !texts.Exists(text => text.Text.Contains('\n', StringComparison.Ordinal)))
            changes = [.. changes.Select(change => new WordChange(change.Was.Replace("\n", "", StringComparison.Ordinal), change.Becomes.Replace("\n", "", StringComparison.Ordinal)))];
        if (Replaced(texts, changes, out var made) is { } refusal)
            return refusal;
        Say(texts, made);
        return null;
    }

    private void Say(List<ScopedText> texts, List<ScopedText> made)
    {
        for (var i = 0; i < made.Count; i++)
            if (made[i].Text != texts[i].Text && DraftPosition.Find(Tree, made[i].Key) is { } position)
            {
                Remember(texts[i], made[i]);
                Tree = position.With(made[i].IsCaption ? position.Provision with { Heading = made[i].Text } : position.Provision with { Text = made[i].Whole });
            }
    }

    /// <summary>What a text said before the words of this sentence came into it.</summary>
    private void Remember(ScopedText text) => said?.TryAdd((text.Key, text.IsCaption), text.Whole);

    /// <summary>The same, and where they stand now.</summary>
    private void Remember(ScopedText text, ScopedText now)
    {
        Remember(text);
        if (written is null)
            return;
        var (places, by, at) = (new List<(int At, string Words)>(), 0, 0);
        var former = written.GetValueOrDefault((text.Key, text.IsCaption)) ?? [];
        foreach (var (start, was, becomes) in now.Changed.OrderBy(one => one.At).Select(one => (text.Before.Length + one.At, one.Was, one.Becomes)))
        {
            Keep(start);
            // What stays at either end of a quotation was there before: 第3条 → 第4条 writes 4.
            var most = Math.Min(was.Length, becomes.Length);
            var (head, tail) = (was.AsSpan().CommonPrefixLength(becomes), 0);
            while (tail < most - head && was[^(tail + 1)] == becomes[^(tail + 1)])
                tail++;
            if (becomes.Length > head + tail)
                places.Add((start + by + head, becomes[head..^tail]));
            by += becomes.Length - was.Length;
            at = start + was.Length;
        }
        Keep(int.MaxValue);
        written[(text.Key, text.IsCaption)] = places;

        void Keep(int until)
        {
            foreach (var one in former.Where(one => one.At >= at && one.At + one.Words.Length <= until))
                places.Add((one.At + by, one.Words));
        }
    }

    /// <summary>Whether words that stand at a place were put there by this sentence, in whole or in part.</summary>
    private bool IsWritten(ScopedText text, int at, int length) =>
        written is not null && written.TryGetValue((text.Key, text.IsCaption), out var places)
            && places.Exists(one => one.At < text.Before.Length + at + length && text.Before.Length + at < one.At + one.Words.Length && string.CompareOrdinal(text.Whole, one.At, one.Words, 0, one.Words.Length) == 0);

    /// <summary>All changes at once, each on the only place where its words stand.</summary>
    private DomainError? Replaced(List<ScopedText> texts, ImmutableArray<WordChange> changes, out List<ScopedText> made)
    {
        made = texts;
        var found = new List<(int Text, int At, WordChange Change)>();
        foreach (var change in changes)
        {
            var places = Places(texts, change.Was, folds: false);
            // （１） for (1) and ― for －: a gazette and a text may differ in the width of their signs.
            if (places.Count == 0)
                places = Places(texts, change.Was, folds: true);
            if (places.Count == 0)
                return InstrumentErrors.WordsMissing;
            if (Misplaced(texts, places, change) is { } misplaced)
                return misplaced;
            var (text, at) = places[0];
            found.Add((text, at, change.IsAddition ? change with { Becomes = string.Concat(texts[text].Text.AsSpan(at, change.Was.Length), change.Becomes.AsSpan(change.Was.Length)) } : change with { Becomes = SignWidth.Kept(texts[text].Text.Substring(at, change.Was.Length), change.Was, change.Becomes) }));
        }
        var result = texts.ToList();
        var next = (Text: -1, At: 0);
        foreach (var (text, at, change) in found.OrderByDescending(one => one.Text).ThenByDescending(one => one.At))
        {
            if (text == next.Text && at + change.Was.Length > next.At)
                return InstrumentErrors.WordsOverlap;
            result[text] = result[text] with { Text = result[text].Text.Remove(at, change.Was.Length).Insert(at, change.Becomes), Changed = result[text].Changed.Add((at, texts[text].Text.Substring(at, change.Was.Length), change.Becomes)) };
            next = (text, at);
        }
        made = result;
        return null;
    }

    /// <summary>Why words that stand in the text are not those that are meant: there are others like them, they are a part of a number, or this sentence has written them itself.</summary>
    private DomainError? Misplaced(List<ScopedText> texts, List<(int Text, int At)> places, WordChange change)
    {
        var cut = places.FindAll(place => NumberEdges.Cuts(texts[place.Text].Text, place.At, change.Was.Length));
        if (cut.Count > 0)
        {
            var stands = string.Join('と', places.Select(place => cut.Contains(place) ? NumberEdges.Whole(texts[place.Text].Text, place.At, change.Was.Length) : change.Was).Distinct().Select(words => $"「{words}」"));
            return cut.Count < places.Count ? InstrumentErrors.WordsTwiceAs(change.Was, stands) : InstrumentErrors.WordsInNumber(change.Was, stands[1..^1]);
        }
        if (places.Count > 1)
            return InstrumentErrors.WordsTwice;
        if (change.Was == change.Becomes)
            return InstrumentErrors.ChangesNothing(change.Was);
        var text = texts[places[0].Text];
        return IsWritten(text, places[0].At, change.Was.Length) || (said is not null && said.TryGetValue((text.Key, text.IsCaption), out var before) && !SignWidth.Folded(before).Contains(SignWidth.Folded(change.Was), StringComparison.Ordinal)) ? InstrumentErrors.WordsJustWritten(change.Was) : null;
    }

    /// <summary>Where the words stand, as far as a refusal tells of them.</summary>
    private static List<(int Text, int At)> Places(List<ScopedText> texts, string words, bool folds)
    {
        var (places, looked) = (new List<(int, int)>(), folds ? SignWidth.Folded(words) : words);
        for (var i = 0; i < texts.Count && places.Count < MostPlaces; i++)
        {
            var text = folds ? SignWidth.Folded(texts[i].Text) : texts[i].Text;
            for (var at = text.IndexOf(looked, StringComparison.Ordinal); at >= 0 && places.Count < MostPlaces; at = at + 1 > text.Length ? -1 : text.IndexOf(looked, at + 1, StringComparison.Ordinal))
                places.Add((i, at));
        }
        return places;
    }
}
