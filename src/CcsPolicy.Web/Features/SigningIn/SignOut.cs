using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Ends the session of this browser: a copy of its cookie is worth nothing afterwards. Those on other devices stay; they are ended on their own page.</summary>
public sealed class SignOutHandler(PolicyDbFactory databases, LocalSignIn local)
{
    /// <summary>Whether the person came in by the provider, whose own session is ended next.</summary>
    public async Task<bool> HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var atProvider = false;
        if (http.User.Identity?.IsAuthenticated == true)
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await SetSecondFactorHandler.OwnAsync(db, http) is { } account && await Sessions.EndOwnAsync(db, http) is not null)
            {
                db.Record(new JournalFact("account.signed-out").With("account", account.Id.ToString("N")), actor: account.PersonId);
                await db.SaveChangesAsync(http.RequestAborted);
                atProvider = await local.IsBoundAsync(db, account.Id, http.RequestAborted);
            }
        }
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return atProvider;
    }
}
