using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CcsPolicy.Domain.Journal;

/// <summary>記録の木のハッシュ。SHA-256 as RFC 6962, section 2.1, puts it: leaves and nodes begin with different bytes, so that neither can pass for the other.</summary>
public readonly record struct TreeHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private TreeHash(ReadOnlySpan<byte> bytes)
    {
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of a tree without leaves.</summary>
    public static TreeHash OfNothing { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of one record.</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[Length];
        var bytes = record.Length < 2048 ? stackalloc byte[record.Length + 1] : new byte[record.Length + 1];
        bytes[0] = 0;
        record.CopyTo(bytes[1..]);
        SHA256.HashData(bytes, hash);
        return new TreeHash(hash);
    }

    /// <summary>The hash over two parts of a tree.</summary>
    public static TreeHash OfNode(TreeHash left, TreeHash right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Length)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Length)..]);
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(bytes, hash);
        return new TreeHash(hash);
    }

    /// <summary>Takes 32 bytes as they are; null when there are more or fewer.</summary>
    public static TreeHash? From(ReadOnlySpan<byte> bytes) => bytes.Length == Length ? new TreeHash(bytes) : null;

    /// <summary>Reads the form of <see cref="ToString"/>; null when it is none.</summary>
    public static TreeHash? TryParse(string? base64)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return base64 is { Length: 44 } && Convert.TryFromBase64String(base64, bytes, out var read) && read == Length && Convert.ToBase64String(bytes) == base64 ? new TreeHash(bytes) : null;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, first);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(to[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(to[24..], fourth);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Base 64 with padding, 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(ToBytes());
}
