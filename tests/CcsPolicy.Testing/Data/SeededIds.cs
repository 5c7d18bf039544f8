using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Testing.Data;

/// <summary>Ids that repeat from run to run: the same seed gives the same sequence.</summary>
public sealed class SeededIds(int seed) : IdSource
{
    private readonly Random random = new(seed);

    public override Guid Next() => new(NextBytes(16));

    public override byte[] NextBytes(int count)
    {
        var bytes = new byte[count];
        lock (random)
            random.NextBytes(bytes);
        return bytes;
    }
}
