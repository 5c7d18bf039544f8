using System.Security.Claims;
using CcsPolicy.Data.Rows;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.Access;

/// <summary>The few minutes between the first step and the code: a sealed cookie says who has done the first. It opens nothing.</summary>
public sealed class CodeWait
{
    private const string StampClaim = "stamp";

    public async Task BeginAsync(HttpContext http, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(StampClaim, account.SecurityStamp ?? "")], IdentityConstants.TwoFactorUserIdScheme);
        await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose code is awaited, with the stamp that the account had; null when nobody's, or no longer.</summary>
    public async Task<(Guid Account, string Stamp)?> WhoseAsync(HttpContext http)
    {
        var principal = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        return Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
            ? (account, principal!.FindFirstValue(StampClaim) ?? "") : null;
    }

    public Task EndAsync(HttpContext http) => http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
