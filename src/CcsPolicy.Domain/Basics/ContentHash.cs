using System.Security.Cryptography;
using System.Text;

namespace CcsPolicy.Domain.Basics;

/// <summary>内容ハッシュ。SHA-256 of the UTF-8 bytes of a text, written as 64 lower-case hexadecimal digits.</summary>
public readonly record struct ContentHash
{
    private readonly string? hex;

    private ContentHash(string hex) => this.hex = hex;

    public static ContentHash Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Reads the written form; null when it is not 64 hexadecimal digits.</summary>
    public static ContentHash? TryParse(string? text) =>
        text is { Length: 64 } && text.All(char.IsAsciiHexDigit)
            ? new ContentHash(string.Create(64, text, static (to, from) => { for (var i = 0; i < to.Length; i++) to[i] = char.ToLower(from[i], System.Globalization.CultureInfo.InvariantCulture); }))
            : null;

    /// <summary>The first twelve digits, enough for a person to compare two sheets of paper.</summary>
    public string Short => ToString()[..12];

    public override string ToString() => hex ?? new string('0', 64);
}
