using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>字句の引用。Cuts the changes of a text into quotations, each the shortest that stands once in the place that is named.</summary>
internal static partial class WordChanges
{
    private sealed record Region(int Start, int End, string Becomes);

    /// <summary>The changes from one text to another; null when some cannot be quoted.</summary>
    /// <param name="isOnce">Whether words stand once in the place.</param>
    public static ImmutableArray<WordChange>? Between(string old, string @new, Func<string, bool> isOnce) =>
        Between(old, @new, isOnce, isSeen: true) ?? Between(old, @new, isOnce, isSeen: false);

    /// <param name="isSeen">Whether only what is seen for what it is on paper may be quoted: whole brackets, and no space or tab at an end.</param>
    private static ImmutableArray<WordChange>? Between(string old, string @new, Func<string, bool> isOnce, bool isSeen)
    {
        var regions = RegionsOf(TextComparison.Between(old, @new)).SelectMany(region => ByCells(old, region)).ToList();
        var ends = TextUnits.Ends(old);
        var i = 0;
        while (i < regions.Count)
        {
            var region = regions[i];
            // 「第6条又は第7条」を「第7条」に, and not 「第6条又は」を削る: what is left reads.
            if (isSeen && ListWords.Around(old, ends, region.Start, region.End, region.Becomes) is var (begin, end) && (begin < region.Start || end > region.End))
            {
                i = Widen(new(begin, end, old[begin..region.Start] + region.Becomes + old[region.End..end]));
                continue;
            }
            if (isSeen && i + 1 < regions.Count && regions[i + 1] is var following && (TextUnits.Conjunctions.Contains(old[region.End..following.Start]) || ListWords.AreOne(old, region.Start, region.End, following.Start, following.End)))
            {
                regions[i] = new(region.Start, following.End, region.Becomes + old[region.End..following.Start] + following.Becomes);
                regions.RemoveAt(i + 1);
                continue;
            }
            if (isSeen && WordOf(old, ends, region) is { } word)
            {
                i = Widen(word);
                continue;
            }
            if (IsFit(old, region, isOnce) && (!isSeen || IsSeen(old, region)))
            {
                i++;
                continue;
            }
            // To the left first: what is added is told by the words before it; behind a bracket or a space by those after it.
            var (left, right) = (Before(ends, region.Start), After(ends, region.End, old.Length));
            var toLeft = region.Start > 0 && !(region.Start == region.End && region.End < old.Length && Opens(old[region.Start - 1])) && (region.End == old.Length || IsShortAddition(old, region) || (i + region.End - region.Start) % 2 == 0 || right > old.Length);
            if (region.Start == 0 && region.End == old.Length)
                return null;
            // Half of a bracket goes on to the other half.
            if (isSeen && region.End > region.Start && Open(old.AsSpan(region.Start..region.End)) is var (closes, opens) && closes + opens > 0)
                toLeft = region.Start > 0 && (closes > 0 || region.End == old.Length);
            if (toLeft)
                region = new(left, region.End, old[left..region.Start] + region.Becomes);
            else
                region = new(region.Start, right, region.Becomes + old[region.End..right]);
            i = Widen(region);
        }
        return [.. regions.Select(region => Trimmed(old, region, isOnce)).Select(region => new WordChange(old[region.Start..region.End], region.Becomes))];

        // What another change reaches is one change with it; where it stands afterwards.
        int Widen(Region wide)
        {
            while (i > 0 && regions[i - 1] is var former && former.End > wide.Start)
            {
                wide = new(Math.Min(former.Start, wide.Start), wide.End, (wide.Start < former.Start ? old[wide.Start..former.Start] : "") + former.Becomes + wide.Becomes[(former.End - wide.Start)..]);
                regions.RemoveAt(--i);
            }
            while (i + 1 < regions.Count && regions[i + 1] is var next && next.Start < wide.End)
            {
                wide = new(wide.Start, Math.Max(next.End, wide.End), wide.Becomes[..^(wide.End - next.Start)] + next.Becomes + (wide.End > next.End ? old[next.End..wide.End] : ""));
                regions.RemoveAt(i + 1);
            }
            regions[i] = wide;
            return i;
        }
    }

    /// <summary>A change over several cells of a table as one in each of them; the change itself where the cells are others than they were.</summary>
    private static List<Region> ByCells(string old, Region region)
    {
        var (was, becomes) = (Border().Split(old[region.Start..region.End]), Border().Split(region.Becomes));
        var borders = Border().Matches(old[region.Start..region.End]).Select(border => border.Value).ToList();
        if (was.Length < 2 || !borders.SequenceEqual(Border().Matches(region.Becomes).Select(border => border.Value)))
            return [region];
        var (cells, at) = (new List<Region>(), region.Start);
        for (var i = 0; i < was.Length; i++)
        {
            if (was[i] != becomes[i])
                cells.Add(new(at, at + was[i].Length, becomes[i]));
            at += was[i].Length + (i < borders.Count ? borders[i].Length : 0);
        }
        return cells;
    }

    [GeneratedRegex("[\\t\\n]|　+")]
    private static partial Regex Border();

