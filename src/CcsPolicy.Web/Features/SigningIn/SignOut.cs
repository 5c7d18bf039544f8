using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Ends every session of the account, here and on other machines: a copied cookie is worth nothing afterwards.</summary>
public sealed class SignOutHandler(PolicyDbFactory databases)
{
    public async Task HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await db.Users.SingleOrDefaultAsync(a => a.Id == id, http.RequestAborted) is { } account)
            {
                account.SecurityStamp = AccountOpening.NewStamp(db.Ids);
                account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
                db.Record(new JournalFact("account.signed-out").With("account", account.Id.ToString("N")), actor: account.PersonId);
                await db.SaveChangesAsync(http.RequestAborted);
            }
        }
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }
}
