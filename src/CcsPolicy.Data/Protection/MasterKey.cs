using System.Security.Cryptography;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 主鍵。Wraps the keys of documents. It lies in a file outside the database (its place is configured), of which an escrow copy is kept
/// elsewhere: without it no text can be read again.
/// </summary>
public sealed class MasterKey
{
    private readonly byte[] key;

    public MasterKey(byte[] key)
    {
        if (key.Length != 32)
            throw new ArgumentException("A master key has 32 bytes.", nameof(key));
        this.key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "ccspolicy-master-key"u8, .. key]))[..16];
    }

    /// <summary>Tells keys apart without telling the key.</summary>
    public string Id { get; }

    public byte[] Wrap(ReadOnlySpan<byte> documentKey, ReadOnlySpan<byte> documentId, IdSource ids) => Cipher.Seal(key, documentKey, documentId, ids);

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> documentId) => Cipher.Open(key, wrapped, documentId);

    /// <summary>Reads the key file, or makes one that only its owner can read when there is none.</summary>
    public static MasterKey ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, options);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return new MasterKey(Convert.FromBase64String(File.ReadAllText(path).Trim()));
    }
}

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
