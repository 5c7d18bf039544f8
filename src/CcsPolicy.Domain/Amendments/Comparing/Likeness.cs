using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>類似度。How much of their pairs of neighbouring characters two texts share, from 0 to 1.</summary>
internal static class Likeness
{
    private const int MostCharacters = 2000;

    public static double Of(string one, string other) => Of(Features([one]), Features([other]));

    public static double Of(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        if (one.IsEmpty || other.IsEmpty)
            return 0;
        var (i, j, shared) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var (a, b) = (one[i], other[j]);
            shared += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return 2.0 * shared / (one.Length + other.Length);
    }

    /// <summary>Pairs of neighbouring characters, each once, sorted. Of a very long text the beginning speaks for the whole.</summary>
    public static uint[] Features(IEnumerable<string> texts)
    {
        var features = new List<uint>();
        foreach (var text in texts)
        {
            var last = '\n';
            foreach (var c in text)
            {
                features.Add(((uint)last << 16) | c);
                last = c;
            }
            if (features.Count >= MostCharacters)
                break;
        }
        var sorted = features.ToArray();
        Array.Sort(sorted);
        var count = 0;
        foreach (var feature in sorted)
            if (count == 0 || sorted[count - 1] != feature)
                sorted[count++] = feature;
        return sorted[..count];
    }

    /// <summary>Longer runs of characters, of which half are taken: rare enough to find the few candidates among many.</summary>
    public static ulong[] Traces(IEnumerable<string> texts)
    {
        const int length = 6;
        var traces = new HashSet<ulong>();
        foreach (var text in texts)
            for (var i = 0; i + length <= text.Length && traces.Count < MostCharacters; i++)
            {
                var hash = TextHash.Of(text.AsSpan(i, length));
                if ((hash & 1) == 0)
                    traces.Add(hash);
            }
        return [.. traces];
    }
}

/// <summary>A fast hash for tables in memory; what it calls equal is compared again before it counts.</summary>
internal static class TextHash
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = (ulong)text.Length;
        foreach (var c in text)
            hash = Join(hash, c);
        return hash;
    }

    public static ulong Join(ulong hash, ulong value)
    {
        hash = (hash ^ value) * Prime;
        return hash ^ (hash >> 29);
    }
}
