using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The person proves again who it is, by password, by a code of the second factor or by a passkey; the session goes on under a new token and is fresh from then on.</summary>
public sealed class ConfirmSignInHandler(PolicyDbFactory databases, SignInHandler signIn, PasswordCheck passwords, SecondFactor factor, PasskeyProof proof, Sessions sessions)
{
    /// <summary>What to ask the authenticator of; null when the person has no passkey.</summary>
    public async Task<PasskeyOffer?> OfferAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = databases.OpenFor(Reader.Nobody);
        return await proof.OfferAsync(db, PasskeyOffers.Confirm, await SetSecondFactorHandler.OwnAsync(db, http), http);
    }

    public Task<Result<Done>> HandleAsync(HttpContext http, string? password, string? code) =>
        ConfirmAsync(http, SigningInErrors.NotConfirmed,
            (db, account) => string.IsNullOrWhiteSpace(code) ? passwords.MatchesAsync(account, password, RateLimits.WhoOf(http), http.RequestAborted) : factor.AcceptsAsync(db, account, code, http.RequestAborted), code);

    public Task<Result<Done>> HandleAsync(HttpContext http, PasskeyAnswer answer) =>
        ConfirmAsync(http, SigningInErrors.PasskeyRefused, (db, account) => proof.AcceptsAsync(db, PasskeyOffers.Confirm, account, answer, http));

    private Task<Result<Done>> ConfirmAsync(HttpContext http, DomainError refusal, Func<PolicyDb, Account, Task<bool>> isProved, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        return databases.WhileOthersTryAsync(refusal, db => ConfirmAsync(db, http, refusal, isProved, code));
    }

    private async Task<Result<Done>> ConfirmAsync(PolicyDb db, HttpContext http, DomainError refusal, Func<PolicyDb, Account, Task<bool>> isProved, string? code = null)
    {
        var ct = http.RequestAborted;
        if (await SetSecondFactorHandler.OwnAsync(db, http) is not { } account || Sessions.IdOf(http.User) is not { } id
            || await db.Sessions.FindAsync([id], ct) is not { EndedAt: null } session)
            return SigningInErrors.Refused;
        var right = await isProved(db, account);
        if (!right || !await signIn.MayEnterAsync(db, account, ct))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: !right && !await factor.IsNearAsync(db, account, code, ct), ct);
            return refusal;
        }
        // No entry in the journal: of whoever keeps only procedures it would tell the administrators when something about one was decided.
        await sessions.RenewAsync(db, http, account, session);
        return Done.Instance;
    }
}
