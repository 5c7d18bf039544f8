using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Codes that change every thirty seconds (RFC 6238 with SHA-1 and six digits, which is what the apps know).</summary>
internal static class TimeCode
{
    public const int KeyLength = 20;
    private const int Seconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / Seconds;

    [SuppressMessage("Security", "CA5350", Justification = "The algorithm that authenticator apps use; as a message code SHA-1 is not weakened.")]
    public static string At(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
        HMACSHA1.HashData(key, counter, mac);
        var value = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFFFFFF;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code was typed: this one alone, so that a code is good for thirty seconds, and later than any used before; null when it is not.</summary>
    public static long? StepThatMatches(ReadOnlySpan<byte> key, string? typed, DateTimeOffset now, long lastUsed) =>
        StepOf(now) is var step && step > lastUsed && IsOf(key, typed, step) ? step : null;

    /// <summary>Whether it is the code of the step before or of the next one: typed too late, or by a clock that is a little off. It is refused, and held against nobody.</summary>
    public static bool IsNear(ReadOnlySpan<byte> key, string? typed, DateTimeOffset now) => IsOf(key, typed, StepOf(now) - 1) || IsOf(key, typed, StepOf(now) + 1);

    private static bool IsOf(ReadOnlySpan<byte> key, string? typed, long step) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digits(typed)), Encoding.ASCII.GetBytes(At(key, step)));

    /// <summary>The key as people type it into an app: base 32 in groups of four.</summary>
    public static string Typed(ReadOnlySpan<byte> key)
    {
        var text = Base32(key);
        return string.Join(' ', Enumerable.Range(0, text.Length / 4).Select(group => text.Substring(group * 4, 4)));
    }

    /// <summary>The address that a QR code carries to the app.</summary>
    public static string Address(string portal, string account, ReadOnlySpan<byte> key) =>
        $"otpauth://totp/{Uri.EscapeDataString(portal)}:{Uri.EscapeDataString(account)}?secret={Base32(key)}&issuer={Uri.EscapeDataString(portal)}&algorithm=SHA1&digits=6&period={Seconds}";

    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var part in bytes)
        {
            (held, bits) = ((held << 8) | part, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Alphabet[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }
        if (bits > 0)
            text.Append(Alphabet[(held << (5 - bits)) & 31]);
        return text.ToString();
    }

    // Full-width digits come from input methods; spaces from how apps show the code.
    private static string Digits(string? typed) =>
        string.Concat((typed ?? "").Take(40).Where(char.IsDigit).Select(sign => (int)char.GetNumericValue(sign)).Take(7));
}
