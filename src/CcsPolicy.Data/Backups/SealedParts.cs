using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CcsPolicy.Data.Backups;

/// <summary>
/// A part of a backup as a run of chunks, each sealed by AES-256-GCM: whether it is the last (one byte), its length (four bytes, big-endian), cipher text, tag. Head of the file, part, number and
/// end mark are bound to each, so that no chunk can be left out, exchanged, or taken for the last. The key is new for each file and part and number make the nonce: none comes twice.
/// </summary>
internal static class SealedParts
{
    public const byte KeyFolder = 1;
    public const byte Database = 2;
    public const byte Contents = 3;

    private const int ChunkLength = 1 << 20;
    private const int TagLength = 16;

    /// <summary>Seals everything that the stream gives; answers the hash of what was written.</summary>
    public static async Task<byte[]> SealAsync(Stream from, Stream to, byte[] key, byte part, byte[] head, CancellationToken ct)
    {
        using var aes = new AesGcm(key, TagLength);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (chunk, following, written) = (new byte[ChunkLength], new byte[ChunkLength], new byte[5 + ChunkLength + TagLength]);
        var read = await from.ReadAtLeastAsync(chunk, ChunkLength, throwOnEndOfStream: false, ct);
        for (var number = 0L; ; number++)
        {
            var more = read == ChunkLength ? await from.ReadAtLeastAsync(following, ChunkLength, throwOnEndOfStream: false, ct) : 0;
            written[0] = more == 0 ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteInt32BigEndian(written.AsSpan(1), read);
            aes.Encrypt(Nonce(part, number), chunk.AsSpan(0, read), written.AsSpan(5, read), written.AsSpan(5 + read, TagLength), BoundTo(head, part, number, written[0]));
            hash.AppendData(written, 0, 5 + read + TagLength);
            await to.WriteAsync(written.AsMemory(0, 5 + read + TagLength), ct);
            if (more == 0)
                return hash.GetHashAndReset();
            (chunk, following, read) = (following, chunk, more);
        }
    }

    /// <summary>Opens a part into the other stream; answers the hash of what was read.</summary>
    /// <param name="key">Null to pass over the part, whose hash is then compared with what an opened part says.</param>
    /// <exception cref="BackupException">The part is not what was written.</exception>
    public static async Task<byte[]> OpenAsync(Stream from, Stream to, byte[]? key, byte part, byte[] head, CancellationToken ct)
    {
        using var aes = key is null ? null : new AesGcm(key, TagLength);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (plain, written) = (new byte[ChunkLength], new byte[5 + ChunkLength + TagLength]);
        for (var number = 0L; ; number++)
        {
            var at = $"part {part}, chunk {number}";
            try
            {
                await from.ReadExactlyAsync(written.AsMemory(0, 5), ct);
                var length = BinaryPrimitives.ReadInt32BigEndian(written.AsSpan(1));
                if (written[0] > 1 || length is < 0 or > ChunkLength)
                    throw BackupException.Damaged(at);
                await from.ReadExactlyAsync(written.AsMemory(5, length + TagLength), ct);
                aes?.Decrypt(Nonce(part, number), written.AsSpan(5, length), written.AsSpan(5 + length, TagLength), plain.AsSpan(0, length), BoundTo(head, part, number, written[0]));
                hash.AppendData(written, 0, 5 + length + TagLength);
                if (aes is not null)
                    await to.WriteAsync(plain.AsMemory(0, length), ct);
            }
            catch (Exception fault) when (fault is EndOfStreamException or CryptographicException)
            {
                throw BackupException.Damaged(at, fault);
            }
            if (written[0] == 1)
                return hash.GetHashAndReset();
        }
    }

    private static byte[] Nonce(byte part, long number)
    {
        var nonce = new byte[12];
        nonce[0] = part;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }

    private static byte[] BoundTo(byte[] head, byte part, long number, byte last)
    {
        var bound = new byte[head.Length + 10];
        head.CopyTo(bound, 0);
        bound[head.Length] = part;
        BinaryPrimitives.WriteInt64BigEndian(bound.AsSpan(head.Length + 1), number);
        bound[^1] = last;
        return bound;
    }
}
