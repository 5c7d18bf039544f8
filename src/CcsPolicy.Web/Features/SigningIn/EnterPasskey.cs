using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The second step of signing in by a passkey. A wrong answer counts like a wrong code.</summary>
public sealed class EnterPasskeyHandler(
    PolicyDbFactory databases, SignInHandler signIn, IPasskeyHandler<Account> authenticators, PasskeyOffers offers, Sessions sessions, CodeWait waits)
{
    private const int LongestCredential = 20_000;

    /// <summary>What to ask the authenticator of; null when the person whose code is awaited has no passkey.</summary>
    public async Task<PasskeyOffer?> OfferAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await AwaitedAsync(db, http) is not { } account || !await db.UserPasskeys.AnyAsync(row => row.UserId == account.Id, http.RequestAborted))
            return null;
        var asked = await authenticators.MakeRequestOptionsAsync(account, http);
        return new(asked.RequestOptionsJson, offers.Seal(PasskeyOffers.Get, account, asked.AssertionState));
    }

    public async Task<Result<Done>> HandleAsync(string? offered, string? credential, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        var account = await AwaitedAsync(db, http);
        if (account is null || !await signIn.MayEnterAsync(account, db.Now, ct))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: false, ct);
            return SigningInErrors.Refused;
        }
        if (credential is not { Length: > 0 and < LongestCredential } || offers.Open(PasskeyOffers.Get, account, offered) is not { } state
            || await AssertedAsync(db, account, credential, state, http) is not { } answered)
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: true, ct);
            return SigningInErrors.PasskeyRefused;
        }
        var row = await db.UserPasskeys.SingleAsync(one => one.CredentialId == answered.CredentialId && one.UserId == account.Id, ct);
        (row.Data.SignCount, row.Data.IsBackedUp, row.Data.IsUserVerified) = (answered.SignCount, answered.IsBackedUp, answered.IsUserVerified);
        var session = await sessions.BeginAsync(db, http, account, Sessions.SecondFactor);
        await SignInHandler.AcceptAsync(db, account, Sessions.SecondFactor, ct);
        await waits.EndAsync(http);
        await sessions.EnterAsync(http, account, session);
        return Done.Instance;
    }

    private async Task<UserPasskeyInfo?> AssertedAsync(PolicyDb db, Account account, string credential, string state, HttpContext http)
    {
        var answer = await authenticators.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = state });
        return answer.Succeeded && answer.Passkey.IsUserVerified && answer.User.Id == account.Id
            && await db.UserPasskeys.AnyAsync(row => row.UserId == account.Id && row.CredentialId == answer.Passkey.CredentialId, http.RequestAborted) ? answer.Passkey : null;
    }

    private async Task<Account?> AwaitedAsync(PolicyDb db, HttpContext http) => await waits.WhoseAsync(http) is var (id, stamp)
        ? await db.Users.SingleOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp, http.RequestAborted) : null;
}
