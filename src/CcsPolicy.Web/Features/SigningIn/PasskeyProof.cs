using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>What the browser's authenticator answered, with what it was asked as the page had it.</summary>
public sealed record PasskeyAnswer(string? Offered, string? Credential);

/// <summary>パスキーでの証明。Asks an authenticator for a proof and checks its answer; what was asked for one purpose is worth nothing for another.</summary>
public sealed class PasskeyProof(IPasskeyHandler<Account> authenticators, PasskeyOffers offers)
{
    private const int LongestCredential = 20_000;

    /// <summary>What to ask the authenticator of; null when the account has no passkey.</summary>
    internal async Task<PasskeyOffer?> OfferAsync(PolicyDb db, string purpose, Account? account, HttpContext http)
    {
        if (account is null || !await db.UserPasskeys.AnyAsync(row => row.UserId == account.Id, http.RequestAborted))
            return null;
        var asked = await authenticators.MakeRequestOptionsAsync(account, http);
        return new(asked.RequestOptionsJson, offers.Seal(purpose, account, asked.AssertionState));
    }

    /// <summary>Whether the answer proves that the account's person is there. The counter of the passkey is put down in <paramref name="db"/>, to be saved by the caller.</summary>
    internal async Task<bool> AcceptsAsync(PolicyDb db, string purpose, Account account, PasskeyAnswer answer, HttpContext http)
    {
        if (answer.Credential is not { Length: > 0 and < LongestCredential } || offers.Open(purpose, account, answer.Offered) is not { } state)
            return false;
        var asserted = await authenticators.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer.Credential, AssertionState = state });
        if (!asserted.Succeeded || !asserted.Passkey.IsUserVerified || asserted.User.Id != account.Id)
            return false;
        var passkey = asserted.Passkey;
        if (await db.UserPasskeys.SingleOrDefaultAsync(one => one.UserId == account.Id && one.CredentialId == passkey.CredentialId, http.RequestAborted) is not { } row)
            return false;
        (row.Data.SignCount, row.Data.IsBackedUp, row.Data.IsUserVerified) = (passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified);
        return true;
    }
}
