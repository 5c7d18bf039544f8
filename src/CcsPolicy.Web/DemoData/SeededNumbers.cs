using System.Buffers.Binary;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.DemoData;

/// <summary>
/// 種から作る数。Numbers that follow from a seed alone (SplitMix64), so that the same seed makes the same demo organisation on every machine.
/// Nothing secret may come from here.
/// </summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for a purpose, so that adding one use does not shift all the others.</summary>
    public static SeededNumbers For(int seed, string purpose)
    {
        // FNV-1a over the purpose, mixed with the seed.
        var hash = 14695981039346656037UL;
        foreach (var letter in purpose)
            hash = (hash ^ letter) * 1099511628211UL;
        return new SeededNumbers(hash ^ ((ulong)(uint)seed << 32 | (uint)seed));
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to, but not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>From 0 up to, but not including, 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}

/// <summary>種から作る識別子。Ids of the demo organisation: random in kind, but the same for the same seed. Keys and salts of passwords never come from here.</summary>
internal sealed class SeededIdSource(int seed) : IdSource
{
    private readonly SeededNumbers numbers = SeededNumbers.For(seed, "ids");

    public override Guid Next() => new(NextBytes(16));

    public override byte[] NextBytes(int count)
    {
        var bytes = new byte[count];
        Span<byte> eight = stackalloc byte[8];
        for (var at = 0; at < count; at += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, numbers.Next());
            eight[..Math.Min(8, count - at)].CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }
}
