using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Testing.Data;

/// <summary>Ids that repeat from run to run: the same seed gives the same sequence.</summary>
public sealed class SeededIds(int seed) : IdSource
{
    private readonly Lock one = new();
    private Random random = new(seed);

    /// <summary>Begins another sequence. Each number is used once in a database, or its ids meet themselves again.</summary>
    /// <param name="number">Above zero: a seed and its negative give the same sequence.</param>
    public void Restart(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        lock (one)
            random = new Random(number);
    }

    public override Guid Next() => new(NextBytes(16));

    public override byte[] NextBytes(int count)
    {
        var bytes = new byte[count];
        lock (one)
            random.NextBytes(bytes);
        return bytes;
    }
}
