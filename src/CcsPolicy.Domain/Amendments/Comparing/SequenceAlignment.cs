namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>列の対応。Finds equal runs of two sequences in order: the shortest edit where it is short, unique elements as anchors where it is long.</summary>
internal sealed class SequenceAlignment
{
    private const int MostEdits = 400;
    private const int MostLevels = 8;

    /// <summary>Steps of the search for the shortest edit per element: enough for texts that have much in common, and a bound for those that have not.</summary>
    private const long StepsPerElement = 20;
    private const long LeastSteps = 1_000_000;

    private readonly List<(int Old, int New)> pairs;
    private long steps;

    private SequenceAlignment(int oldLength, int newLength) =>
        (pairs, steps) = (new(Math.Min(oldLength, newLength)), LeastSteps + (((long)oldLength + newLength) * StepsPerElement));

    /// <summary>Equal elements as pairs of positions, both rising.</summary>
    public static List<(int Old, int New)> Pairs(ReadOnlySpan<int> old, ReadOnlySpan<int> @new)
    {
        var alignment = new SequenceAlignment(old.Length, @new.Length);
        alignment.Align(old, @new, 0, 0, 0);
        return alignment.pairs;
    }

    private void Align(ReadOnlySpan<int> old, ReadOnlySpan<int> @new, int oldAt, int newAt, int level)
    {
        var prefix = old.CommonPrefixLength(@new);
        for (var i = 0; i < prefix; i++)
            pairs.Add((oldAt + i, newAt + i));
        old = old[prefix..];
        @new = @new[prefix..];
        (oldAt, newAt) = (oldAt + prefix, newAt + prefix);
        var suffix = 0;
        while (suffix < old.Length && suffix < @new.Length && old[^(suffix + 1)] == @new[^(suffix + 1)])
            suffix++;
        old = old[..^suffix];
        @new = @new[..^suffix];
        if (!old.IsEmpty && !@new.IsEmpty && !TryShortest(old, @new, oldAt, newAt) && level < MostLevels)
            ByUnique(old, @new, oldAt, newAt, level);
        for (var i = 0; i < suffix; i++)
            pairs.Add((oldAt + old.Length + i, newAt + @new.Length + i));
    }

    /// <summary>Myers' greedy search from the front; gives up when more edits are needed than it pays to look for.</summary>
    private bool TryShortest(ReadOnlySpan<int> old, ReadOnlySpan<int> @new, int oldAt, int newAt)
    {
        var most = Math.Min(MostEdits, old.Length + @new.Length);
        var reach = new int[(2 * most) + 3];
        var origin = most + 1;
        var trace = new List<int[]>();
        for (var edits = 0; edits <= most; edits++)
        {
            steps -= edits + 1;
            if (steps < 0)
                return false;
            for (var k = -edits; k <= edits; k += 2)
            {
                var x = k == -edits || (k != edits && reach[origin + k - 1] < reach[origin + k + 1]) ? reach[origin + k + 1] : reach[origin + k - 1] + 1;
                if (x - k > @new.Length || x > old.Length)
                {
                    // Beyond the end of one side: nothing to be reached on this diagonal.
                    reach[origin + k] = x;
                    continue;
                }
                x += old[x..].CommonPrefixLength(@new[(x - k)..]);
                reach[origin + k] = x;
                if (x == old.Length && x - k == @new.Length)
                {
                    Back(old.Length, @new.Length, edits, trace, oldAt, newAt);
                    return true;
                }
            }
            trace.Add(reach[(origin - edits)..(origin + edits + 1)]);
        }
        return false;
    }

    private void Back(int x, int y, int edits, List<int[]> trace, int oldAt, int newAt)
    {
        var first = pairs.Count;
        for (; edits > 0; edits--)
        {
            var before = trace[edits - 1];
            var k = x - y;
            var down = k == -edits || (k != edits && before[k - 1 + edits - 1] < before[k + 1 + edits - 1]);
            var fromX = down ? before[k + 1 + edits - 1] : before[k - 1 + edits - 1];
            var fromY = fromX - (down ? k + 1 : k - 1);
            for (var end = down ? fromX : fromX + 1; x > end;)
                pairs.Add((oldAt + --x, newAt + --y));
            (x, y) = (fromX, fromY);
        }
        while (x > 0)
            pairs.Add((oldAt + --x, newAt + --y));
        pairs.Reverse(first, pairs.Count - first);
    }

    private void ByUnique(ReadOnlySpan<int> old, ReadOnlySpan<int> @new, int oldAt, int newAt, int level)
    {
        var places = new Dictionary<int, (int Old, int New)>();
        for (var i = 0; i < old.Length; i++)
            places[old[i]] = places.ContainsKey(old[i]) ? (-2, -1) : (i, -1);
        for (var j = 0; j < @new.Length; j++)
            if (places.TryGetValue(@new[j], out var place))
                places[@new[j]] = (place.Old, place.New == -1 ? j : -2);
        var anchors = places.Values.Where(place => place.Old >= 0 && place.New >= 0).OrderBy(place => place.Old).Select(place => (place.Old, place.New, 1L)).ToList();
        if (anchors.Count == 0)
            return;
        var (oldFrom, newFrom) = (0, 0);
        foreach (var index in HeaviestChain.Of(anchors))
        {
            var (i, j, _) = anchors[index];
            Align(old[oldFrom..i], @new[newFrom..j], oldAt + oldFrom, newAt + newFrom, level + 1);
            pairs.Add((oldAt + i, newAt + j));
            (oldFrom, newFrom) = (i + 1, j + 1);
        }
        Align(old[oldFrom..], @new[newFrom..], oldAt + oldFrom, newAt + newFrom, level + 1);
    }
}
