using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.DataProtection;

namespace CcsPolicy.Web.Features.Terminals;

/// <summary>暗証番号: what may be one, and what is kept of it.</summary>
public sealed class Pins(PasswordCheck passwords, IDataProtectionProvider protection)
{
    public const int Shortest = 6;
    public const int Longest = 12;

    private const int SlipDigits = 8;

    private readonly IDataProtector seal = protection.CreateProtector("CcsPolicy.TerminalPin.v1");

    /// <summary>What stands for the PIN in the store: a slow hash, sealed.</summary>
    public string Keep(string pin) => seal.Protect(passwords.Hash(new Account(), pin));

    /// <summary>Whether the PIN is what was kept; nothing kept costs the same.</summary>
    public Task<bool> MatchesAsync(AccountPin? kept, string? typed, string who, CancellationToken ct) => passwords.MatchesAsync(kept is null ? null : HashOf(kept), Digits(typed), who, ct);

    /// <summary>One to be given out on paper.</summary>
    public static string Draw(IdSource ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return (BinaryPrimitives.ReadUInt64BigEndian(ids.NextBytes(8)) % 100_000_000).ToString("D" + SlipDigits, CultureInfo.InvariantCulture);
    }

    /// <summary>The PIN that a person may choose, or why not. It is none that others try first.</summary>
    /// <param name="isGiven">It is the one on paper.</param>
    public static Result<string> Choose(string? typed, string? again, string staffNumber, bool isGiven)
    {
        var pin = Digits(typed);
        if (pin != Digits(again))
            return SharedTerminalErrors.PinsDiffer;
        return pin.Length is < Shortest or > Longest || !pin.All(char.IsAsciiDigit) || pin.Distinct().Count() == 1 || IsRun(pin, 1) || IsRun(pin, 9) || pin == staffNumber || isGiven
            ? SharedTerminalErrors.PinUnfit : pin;
    }

    /// <summary>Digits in any width, without the gaps that people type.</summary>
    internal static string Digits(string? typed) =>
        typed is { Length: <= 100 } ? new string([.. AccountOpening.Written(typed).Where(sign => !char.IsWhiteSpace(sign) && sign != '-')]) : "";

    // From one digit to the next, 9 goes on to 0.
    private static bool IsRun(string pin, int step) => pin.Zip(pin.Skip(1)).All(pair => (pair.First - '0' + step) % 10 == pair.Second - '0');

    private string? HashOf(AccountPin kept)
    {
        try
        {
            return seal.Unprotect(kept.Sealed);
        }
        catch (CryptographicException)
        {
            // The keys are others than when it was kept, as after a restore without them: it opens nothing, and the manager gives out another.
            return null;
        }
    }
}
