using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>What a page hands to the browser's authenticator: its options as JSON, and what the server must know of them again, sealed.</summary>
public sealed record PasskeyOffer(string Options, string Sealed);

/// <summary>
/// Seals what was asked of an authenticator into the page that asks it: for one account, one purpose, five minutes and one answer. Nothing of it lies in a store.
/// </summary>
public sealed class PasskeyOffers(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string Create = "create";
    public const string Get = "get";
    public const string Confirm = "confirm";

    private const int Longest = 4_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly IDataProtector seal = protection.CreateProtector("CcsPolicy.Passkey.Offer.v1");
    private readonly ConcurrentDictionary<string, DateTimeOffset> answered = new(StringComparer.Ordinal);

    internal string Seal(string purpose, Account account, string? state) => WebEncoders.Base64UrlEncode(seal.Protect(Encoding.UTF8.GetBytes(
        string.Join('\n', purpose, account.Id.ToString("N"), account.SecurityStamp, (clock.Now() + Kept).UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture), state))));

    /// <summary>The state that was sealed; null when it was made for something else, is too old, or has been answered.</summary>
    internal string? Open(string purpose, Account account, string? offered)
    {
        if (offered is not { Length: > 0 and < Longest })
            return null;
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(seal.Unprotect(WebEncoders.Base64UrlDecode(offered))).Split('\n', 5);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
        var now = clock.Now();
        var until = new DateTimeOffset(long.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
        if (parts[0] != purpose || parts[1] != account.Id.ToString("N") || parts[2] != account.SecurityStamp || until < now)
            return null;
        foreach (var (old, end) in answered)
            if (end < now)
                answered.TryRemove(old, out _);
        return answered.TryAdd(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(offered))), until) ? parts[4] : null;
    }
}
