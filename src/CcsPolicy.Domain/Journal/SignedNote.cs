using System.Security.Cryptography;
using System.Text;

namespace CcsPolicy.Domain.Journal;

/// <summary>
/// 署名付きの控え。A text and one signature in the form of C2SP signed-note: ECDSA on P-256 with SHA-256, type 0x02, the key named by the first four bytes of the SHA-256 of its public
/// part (SubjectPublicKeyInfo, DER).
/// </summary>
/// <param name="Text">Ends with a line feed.</param>
/// <param name="Name">The name of the key. No spaces, no plus sign.</param>
public sealed record SignedNote(string Text, string Name, string Signature)
{
    private const int KeyIdLength = 4;
    private const string Dash = "— ";

    /// <summary>Signs the text.</summary>
    /// <param name="key">Holds the private part of a key on P-256.</param>
    public static SignedNote Sign(string text, string name, ECDsa key)
    {
        if (!text.EndsWith('\n') || name.Length == 0 || name.Any(letter => char.IsWhiteSpace(letter) || letter == '+'))
            throw new ArgumentException("A note ends with a line feed, and the name of its key has neither spaces nor a plus sign.", nameof(text));
        var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new SignedNote(text, name, Convert.ToBase64String([.. IdOf(key), .. signature]));
    }

    /// <summary>Whether the key signed this very text under this name.</summary>
    public bool IsSignedBy(ECDsa key) => IsSignedBy(key, IdOf(key));

    /// <param name="id">From <see cref="IdOf"/>. To write the public part out takes its time, too: whoever verifies many notes asks for it once.</param>
    public bool IsSignedBy(ECDsa key, ReadOnlySpan<byte> id)
    {
        var signature = new byte[Signature.Length];
        // Of the last sign some bits stand for nothing: they are nought, or two notes would say the same in other bytes.
        return Convert.TryFromBase64String(Signature, signature, out var read) && read > KeyIdLength && Convert.ToBase64String(signature, 0, read) == Signature
            && signature.AsSpan(0, KeyIdLength).SequenceEqual(id) && key.VerifyData(Encoding.UTF8.GetBytes(Text), signature.AsSpan(KeyIdLength, read - KeyIdLength), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The note as it is kept and printed.</summary>
    public string Write() => $"{Text}\n{Dash}{Name} {Signature}\n";

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is not a note with one signature. Nothing is verified.</summary>
    public static SignedNote? TryParse(string written)
    {
        var blank = written.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || written[(blank + 2)..].Split('\n') is not [var line, ""] || !line.StartsWith(Dash, StringComparison.Ordinal))
            return null;
        return line[Dash.Length..].Split(' ') is [{ Length: > 0 } name, { Length: > 0 } signature] ? new SignedNote(written[..(blank + 1)], name, signature) : null;
    }

    /// <summary>By what a signature names its key.</summary>
    public static byte[] IdOf(ECDsa key) => SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..KeyIdLength];
}
