using System.Security.Claims;
using CcsPolicy.Data.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>What the cookie says: which account and which person. No role and no ability, since those are asked of the rows each time.</summary>
internal sealed class PersonClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CurrentReader.PersonClaim, user.PersonId.ToString()));
        return identity;
    }
}
