using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>A passkey of the account as its owner sees it.</summary>
public sealed record PasskeyLine(string Id, string Name, DateTimeOffset AddedAt);

/// <summary>The passkeys of the account, and what the browser needs to make another; <paramref name="Offer"/> is null when no more fit.</summary>
public sealed record PasskeysView(ImmutableArray<PasskeyLine> Passkeys, PasskeyOffer? Offer);

/// <summary>
/// パスキーの登録と削除。A passkey is a second factor that the browser's authenticator keeps and gives out only after it has verified its person (by a PIN, a finger,
/// a face); the server keeps a public key. Whoever has a second factor already adds one only in a session that was opened with it.
/// </summary>
public sealed class PasskeysHandler(
    PolicyDbFactory databases, IPasskeyHandler<Account> authenticators, PasskeyOffers offers, Sessions sessions, IOptions<SecurityOptions> security)
{
    public const int Most = 10;
    public const int LongestName = 40;
    private const int LongestCredential = 20_000;

    public async Task<PasskeysView> ViewAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await OwnAsync(db, http) is not { } account)
            return new([], null);
        var rows = await db.UserPasskeys.AsNoTracking().Where(row => row.UserId == account.Id).ToListAsync(http.RequestAborted);
        PasskeyOffer? offer = null;
        if (rows.Count < Most)
        {
            var asked = await authenticators.MakeCreationOptionsAsync(
                new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.UserName! }, http);
            offer = new(asked.CreationOptionsJson, offers.Seal(PasskeyOffers.Create, account, asked.AttestationState));
        }
        return new([.. rows.OrderBy(row => row.Data.CreatedAt).Select(row => new PasskeyLine(IdOf(row), row.Data.Name ?? "", row.Data.CreatedAt))], offer);
    }

    /// <summary>Adds the passkey that the authenticator made.</summary>
    /// <returns>Recovery codes to be shown once, when this is the account's first second factor; otherwise none.</returns>
    public Task<Result<ImmutableArray<string>>> AddAsync(HttpContext http, string? offered, string? credential, string? name)
    {
        ArgumentNullException.ThrowIfNull(http);
        return databases.WhileOthersTryAsync(SigningInErrors.PasskeyRefused, db => AddAsync(db, http, offered, credential, name));
    }

    private async Task<Result<ImmutableArray<string>>> AddAsync(PolicyDb db, HttpContext http, string? offered, string? credential, string? name)
    {
        var ct = http.RequestAborted;
        if (await OwnAsync(db, http) is not { } account || credential is not { Length: > 0 and < LongestCredential }
            || (account.TwoFactorEnabled && !http.User.HasClaim(Sessions.MethodClaim, Sessions.SecondFactor))
            || offers.Open(PasskeyOffers.Create, account, offered) is not { } state
            || await db.UserPasskeys.CountAsync(row => row.UserId == account.Id, ct) >= Most)
            return SigningInErrors.PasskeyRefused;
        var made = await authenticators.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = state });
        // The options asked for a verified person; an authenticator that did not verify is no second factor.
        if (!made.Succeeded || !made.Passkey.IsUserVerified || made.UserEntity.Id != account.Id.ToString() || await db.UserPasskeys.AnyAsync(row => row.CredentialId == made.Passkey.CredentialId, ct))
            return SigningInErrors.PasskeyRefused;
        db.UserPasskeys.Add(RowOf(account, made.Passkey, Named(name), db.Now));
        ImmutableArray<string> codes = account.TwoFactorEnabled ? [] : await SecondFactor.RenewRecoveryCodesAsync(db, account, ct);
        account.TwoFactorEnabled = true;
        AccountOpening.Renew(account, db.Ids);
        db.Record(new JournalFact("account.passkey-added").With("account", account.Id.ToString("N")), actor: account.PersonId, restricted: !security.Value.TellsSecondFactors);
        // The other sessions end, as with every change of how the account is signed in with; this one goes on, opened with the new factor.
        await sessions.GoOnAsync(db, http, account, Sessions.SecondFactor);
        return codes;
    }

    /// <summary>Takes a passkey away; the last second factor of an account stays.</summary>
    public Task<Result<Done>> RemoveAsync(HttpContext http, string? id)
    {
        ArgumentNullException.ThrowIfNull(http);
        return databases.WhileOthersTryAsync(AccessErrors.ChangedMeanwhile, db => RemoveAsync(db, http, id));
    }

    private async Task<Result<Done>> RemoveAsync(PolicyDb db, HttpContext http, string? id)
    {
        var ct = http.RequestAborted;
        if (await OwnAsync(db, http) is not { } account || !http.User.HasClaim(Sessions.MethodClaim, Sessions.SecondFactor))
            return AccessErrors.NotAllowed;
        var rows = await db.UserPasskeys.Where(row => row.UserId == account.Id).ToListAsync(ct);
        if (rows.Find(row => IdOf(row) == id) is not { } removed)
            return AccessErrors.Gone;
        if (rows.Count == 1 && !await SecondFactor.HasKeyAsync(db, account, ct))
            return SigningInErrors.LastFactor;
        db.UserPasskeys.Remove(removed);
        AccountOpening.Renew(account, db.Ids);
        db.Record(new JournalFact("account.passkey-removed").With("account", account.Id.ToString("N")), actor: account.PersonId, restricted: !security.Value.TellsSecondFactors);
        await sessions.GoOnAsync(db, http, account, Sessions.SecondFactor);
        return Done.Instance;
    }

    private static IdentityUserPasskey<Guid> RowOf(Account account, UserPasskeyInfo made, string name, DateTimeOffset now) => new()
    {
        UserId = account.Id,
        CredentialId = made.CredentialId,
        Data = new IdentityPasskeyData
        {
            PublicKey = made.PublicKey, Name = name, CreatedAt = now, SignCount = made.SignCount, Transports = made.Transports, IsUserVerified = made.IsUserVerified,
            IsBackupEligible = made.IsBackupEligible, IsBackedUp = made.IsBackedUp, AttestationObject = made.AttestationObject, ClientDataJson = made.ClientDataJson,
        },
    };

    private static string Named(string? typed)
    {
        var name = (typed ?? "").Trim();
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string IdOf(IdentityUserPasskey<Guid> row) => WebEncoders.Base64UrlEncode(row.CredentialId);

    private static Task<Account?> OwnAsync(PolicyDb db, HttpContext http) => SetSecondFactorHandler.OwnAsync(db, http);
}
