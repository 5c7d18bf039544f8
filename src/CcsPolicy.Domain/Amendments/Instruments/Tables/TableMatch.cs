using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>
/// 改正前の欄の照合。Finds each line of the old side in the text, in order; a （略） stands for as few lines as let the rest be found, and at most for the provisions that it names.
/// </summary>
internal sealed class TableMatch
{
    /// <summary>Beyond it a table is made to be slow.</summary>
    private const int MostTries = 2_000_000;

    private readonly TableBase text;
    private readonly List<(SideLine Line, bool BeginsBlock)> items;

    private TableMatch(TableBase text, IEnumerable<(SideLine, bool)> items) => (this.text, this.items) = (text, [.. items]);

    /// <summary>For each line of the old side the lines of the text, or the line that is not found.</summary>
    public static (ImmutableArray<Range>? Found, SideLine Missing) Of(TableBase text, ImmutableArray<AmendingTableBlock> blocks) =>
        new TableMatch(text, blocks.SelectMany(block => block.Old.Select((line, i) => (line, i == 0)))).Find();

    private (ImmutableArray<Range>?, SideLine) Find()
    {
        var (found, open, dead, farthest) = (new List<(int From, int To)>(), new Stack<(int At, IEnumerator<(int From, int To)> Next)>(), new HashSet<(int, int)>(), 0);
        if (items.Count == 0)
            return ([], default);
        open.Push((0, Candidates(0, 0).GetEnumerator()));
        for (var tries = 0; open.Count > 0 && tries < MostTries; tries++)
        {
            var (at, next) = open.Peek();
            if (!next.MoveNext())
            {
                open.Pop();
                dead.Add((open.Count, at));
                if (found.Count > 0)
                    found.RemoveAt(found.Count - 1);
                continue;
            }
            if (dead.Contains((open.Count, next.Current.To)))
                continue;
            found.Add(next.Current);
            if (found.Count == items.Count)
                return ([.. found.Select(one => one.From..one.To)], default);
            farthest = Math.Max(farthest, found.Count);
            open.Push((next.Current.To, Candidates(found.Count, next.Current.To).GetEnumerator()));
        }
        return (null, items[farthest].Line);
    }

    private IEnumerable<(int From, int To)> Candidates(int item, int from)
    {
        var (line, beginsBlock) = items[item];
        var begin = from;
        while (begin < text.Count && text.IsBlank(begin))
            begin++;
        if (!line.IsOmission)
        {
            if (begin < text.Count && text.Is(begin, line.Key))
                yield return (begin, begin + 1);
            for (var at = begin + 1; beginsBlock && at < text.Count; at++)
                if (text.Is(at, line.Key))
                    yield return (at, at + 1);
            yield break;
        }
        if (line.Key.Length == 0)
        {
            for (var end = from; end <= text.Count; end++)
                yield return (from, end);
            yield break;
        }
        // A caption stands above the number.
        for (var at = begin; at < text.Count && (beginsBlock || at <= begin + 1); at++)
        {
            if (!text.Begins(at, line.First))
                continue;
            var last = at;
            while (last < text.Count && !text.Begins(last, line.Last))
                last++;
            if (last == text.Count)
                continue;
            var most = text.EndOf(last);
            var start = at == begin || at == begin + 1 ? from : at;
            // Nothing follows that would tell how far it goes.
            for (var end = item == items.Count - 1 ? most : last + 1; end <= most; end++)
                yield return (start, end);
        }
    }
}
