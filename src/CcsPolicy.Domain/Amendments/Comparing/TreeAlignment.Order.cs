namespace CcsPolicy.Domain.Amendments.Comparing;

internal sealed partial class TreeAlignment
{
    private const long MostCells = 1024;
    private const double LeastScore = 0.45;
    private const double SameHeading = 0.3;
    private const double SameLabel = 0.15;
    private const double LeastLikenessElsewhere = 0.6;
    private const long LeastWeightElsewhere = 20;
    private const int MostOwners = 6;

    /// <summary>Pairs what is still open in two sequences of provisions: what is paired already holds the places between which the rest is looked for.</summary>
    private void AlignInOrder(int[] a, int[] b)
    {
        if (!Array.Exists(a, i => newOf[i] < 0) || !Array.Exists(b, j => oldOf[j] < 0))
            return;
        var anchors = new List<(int Old, int New, long Weight)>();
        for (var i = 0; i < a.Length; i++)
            if (newOf[a[i]] >= 0 && Array.BinarySearch(b, newOf[a[i]]) is >= 0 and var j)
                anchors.Add((i, j, old.Weight[a[i]] + 1));
        Between(a, b, anchors, AlignGap);
    }

    private static void Between(int[] a, int[] b, List<(int Old, int New, long Weight)> anchors, Action<int[], int[]> gap)
    {
        var (oldAt, newAt) = (0, 0);
        foreach (var index in HeaviestChain.Of(anchors))
        {
            var (i, j, _) = anchors[index];
            gap(a[oldAt..i], b[newAt..j]);
            (oldAt, newAt) = (i + 1, j + 1);
        }
        gap(a[oldAt..], b[newAt..]);
    }

    private void AlignGap(int[] a, int[] b) => ByEquals(a, b, old.NumberedHash, @new.NumberedHash, (a, b) => ByEquals(a, b, old.WholeHash, @new.WholeHash, ByLikeness));

    private void ByEquals(int[] a, int[] b, Func<int, ulong> oldHash, Func<int, ulong> newHash, Action<int[], int[]> rest)
    {
        (a, b) = Open(a, b);
        if (a.Length == 0 || b.Length == 0)
            return;
        var known = new Dictionary<ulong, int>();
        var pairs = SequenceAlignment.Pairs(Ids(a, oldHash, known), Ids(b, newHash, known));
        var made = new List<(int, int, long)>(pairs.Count);
        foreach (var (i, j) in pairs)
            if (PairWhole(a[i], b[j]))
                made.Add((i, j, 1));
        Between(a, b, made, rest);
    }

    private static int[] Ids(int[] nodes, Func<int, ulong> hash, Dictionary<ulong, int> known)
    {
        var ids = new int[nodes.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            var value = hash(nodes[i]);
            if (!known.TryGetValue(value, out ids[i]))
                known[value] = ids[i] = known.Count;
        }
        return ids;
    }

    private (int[] Old, int[] New) Open(int[] a, int[] b) =>
        (Array.FindAll(a, i => newOf[i] < 0 && !oldClosed[i]), Array.FindAll(b, j => oldOf[j] < 0 && !newClosed[j]));

    private void ByLikeness(int[] a, int[] b)
    {
        (a, b) = Open(a, b);
        if (a.Length == 0 || b.Length == 0)
            return;
        var likely = new List<(int Old, int New, long Weight)>();
        var far = (long)a.Length * b.Length > MostCells ? new TraceIndex(old, a, MostOwners).Candidates(@new, b) : null;
        for (var i = 0; i < a.Length; i++)
            foreach (var j in Near(i, a.Length, b.Length, far))
                if (Score(a[i], b[j]) is var score && score >= LeastScore)
                    likely.Add((i, j, (long)(score * 1000)));
        foreach (var index in HeaviestChain.Of(likely))
            Pair(a[likely[index].Old], b[likely[index].New]);
    }

    /// <summary>Positions worth a look, falling: all in a small gap; in a large one a band about the diagonal and what shares rare phrases.</summary>
    private static IEnumerable<int> Near(int i, int oldCount, int newCount, ILookup<int, int>? far)
    {
        if (far is null)
            return Enumerable.Range(0, newCount).Reverse();
        var half = (int)Math.Max(16, MostCells / (2 * oldCount));
        var middle = (int)((long)i * newCount / oldCount);
        var from = Math.Max(0, middle - half);
        return Enumerable.Range(from, Math.Min(newCount, middle + half + 1) - from).Union(far[i]).OrderDescending();
    }

    /// <summary>Likeness of the contents; a number or a caption that stayed speaks for a provision whose text was replaced.</summary>
    private double Score(int i, int j)
    {
        if (!CanPair(i, j))
            return 0;
        var (one, other) = (old.Nodes[i], @new.Nodes[j]);
        var score = one.Label == other.Label ? SameLabel : 0;
        if (one.Heading is not null && one.Heading == other.Heading)
            score += SameHeading;
        return score + LikenessOf(i, j);
    }

    private double LikenessOf(int i, int j)
    {
        likeness.Against(old.FeaturesOf(i));
        return likeness.Of(@new.FeaturesOf(j));
    }

    /// <summary>What is left may have gone anywhere: equal parts in order first, then what is much alike.</summary>
    private void PairTheRest()
    {
        EqualElsewhere(old.NumberedHash, @new.NumberedHash, 0);
        EqualElsewhere(old.WholeHash, @new.WholeHash, LeastTelling);
        var (a, b) = Open([.. Enumerable.Range(1, old.Count - 1)], [.. Enumerable.Range(1, @new.Count - 1)]);
        a = Array.FindAll(a, i => old.Weight[i] >= LeastWeightElsewhere);
        b = Array.FindAll(b, j => @new.Weight[j] >= LeastWeightElsewhere);
        if (a.Length == 0 || b.Length == 0)
            return;
        var all = (long)a.Length * b.Length <= MostCells ? null : new TraceIndex(old, a, MostOwners).Candidates(@new, b);
        var likely = new List<(double Score, int Old, int New)>();
        for (var i = 0; i < a.Length; i++)
            foreach (var j in all is null ? Enumerable.Range(0, b.Length) : all[i])
                if (CanPair(a[i], b[j]) && LikenessOf(a[i], b[j]) is var score && score >= LeastLikenessElsewhere)
                    likely.Add((score, a[i], b[j]));
        foreach (var (_, i, j) in likely.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Old).ThenBy(pair => pair.New))
            if (CanPair(i, j))
                Pair(i, j);
    }

    private void EqualElsewhere(Func<int, ulong> oldHash, Func<int, ulong> newHash, long leastWeight)
    {
        var waiting = new Dictionary<ulong, Queue<int>>();
        for (var i = 1; i < old.Count; i++)
        {
            if (newOf[i] >= 0 || old.Weight[i] < leastWeight)
                continue;
            if (!waiting.TryGetValue(oldHash(i), out var queue))
                waiting[oldHash(i)] = queue = new();
            queue.Enqueue(i);
        }
        for (var j = 1; j < @new.Count && waiting.Count > 0; j++)
        {
            if (oldOf[j] >= 0 || !waiting.TryGetValue(newHash(j), out var queue))
                continue;
            while (queue.TryDequeue(out var i) && !PairWhole(i, j))
            {
            }
        }
    }
}
