using System.Security.Cryptography;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 主鍵。Wraps the keys of documents. It lies in a file outside the database (see <see cref="MasterKeys"/>), of which an escrow copy is kept
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
}
