using System.Security.Cryptography;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Protection;

/// <summary>AES-256-GCM with a random nonce: version, nonce, cipher text, tag. The associated data binds it to its document.</summary>
internal static class Cipher
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> boundTo, IdSource ids)
    {
        var result = new byte[1 + NonceLength + plain.Length + TagLength];
        result[0] = Version;
        ids.NextBytes(NonceLength).CopyTo(result.AsSpan(1));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(result.AsSpan(1, NonceLength), plain, result.AsSpan(1 + NonceLength, plain.Length), result.AsSpan(result.Length - TagLength), boundTo);
        return result;
    }

    public static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> boundTo)
    {
        if (sealedBytes.Length < 1 + NonceLength + TagLength || sealedBytes[0] != Version)
            throw new CryptographicException("These bytes were not sealed by this product.");
        var plain = new byte[sealedBytes.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedBytes.Slice(1, NonceLength), sealedBytes.Slice(1 + NonceLength, plain.Length), sealedBytes[^TagLength..], plain, boundTo);
        return plain;
    }
}
