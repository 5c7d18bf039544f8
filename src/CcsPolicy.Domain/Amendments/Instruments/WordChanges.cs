using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>字句の引用。Cuts the changes of a text into quotations, each the shortest that stands once in the place that is named.</summary>
internal static class WordChanges
{
    private sealed record Region(int Start, int End, string Becomes);

    /// <summary>The changes from one text to another; null when some cannot be quoted.</summary>
    /// <param name="isOnce">Whether words stand once in the place.</param>
    public static ImmutableArray<WordChange>? Between(string old, string @new, Func<string, bool> isOnce)
    {
        var regions = RegionsOf(TextComparison.Between(old, @new));
        var ends = TextUnits.Ends(old);
        for (var i = 0; i < regions.Count;)
        {
            var region = regions[i];
            if (IsFit(old, region, isOnce))
            {
                i++;
                continue;
            }
            // To the left first: what is added is told by the words before it; behind a bracket or a space by those after it.
            var (left, right) = (Before(ends, region.Start), After(ends, region.End, old.Length));
            var toLeft = region.Start > 0 && !(region.Start == region.End && region.End < old.Length && Opens(old[region.Start - 1])) && (region.End == old.Length || IsShortAddition(old, region) || (i + region.End - region.Start) % 2 == 0 || right > old.Length);
            if (region.Start == 0 && region.End == old.Length)
                return null;
            if (toLeft)
                region = new(left, region.End, old[left..region.Start] + region.Becomes);
            else
                region = new(region.Start, right, region.Becomes + old[region.End..right]);
            regions[i] = region;
            // What another change reaches is one change with it.
            if (i > 0 && regions[i - 1].End > region.Start)
            {
                var former = regions[i - 1];
                regions[--i] = new(former.Start, Math.Max(region.End, former.End), former.Becomes + region.Becomes[(former.End - region.Start)..]);
                regions.RemoveAt(i + 1);
            }
            else if (i + 1 < regions.Count && regions[i + 1].Start < region.End)
            {
                var next = regions[i + 1];
                regions[i] = new(region.Start, next.End, region.Becomes[..^(region.End - next.Start)] + next.Becomes);
                regions.RemoveAt(i + 1);
            }
        }
        return [.. regions.Select(region => new WordChange(old[region.Start..region.End], region.Becomes))];
    }

    /// <summary>Words that were only added are told by those before them, as long as these are few.</summary>
    private static bool IsShortAddition(string old, Region region) =>
        region.End - region.Start < 8 && region.Becomes.StartsWith(old[region.Start..region.End], StringComparison.Ordinal);

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
