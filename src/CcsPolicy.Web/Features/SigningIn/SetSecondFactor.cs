using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>A key on offer to be put into an app. It lies only in the page, sealed, until a code proves that the app has it.</summary>
public sealed record OfferedKey(string Sealed, string Typed, string Address);

/// <summary>How the second factor of the person's account stands.</summary>
/// <param name="IsMissing">Nothing else is served before it is set.</param>
public sealed record SecondFactorState(bool IsSet, int RecoveryCodesLeft, bool IsMissing);

/// <summary>Sets up the second factor, or replaces it by another; the one in use must then be shown too.</summary>
public sealed class SetSecondFactorHandler(
    PolicyDbFactory databases, SecondFactor factor, Sessions sessions, SecondFactorNeed need, CurrentReader current, IDataProtectionProvider protection, IOptions<SecurityOptions> security)
{
    private static readonly TimeSpan OfferTime = TimeSpan.FromMinutes(30);

    private readonly IDataProtector offers = protection.CreateProtector("CcsPolicy.SecondFactor.Offer.v1");

    public async Task<SecondFactorState> StateAsync(HttpContext http)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await OwnAsync(db, http) is { TwoFactorEnabled: true } account
            ? new SecondFactorState(true, await SecondFactor.RecoveryCodesLeftAsync(db, account, http.RequestAborted), false)
            : new SecondFactorState(false, 0, need.IsMissing(http.User, await current.OfAsync(http.User, http.RequestAborted)));
    }

    public OfferedKey Offer(HttpContext http, string portal, string? offered)
    {
        ArgumentNullException.ThrowIfNull(http);
        var key = Read(http, offered);
        if (key is null)
        {
            key = databases.Setup.Ids.NextBytes(TimeCode.KeyLength);
            var until = databases.Setup.Clock.Now() + OfferTime;
            offered = WebEncoders.Base64UrlEncode(offers.Protect([.. IdOf(http)!.Value.ToByteArray(), .. BitConverter.GetBytes(until.UtcTicks), .. key]));
        }
        return new OfferedKey(offered!, TimeCode.Typed(key), TimeCode.Address(portal, http.User.Identity?.Name ?? "", key));
    }

    /// <summary>The recovery codes, to be shown once.</summary>
    public Task<Result<ImmutableArray<string>>> HandleAsync(HttpContext http, string? offered, string? newCode, string? presentCode) =>
        databases.WhileOthersTryAsync(SigningInErrors.CodeRefused, db => SetAsync(db, http, offered, newCode, presentCode));

    private async Task<Result<ImmutableArray<string>>> SetAsync(PolicyDb db, HttpContext http, string? offered, string? newCode, string? presentCode)
    {
        var ct = http.RequestAborted;
        if (await OwnAsync(db, http) is not { } account || Read(http, offered) is not { } key)
            return SigningInErrors.CodeRefused;
        if (account.LockoutEnd > db.Now || (account.TwoFactorEnabled && !await factor.AcceptsAsync(db, account, presentCode, ct)))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: true, ct);
            return SigningInErrors.CodeRefused;
        }
        // A new key has no used codes yet.
        if (TimeCode.StepThatMatches(key, newCode, db.Now, 0) is not { } step)
            return SigningInErrors.CodeRefused;
        var codes = await factor.SetAsync(db, account, key, step, ct);
        AccountOpening.Renew(account, db.Ids);
        db.Record(new JournalFact("account.second-factor-set").With("account", account.Id.ToString("N")), actor: account.PersonId, restricted: !security.Value.TellsSecondFactors);
        await sessions.GoOnAsync(db, http, account, Sessions.SecondFactor);
        return codes;
    }

    private byte[]? Read(HttpContext http, string? offered)
    {
        if (offered is not { Length: > 0 and < 1000 } || IdOf(http) is not { } id)
            return null;
        try
        {
            var bytes = offers.Unprotect(WebEncoders.Base64UrlDecode(offered));
            return bytes.Length == 24 + TimeCode.KeyLength && new Guid(bytes.AsSpan(0, 16)) == id
                && BitConverter.ToInt64(bytes, 16) > databases.Setup.Clock.Now().UtcTicks ? bytes[24..] : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    internal static Guid? IdOf(HttpContext http) => Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>The account whose session this is; null when one of the two has ended meanwhile.</summary>
    internal static async Task<Account?> OwnAsync(PolicyDb db, HttpContext http) => IdOf(http) is { } id && Sessions.IdOf(http.User) is { } session
        ? await db.Users.SingleOrDefaultAsync(
            a => a.Id == id && a.ClosedAt == null && db.Sessions.Any(s => s.Id == session && s.EndedAt == null && s.Stamp == a.SecurityStamp), http.RequestAborted)
        : null;
}
