using System.Globalization;
using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>
/// What follows from an answer of the provider that has been verified. Who it is, is its issuer and subject alone; no name and no address finds an account.
/// </summary>
public sealed class EnterByProviderHandler(
    PolicyDbFactory databases, Readers readers, Sessions sessions, CodeWait waits, ProviderBinding binding, GroupAppointments groups, IOptions<OpenIdOptions> options)
{
    /// <summary>How long ago the provider may have asked for proof, for a session to count as fresh.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>The address to lead to.</summary>
    /// <param name="returnUrl">What was asked for.</param>
    public async Task<string> HandleAsync(HttpContext http, ClaimsPrincipal principal, AuthenticationProperties properties, string? returnUrl)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(properties);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        var (asked, target) = (Transaction.ReadFrom(properties), SiteUrls.Local(returnUrl));
        var (issuer, subject) = (principal.FindFirstValue("iss"), principal.FindFirstValue("sub"));
        if (asked.Until < db.Now)
            return Failed(ProviderRefusals.NotFromHere, target);
        if (issuer != options.Value.ExpectedIssuer || subject is not { Length: > 0 and <= 255 })
            return Failed(ProviderRefusals.AnswerRefused, target);
        var account = await db.Users.SingleOrDefaultAsync(
            a => db.UserLogins.Any(login => login.UserId == a.Id && login.LoginProvider == issuer && login.ProviderKey == subject), ct);
        if (asked.Again)
            return await ConfirmAsync(db, http, account, asked, principal, ct) is { } stale ? Failed(stale, target) : target;
        if (asked.Invitation is { } invitation)
        {
            var bound = await binding.BindAsync(db, invitation, account, issuer, subject, principal, ct);
            if (bound.Error is { } refusal)
                return await RefuseAsync(db, account, refusal, target, ct);
            account = bound.Value;
        }
        if (account is null || !await MayEnterAsync(account, db.Now, ct))
            return await RefuseAsync(db, account, ProviderRefusals.Unknown, target, ct);
        await groups.ApplyAsync(db, account, issuer, principal, ct);
        try
        {
            return await BeginAsync(db, http, account, asked, principal, target, ct);
        }
        catch (DbUpdateException)
        {
            // The same subject or the same account at the same moment from elsewhere: the other one came first.
            return Failed(asked.Invitation is null ? ProviderRefusals.NotFromHere : ProviderRefusals.BoundOtherwise, target);
        }
    }

    private async Task<string> BeginAsync(
        PolicyDb db, HttpContext http, Account account, Transaction asked, ClaimsPrincipal principal, string target, CancellationToken ct)
    {
        var strong = IsWithSecondFactor(principal);
        if (account.TwoFactorEnabled && !(strong && await HasShownOwnFactorAsync(db, account, ct)))
        {
            await db.SaveChangesAsync(ct);
            await waits.BeginAsync(http, account);
            return SiteUrls.SignInCode + "?returnUrl=" + Uri.EscapeDataString(target);
        }
        if (asked.Session is { } former && await db.Sessions.SingleOrDefaultAsync(s => s.Id == former && s.EndedAt == null, ct) is { } before)
            before.EndedAt = db.Now;
        var session = sessions.RowOf(account, strong ? Sessions.SecondFactor : Sessions.Password, DeviceWords.Of(http.Request.Headers.UserAgent), db.Ids);
        // A provider that does not say when it asked for proof may have asked long ago.
        session.ConfirmedAt = ProvedAt(principal) is { } at && at < db.Now ? at : db.Now - Fresh - Fresh;
        db.Sessions.Add(session);
        (account.RefusedTries, account.RefusedLastAt) = (0, null);
        db.Record(new JournalFact("account.signed-in").With("account", account.Id.ToString("N")).With("by", "provider"), actor: account.PersonId);
        await db.SaveChangesAsync(ct);
        await sessions.EnterAsync(http, account, session);
        return target;
    }

    /// <summary>The person has proved anew who it is, for the session that was open when it left.</summary>
    private async Task<DomainError?> ConfirmAsync(PolicyDb db, HttpContext http, Account? account, Transaction asked, ClaimsPrincipal principal, CancellationToken ct)
    {
        if (account is null || await db.Sessions.SingleOrDefaultAsync(s => s.Id == asked.Session && s.EndedAt == null, ct) is not { } session
            || session.AccountId != account.Id || session.Stamp != account.SecurityStamp || !await MayEnterAsync(account, db.Now, ct))
            return ProviderRefusals.OtherPerson;
        if (ProvedAt(principal) is not { } at || at < db.Now - Fresh || (session.Method == Sessions.SecondFactor && !IsWithSecondFactor(principal)))
            return ProviderRefusals.NotFresh;
        // What comes next matters, and is done with the roles that the provider gives now.
        await groups.ApplyAsync(db, account, options.Value.ExpectedIssuer, principal, ct);
        await sessions.RenewAsync(db, http, account, session);
        return null;
    }

    private async Task<bool> MayEnterAsync(Account account, DateTimeOffset now, CancellationToken ct) =>
        account.ClosedAt is null && !(account.LockoutEnd > now) && (await readers.TodayAsync(account.PersonId, ct)).IsWorker;

    /// <summary>
    /// Whoever bound the account may have been somebody with its invitation only: an own second factor has to be shown once before the provider's counts in its place.
    /// The stamp is new since the binding, so a session under it with a second factor is one in which that was done.
    /// </summary>
    private static Task<bool> HasShownOwnFactorAsync(PolicyDb db, Account account, CancellationToken ct) =>
        db.Sessions.AnyAsync(s => s.AccountId == account.Id && s.Stamp == account.SecurityStamp && s.Method == Sessions.SecondFactor, ct);

    private bool IsWithSecondFactor(ClaimsPrincipal principal) =>
        principal.Claims.Any(claim => (claim.Type == "amr" && options.Value.SecondFactorMethods.Contains(claim.Value))
            || (claim.Type is "acr" or "acrs" && options.Value.SecondFactorClasses.Contains(claim.Value)));

    private static DateTimeOffset? ProvedAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue("auth_time"), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static async Task<string> RefuseAsync(PolicyDb db, Account? account, DomainError refusal, string target, CancellationToken ct)
    {
        // What was prepared for the account (a binding) goes with the refusal.
        db.ChangeTracker.Clear();
        db.Record(new JournalFact("account.sign-in-refused").With("account", account?.Id.ToString("N")).With("by", "provider"));
        await db.SaveChangesAsync(ct);
        return Failed(refusal, target);
    }

    private static string Failed(DomainError refusal, string target) => SiteUrls.OpenIdFailed(ProviderRefusals.NameOf(refusal), target);
}
