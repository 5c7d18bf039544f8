namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 類似度。How much of their pairs of neighbouring characters two texts share, from 0 to 1. Pairs are folded into 65,536 places, so that one text
/// is laid out once and many are held against it.
/// </summary>
internal sealed class Likeness
{
    private const int MostCharacters = 2000;

    private readonly ulong[] places = new ulong[1024];
    private ushort[] laidOut = [];

    /// <summary>Lays out the features that others are to be held against.</summary>
    public void Against(ushort[] features)
    {
        if (ReferenceEquals(features, laidOut))
            return;
        foreach (var feature in laidOut)
            places[feature >> 6] = 0;
        foreach (var feature in features)
            places[feature >> 6] |= 1UL << (feature & 63);
        laidOut = features;
    }

    public double Of(ReadOnlySpan<ushort> features)
    {
        if (features.IsEmpty || laidOut.Length == 0)
            return 0;
        var shared = 0UL;
        foreach (var feature in features)
            shared += (places[feature >> 6] >> (feature & 63)) & 1;
        return 2.0 * shared / (laidOut.Length + features.Length);
    }

    /// <summary>Pairs of neighbouring characters, each once. Of a very long text the beginning speaks for the whole.</summary>
    public static ushort[] Features(IEnumerable<string> texts)
    {
        Span<ulong> seen = stackalloc ulong[1024];
        Span<ushort> features = stackalloc ushort[MostCharacters];
        var count = 0;
        foreach (var text in texts)
        {
            var last = '\n';
            foreach (var c in text)
            {
                if (count == MostCharacters)
                    return features.ToArray();
                var feature = (ushort)((((uint)last << 16 | c) * 0x9E3779B1u) >> 16);
                last = c;
                if ((seen[feature >> 6] >> (feature & 63) & 1) != 0)
                    continue;
                seen[feature >> 6] |= 1UL << (feature & 63);
                features[count++] = feature;
            }
        }
        return features[..count].ToArray();
    }

    /// <summary>Longer runs of characters, of which one in four is taken: rare enough to find the few candidates among many.</summary>
    public static ulong[] Traces(IEnumerable<string> texts)
    {
        const int length = 6;
        var traces = new HashSet<ulong>();
        foreach (var text in texts)
            for (var i = 0; i + length <= text.Length && traces.Count < MostCharacters; i++)
            {
                var hash = TextHash.Of(text.AsSpan(i, length));
                if ((hash & 3) == 0)
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
