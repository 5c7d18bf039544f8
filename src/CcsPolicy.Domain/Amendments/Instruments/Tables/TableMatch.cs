using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>
/// 改正前の欄の照合。Finds each line of the old side in the text, in order. A （略） stands for all of the provisions that it names, or for as much of them as lets the rest be found; before a block lines may have been
/// left out, as seldom as can be.
/// </summary>
internal sealed class TableMatch
{
    /// <summary>Lines looked at; beyond it a table is made to be slow.</summary>
    private const int MostWork = 20_000_000;

    private readonly TableBase text;
    private readonly List<(SideLine Line, bool BeginsBlock)> items;
    private int work = MostWork;
    private int farthest;

    /// <summary>Whether the line that is told stands in two places.</summary>
    private bool IsTwice { get; set; }

    private TableMatch(TableBase text, IEnumerable<(SideLine, bool)> items) => (this.text, this.items) = (text, [.. items]);

    /// <summary>For each line of the old side the lines of the text, or the line that is not found.</summary>
    public static (ImmutableArray<Range>? Found, SideLine Missing, bool IsTwice) Of(TableBase text, ImmutableArray<AmendingTableBlock> blocks)
    {
        var match = new TableMatch(text, blocks.SelectMany(block => block.Old.Select((line, i) => (line, i == 0))));
        if (match.items.Count == 0)
            return ([], default, false);
        foreach (var jumps in new[] { 0, 1, 2, 4, int.MaxValue })
            if (match.Find(jumps) is { } found)
                return (found, default, false);
            else if (match.IsTwice)
                break;
        return (null, match.items[match.farthest].Line, match.IsTwice);
    }

    /// <summary>A place that a line may have.</summary>
    private readonly record struct Place(int From, int To, bool IsJump);

    private ImmutableArray<Range>? Find(int jumps)
    {
        var (found, open, dead) = (new List<Place>(), new Stack<(int At, int Jumps, IEnumerator<Place> Next)>(), new HashSet<(int Item, int At, int Jumps)>());
        open.Push((0, jumps, Candidates(0, 0, jumps > 0).GetEnumerator()));
        while (open.Count > 0 && work > 0)
        {
            var (at, left, next) = open.Peek();
            if (!next.MoveNext())
            {
                open.Pop();
                dead.Add((open.Count, at, left));
                if (found.Count > 0)
                    found.RemoveAt(found.Count - 1);
                continue;
            }
            work--;
            var place = next.Current;
            var more = place.IsJump && left != int.MaxValue ? left - 1 : left;
            if (dead.Contains((open.Count, place.To, more)))
                continue;
            found.Add(place);
            if (found.Count == items.Count)
                return Twice(found) ? null : [.. found.Select(one => one.From..one.To)];
            farthest = Math.Max(farthest, found.Count);
            open.Push((place.To, more, Candidates(found.Count, place.To, more > 0).GetEnumerator()));
        }
        return null;
    }

    /// <summary>Whether a line that nothing before it ties to its place stands there again, with what follows it: then it may mean either.</summary>
    private bool Twice(List<Place> found)
    {
        for (var item = 0; item < items.Count; item++)
        {
            if (items[item].Line.IsOmission || !(found[item].IsJump || (item > 0 && items[item - 1].Line is { IsOmission: true, Key.Length: 0 })))
                continue;
            var next = item + 1;
            while (next < items.Count && !items[next].Line.IsOmission && !items[next].BeginsBlock)
                next++;
            var limit = found[item].IsJump ? text.Count : found[item - 1].From == 0 ? text.Count : text.EndOf(found[item - 1].From - 1);
            // Of what （略） stands for, the lines may be in the beginning as well.
            for (var at = found[item].IsJump ? found[item].From + 1 : found[item - 1].From; at + next - item <= limit && work-- > 0; at++)
                if (at != found[item].From && Enumerable.Range(0, next - item).All(i => text.Is(at + i, items[item + i].Line.Key)))
                {
                    (farthest, IsTwice) = (item, true);
                    return true;
                }
        }
        return false;
    }

    private IEnumerable<Place> Candidates(int item, int from, bool mayJump)
    {
        var (line, beginsBlock) = items[item];
        var begin = from;
        while (begin < text.Count && text.IsBlank(begin))
            begin++;
        if (line.IsOmission)
            return line.Key.Length == 0 ? Unnamed(from) : Named(item, line, from, begin, mayJump && beginsBlock);
        return Lines(line, begin, mayJump && beginsBlock);
    }

    private IEnumerable<Place> Lines(SideLine line, int begin, bool mayJump)
    {
        if (begin < text.Count && text.Is(begin, line.Key))
            yield return new(begin, begin + 1, false);
        // A line of the 目次 comes last.
        foreach (var isStart in new[] { true, false })
            for (var at = begin + 1; mayJump && at < text.Count && work-- > 0; at++)
                if (text.IsStart(at) == isStart && text.Is(at, line.Key))
                    yield return new(at, at + 1, true);
    }

    /// <summary>（略） alone: the rest of what the line before it belongs to, then less, then more.</summary>
    private IEnumerable<Place> Unnamed(int from)
    {
        var most = from == 0 ? 0 : Math.Max(text.EndOf(from - 1), from);
        for (var end = most; end >= from; end--)
            yield return new(from, end, false);
        for (var end = most + 1; end <= text.Count; end++)
            yield return new(from, end, false);
    }

    private IEnumerable<Place> Named(int item, SideLine line, int from, int begin, bool mayJump)
    {
        var (first, final) = (line.First, line.Last);
        // A caption stands above the number.
        for (var at = begin; at < text.Count && (mayJump || at <= begin + 1) && work-- > 0; at++)
        {
            if (!text.Begins(at, first))
                continue;
            var last = at;
            while (last < text.Count && !text.Begins(last, final) && work-- > 0)
                last++;
            if (last >= text.Count)
                yield break;
            var isJump = at > begin + 1;
            var (start, most) = (isJump ? text.BeginOf(at) : from, text.EndOf(last));
            yield return new(start, most, isJump);
            // The caption of what follows, where the table shows only its number.
            if (most + 1 < text.Count && text.IsStart(most) && text.BeginOf(most + 1) == most)
                yield return new(start, most + 1, isJump);
            // Of several provisions all is the same; of one the rest may be shown.
            for (var end = most - 1; end > last && first == final; end--)
                yield return new(start, end, isJump);
        }
    }
}
