using System.Security.Cryptography;
using System.Text;

namespace CcsPolicy.Domain.Basics;

/// <summary>内容ハッシュ。32 bytes that stand for a text, written as 64 lower-case hexadecimal digits. <see cref="ContentHasher"/> makes those of documents.</summary>
public readonly record struct ContentHash
{
    private readonly string? hex;

    private ContentHash(string hex) => this.hex = hex;

    /// <summary>SHA-256 over the text in UTF-8: for what anybody may know who sees the hash.</summary>
    public static ContentHash Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Takes a hash that was computed.</summary>
    /// <exception cref="ArgumentException">It has not 32 bytes.</exception>
    public static ContentHash From(ReadOnlySpan<byte> hash) =>
        hash.Length == SHA256.HashSizeInBytes ? new(Convert.ToHexStringLower(hash)) : throw new ArgumentException("A hash has 32 bytes.", nameof(hash));

    /// <summary>Reads the written form; null when it is not 64 hexadecimal digits.</summary>
    public static ContentHash? TryParse(string? text) =>
        text is { Length: 64 } && text.All(char.IsAsciiHexDigit)
            ? new ContentHash(string.Create(64, text, static (to, from) => { for (var i = 0; i < to.Length; i++) to[i] = char.ToLower(from[i], System.Globalization.CultureInfo.InvariantCulture); }))
            : null;

    /// <summary>The first twelve digits, enough for a person to compare two sheets of paper.</summary>
    public string Short => ToString()[..12];

    public override string ToString() => hex ?? new string('0', 64);
}