    /// <summary>The whole word where only a part of it is quoted: サーバ of サーバー, 前3号, 機密性3 of 機密性3A. Null where what is quoted is whole.</summary>
    private static Region? WordOf(string old, List<int> ends, Region region)
    {
        var (start, end) = (region.Start, region.End);
        if (start == 0)
            return null;
        var was = old.AsSpan(start..end);
        var before = old[start - 1];
        // サーバ and ー
        var isPart = IsKatakana(before) && ((was.Length > 0 && IsKatakana(was[0])) || (region.Becomes.Length > 0 && IsKatakana(region.Becomes[0])));
        // 前3号, 次2条; and a figure alone says nothing: 機密性3.
        var isCounted = before is '前' or '次' or '第' && was.Length > 0 && EraNumeral.ArabicDigit(was[0]) >= 0;
        var isFigure = was.Length is > 0 and < 4 && was.IndexOfAnyExceptInRange('0', '9') < 0 && TextUnits.IsIdeograph(before) && region.Becomes.Length > 0 && region.Becomes.All(char.IsAsciiLetterOrDigit);
        if (!isPart && !isCounted && !isFigure)
            return null;
        var left = isCounted ? start - 1 : Before(ends, start);
        return left < start && start - left < LongestWord ? new(left, end, old[left..start] + region.Becomes) : null;
    }

    /// <summary>No word that a reader takes for one is longer.</summary>
    private const int LongestWord = 16;

    private static bool IsKatakana(char sign) => sign is (>= '\u30a1' and <= '\u30fa') or 'ー';

    /// <summary>又は第4号 and not 又は第4号に, where the particle stays.</summary>
    private static Region Trimmed(string old, Region region, Func<string, bool> isOnce)
    {
        if (region.End - region.Start < 3 || region.Becomes.Length < 3 || old[region.End - 1] != region.Becomes[^1] || !TextUnits.IsParticle(region.Becomes[^1]) || old[region.End - 2] is not ('条' or '項' or '号'))
            return region;
        var shorter = new Region(region.Start, region.End - 1, region.Becomes[..^1]);
        var was = old[shorter.Start..shorter.End];
        return !shorter.Becomes.StartsWith(was, StringComparison.Ordinal) && IsFit(old, shorter, isOnce) && IsSeen(old, shorter) ? shorter : region;
    }

    /// <summary>Words that were only added are told by those before them, as long as these are few.</summary>
    private static bool IsShortAddition(string old, Region region) =>
        region.End - region.Start < 8 && region.Becomes.StartsWith(old[region.Start..region.End], StringComparison.Ordinal);

    /// <summary>Whether a reader sees on paper what is quoted, and what becomes of it: words with their brackets whole, and no end that is a space.</summary>
    private static bool IsSeen(string old, Region region)
    {
        var (was, becomes) = (old[region.Start..region.End], region.Becomes);
        // On paper a tab is nothing: what is quoted ends at the border of its cell.
        return !was.Contains('\t', StringComparison.Ordinal) && !becomes.Contains('\t', StringComparison.Ordinal) && IsWhole(was) && IsWhole(becomes) && was.Any(IsWord) && (becomes.Length == 0 || becomes.Any(IsWord));

        static bool IsWhole(string words) => words.Length == 0 || (!char.IsWhiteSpace(words[0]) && !char.IsWhiteSpace(words[^1]) && Open(words) is (0, 0));
        static bool IsWord(char sign) => !char.IsWhiteSpace(sign) && !(sign is '（' or '）' or '(' or ')');
    }

    /// <summary>How many brackets are closed that were not opened, and opened that are not closed.</summary>
    private static (int Closes, int Opens) Open(ReadOnlySpan<char> words)
    {
        var (closes, opens) = (0, 0);
        foreach (var sign in words)
            if (sign is '（' or '(')
                opens++;
            else if (sign is '）' or ')')
                (closes, opens) = opens > 0 ? (closes, opens - 1) : (closes + 1, 0);
        return (closes, opens);
    }

    private static bool Opens(char sign) => sign is '（' or '(' or '「' or '『' || char.IsWhiteSpace(sign);

    private static bool IsFit(string old, Region region, Func<string, bool> isOnce)
    {
        var was = old[region.Start..region.End];
        return was.Length > 0 && was is not ("、" or "。") && !(was.Length <= 2 && was.All(TextUnits.IsParticle)) && !NumberEdges.Cuts(old, region.Start, was.Length) && QuotedText.Holds(was) && QuotedText.Holds(region.Becomes) && isOnce(was);
    }

    private static List<Region> RegionsOf(ImmutableArray<TextStretch> stretches)
    {
        var (regions, at) = (new List<Region>(), 0);
        for (var i = 0; i < stretches.Length; i++)
        {
            if (stretches[i].Kind == StretchKind.Kept)
            {
                at += stretches[i].Text.Length;
                continue;
            }
            var (start, becomes) = (at, "");
            for (; i < stretches.Length && stretches[i].Kind != StretchKind.Kept; i++)
                if (stretches[i].Kind == StretchKind.Deleted)
                    at += stretches[i].Text.Length;
                else
                    becomes += stretches[i].Text;
            i--;
            regions.Add(new(start, at, becomes));
        }
        return regions;
    }

    private static int Before(List<int> ends, int at)
    {
        var index = ends.BinarySearch(at);
        index = index < 0 ? ~index : index;
        return index == 0 ? 0 : ends[index - 1];
    }

    private static int After(List<int> ends, int at, int length)
    {
        var index = ends.BinarySearch(at);
        index = index < 0 ? ~index : index + 1;
        return index < ends.Count ? ends[index] : length;
    }
}
