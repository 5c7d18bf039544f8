using System.Security.Cryptography;
using System.Text;

namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 内容ハッシュの作り方。How texts of one document are hashed. What everybody may read is hashed as it is, so that anybody can do it again; what only some may know is hashed under
/// a key, so that whoever has a copy of the database cannot tell by it whether a guess is right. A hash is compared with one that was made in the same way.
/// </summary>
public sealed class ContentHasher
{
    private static readonly byte[] Label = "ccspolicy-content-hash"u8.ToArray();
    private readonly byte[]? key;

    private ContentHasher(byte[]? key) => this.key = key;

    /// <summary>SHA-256.</summary>
    public static ContentHasher Open { get; } = new(null);

    /// <summary>HMAC-SHA-256 under a key that HKDF-SHA-256 derives for this purpose alone.</summary>
    /// <param name="key">The key under which the words of the document are sealed.</param>
    public static ContentHasher Under(byte[] key) => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SHA256.HashSizeInBytes, info: Label));

    /// <summary>The hash over the text in UTF-8.</summary>
    public ContentHash Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public ContentHash Of(ReadOnlySpan<byte> bytes) => key is null ? ContentHash.Of(bytes) : ContentHash.From(HMACSHA256.HashData(key, bytes));

    /// <summary>The same for what comes in stretches; <see cref="ContentHash.From"/> takes the result.</summary>
    public IncrementalHash Begin() =>
        key is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
}
