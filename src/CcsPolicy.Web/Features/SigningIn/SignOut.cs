using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Ends the session of this browser: a copy of its cookie is worth nothing afterwards. Those on other devices stay; they are ended on their own page.</summary>
public sealed class SignOutHandler(PolicyDbFactory databases, LocalSignIn local)
{
    /// <summary>Where to go next: to the provider, where the person came in by it, whose own session is ended next; at a shared terminal to its page; else to sign-in.</summary>
    public async Task<string> HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var next = SiteUrls.SignIn + "?out=1";
        if (http.User.Identity?.IsAuthenticated == true)
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await SetSecondFactorHandler.OwnAsync(db, http) is { } account && await Sessions.EndOwnAsync(db, http) is { } ended)
            {
                db.Record(new JournalFact("account.signed-out").With("account", account.Id.ToString("N")), actor: account.PersonId);
                await db.SaveChangesAsync(http.RequestAborted);
                if (ended.TerminalId is not null)
                    next = SiteUrls.SharedTerminal + "?out=1";
                else if (await local.IsBoundAsync(db, account.Id, http.RequestAborted))
                    next = SiteUrls.OpenIdLeave;
            }
        }
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return next;
    }
}
