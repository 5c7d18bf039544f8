using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>
/// 結び付け。Binds an identity at the provider (issuer and subject) to exactly one account, and the account to it, by an invitation. The password is void from then on:
/// one account, one way in.
/// </summary>
public sealed class ProviderBinding(Invitations invitations, PasswordCheck passwords, IOptions<OpenIdOptions> options)
{
    /// <summary>The invited account, bound in <paramref name="db"/>, to be saved by the caller.</summary>
    /// <param name="known">The account that the identity is bound to already.</param>
    public async Task<Result<Account>> BindAsync(
        PolicyDb db, string invitation, Account? known, string issuer, string subject, ClaimsPrincipal principal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await invitations.OpenAsync(db, invitation, ct) is not var (account, reset))
            return ProviderRefusals.InvitationVoid;
        var former = await db.UserLogins.Where(login => login.UserId == account.Id && login.LoginProvider == issuer && login.ProviderKey != subject).ToListAsync(ct);
        // A reset, confirmed by a second person, is for somebody whose identity at the provider is another one now.
        if ((known is not null && known.Id != account.Id) || (former.Count > 0 && reset is null))
            return ProviderRefusals.BoundOtherwise;
        if (options.Value.NameClaim is { Length: > 0 } claim && !await IsNamedAsync(db, account, principal.FindFirstValue(claim), ct))
            return ProviderRefusals.NameDiffers;
        db.UserLogins.RemoveRange(former);
        if (known is null)
            db.UserLogins.Add(new IdentityUserLogin<Guid> { UserId = account.Id, LoginProvider = issuer, ProviderKey = subject });
        // A password that nobody knows, and that costs the same work as any.
        account.PasswordHash = passwords.Hash(account, Convert.ToBase64String(db.Ids.NextBytes(32)));
        account.AccessFailedCount = 0;
        AccountOpening.TakeCalendar(account);
        if (reset is not null)
        {
            reset.DoneAt = db.Now;
            // Whoever made the link could have bound the own identity.
            if (known is null)
                AccountOpening.Doubt(account);
        }
        AccountOpening.Renew(account, db.Ids);
        db.Record(new JournalFact("account.provider-bound").With("account", account.Id.ToString("N")).With("person", account.PersonId)
            .With("subject", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(issuer + "\n" + subject)))), actor: account.PersonId);
        return account;
    }

    private static async Task<bool> IsNamedAsync(PolicyDb db, Account account, string? named, CancellationToken ct)
    {
        var (normal, written) = (AccountOpening.Normal(named), AccountOpening.Written(named));
        return normal.Length > 0 && (normal == account.NormalizedUserName
            || await db.People.AnyAsync(person => person.Id == account.PersonId && person.StaffNumber == written, ct));
    }
}
