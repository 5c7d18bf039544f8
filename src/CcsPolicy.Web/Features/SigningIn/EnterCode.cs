using CcsPolicy.Data;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The second step of signing in: the code of the app, or a recovery code. Wrong codes count like wrong passwords.</summary>
public sealed class EnterCodeHandler(PolicyDbFactory databases, SignInHandler signIn, SecondFactor factor, Sessions sessions, CodeWait waits)
{
    public async Task<Result<Done>> HandleAsync(string? code, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (await waits.WhoseAsync(http) is not var (id, stamp))
            return SigningInErrors.Refused;
        return await databases.WhileOthersTryAsync<Done>(SigningInErrors.CodeRefused, db => EnterAsync(db, id, stamp, code, http));
    }

    private async Task<Result<Done>> EnterAsync(PolicyDb db, Guid id, string stamp, string? code, HttpContext http)
    {
        var ct = http.RequestAborted;
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp, ct);
        if (account is null || !await signIn.MayEnterAsync(db, account, ct))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: false, ct);
            return SigningInErrors.Refused;
        }
        if (!await factor.AcceptsAsync(db, account, code, ct))
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: !await factor.IsNearAsync(db, account, code, ct), ct);
            return SigningInErrors.CodeRefused;
        }
        var session = await sessions.BeginAsync(db, http, account, Sessions.SecondFactor);
        await SignInHandler.AcceptOnceAsync(db, account, ct);
        await waits.EndAsync(http);
        await sessions.EnterAsync(http, account, session);
        return Done.Instance;
    }
}
