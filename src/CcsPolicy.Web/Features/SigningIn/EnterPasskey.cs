using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The second step of signing in by a passkey. A wrong answer counts like a wrong code.</summary>
public sealed class EnterPasskeyHandler(PolicyDbFactory databases, SignInHandler signIn, PasskeyProof proof, Sessions sessions, CodeWait waits)
{
    /// <summary>What to ask the authenticator of; null when the person whose code is awaited has no passkey.</summary>
    public async Task<PasskeyOffer?> OfferAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = databases.OpenFor(Reader.Nobody);
        return await proof.OfferAsync(db, PasskeyOffers.Get, await AwaitedAsync(db, http), http);
    }

    public async Task<Result<Done>> HandleAsync(PasskeyAnswer answer, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        var account = await AwaitedAsync(db, http);
        if (account is null || !await signIn.MayEnterAsync(db, account, ct))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: false, ct);
            return SigningInErrors.Refused;
        }
        if (!await proof.AcceptsAsync(db, PasskeyOffers.Get, account, answer, http))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: true, ct);
            return SigningInErrors.PasskeyRefused;
        }
        var session = await sessions.BeginAsync(db, http, account, Sessions.SecondFactor);
        await SignInHandler.AcceptAsync(db, account, ct);
        await waits.EndAsync(http);
        await sessions.EnterAsync(http, account, session);
        return Done.Instance;
    }

    private async Task<Account?> AwaitedAsync(PolicyDb db, HttpContext http) => await waits.WhoseAsync(http) is var (id, stamp)
        ? await db.Users.SingleOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp, http.RequestAborted) : null;
}
