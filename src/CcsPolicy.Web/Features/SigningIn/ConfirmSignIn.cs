using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The person proves again who it is, by password or by a code of the second factor; the session is fresh from then on.</summary>
public sealed class ConfirmSignInHandler(PolicyDbFactory databases, SignInHandler signIn, PasswordCheck passwords, SecondFactor factor)
{
    public async Task<Result<Done>> HandleAsync(HttpContext http, string? password, string? code)
    {
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await SetSecondFactorHandler.OwnAsync(db, http) is not { } account || Sessions.IdOf(http.User) is not { } id
            || await db.Sessions.FindAsync([id], ct) is not { EndedAt: null } session)
            return SigningInErrors.Refused;
        var right = string.IsNullOrWhiteSpace(code) ? await passwords.MatchesAsync(account, password, ct) : await factor.AcceptsAsync(db, account, code, ct);
        if (!right || !await signIn.MayEnterAsync(account, db.Now, ct))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: !right, ct);
            return SigningInErrors.NotConfirmed;
        }
        session.ConfirmedAt = db.Now;
        db.Record(new JournalFact("account.confirmed").With("account", account.Id.ToString("N")), actor: account.PersonId);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SigningInErrors.NotConfirmed;
        }
        return Done.Instance;
    }
}
