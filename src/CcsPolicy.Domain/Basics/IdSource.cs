using System.Security.Cryptography;

namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 識別子の生成。The only place where ids come from, so that tests can repeat them.
/// An id that a person can see is random: nothing about hidden rows may be counted or dated from it.
/// </summary>
public abstract class IdSource
{
    /// <summary>128 bits, all of them random (no time, no sequence).</summary>
    public abstract Guid Next();

    /// <summary>Random bytes for salts; the same source, so that tests can repeat them too.</summary>
    public abstract byte[] NextBytes(int count);

    /// <summary>The source of the product: the operating system's generator.</summary>
    public static IdSource Random { get; } = new SystemIdSource();

    private sealed class SystemIdSource : IdSource
    {
        public override Guid Next() => new(RandomNumberGenerator.GetBytes(16));

        public override byte[] NextBytes(int count) => RandomNumberGenerator.GetBytes(count);
    }
}
