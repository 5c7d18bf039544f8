using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The person changes the own password; every other session ends.</summary>
public sealed class ChangePasswordHandler(PolicyDbFactory databases, PasswordCheck passwords, BreachedPasswords breached, Sessions sessions)
{
    public Task<Result<Done>> HandleAsync(HttpContext http, string? present, string? wanted, string? repeated)
    {
        ArgumentNullException.ThrowIfNull(http);
        return databases.WhileOthersTryAsync(SigningInErrors.WrongPassword, db => ChangeAsync(db, http, present, wanted, repeated));
    }

    private async Task<Result<Done>> ChangeAsync(PolicyDb db, HttpContext http, string? present, string? wanted, string? repeated)
    {
        var ct = http.RequestAborted;
        var account = await SetSecondFactorHandler.OwnAsync(db, http);
        var matches = await passwords.MatchesAsync(account, present, RateLimits.WhoOf(http), ct);
        if (account is null || !matches || account.LockoutEnd > db.Now)
        {
            await SignInHandler.RefuseAsync(db, account, countFailure: !matches, ct);
            return SigningInErrors.WrongPassword;
        }
        if (await NewPassword.SetAsync(db, passwords, breached, account, wanted, repeated, ct) is { } refusal)
            return refusal;
        db.Record(new JournalFact("account.password-changed").With("account", account.Id.ToString("N")), actor: account.PersonId);
        await sessions.GoOnAsync(db, http, account, http.User.FindFirstValue(Sessions.MethodClaim) ?? Sessions.Password);
        return Done.Instance;
    }
}

/// <summary>The person chooses a password through a link of invitation; the link is void afterwards, a second factor stays.</summary>
public sealed class AcceptInvitationHandler(PolicyDbFactory databases, PasswordCheck passwords, BreachedPasswords breached, Invitations invitations, IOptions<SecurityOptions> security)
{
    /// <summary>Whom the link invites, with the account's name; null when it opens nothing.</summary>
    public async Task<(string Person, string Account)?> WhomAsync(string? token, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await invitations.OpenAsync(db, token, ct) is { Account: var account }
            ? ((await PersonOfAsync(db, account, ct)).Name, account.UserName ?? "") : null;
    }

    public async Task<Result<Done>> HandleAsync(string? token, string? wanted, string? repeated, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await invitations.OpenAsync(db, token, ct) is not var (account, reset))
            return SigningInErrors.LinkVoid;
        if (await NewPassword.SetAsync(db, passwords, breached, account, wanted, repeated, ct) is { } refusal)
            return refusal;
        account.AccessFailedCount = 0;
        AccountOpening.TakeCalendar(account);
        if (reset is not null)
        {
            reset.DoneAt = db.Now;
            // Whoever made the link could have opened it. Where a second factor stands in their way the person is who it was; but where not everybody has one, that must not show who does.
            if (!account.TwoFactorEnabled || !security.Value.TellsSecondFactors)
                AccountOpening.Doubt(account);
        }
        db.Record(new JournalFact("account.invitation-accepted").With("account", account.Id.ToString("N")), actor: account.PersonId);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Accepted twice at once: the first one counts.
            return SigningInErrors.LinkVoid;
        }
        return Done.Instance;
    }

    internal static Task<Person> PersonOfAsync(PolicyDb db, Account account, CancellationToken ct) =>
        db.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId, ct);
}

/// <summary>Puts a new password on an account if the rules take it.</summary>
internal static class NewPassword
{
    public static async Task<DomainError?> SetAsync(
        PolicyDb db, PasswordCheck passwords, BreachedPasswords breached, Account account, string? wanted, string? repeated, CancellationToken ct)
    {
        var person = await AcceptInvitationHandler.PersonOfAsync(db, account, ct);
        if (PasswordErrors.Check(wanted, person, account.UserName ?? "") is { } refusal)
            return refusal;
        if (breached.Holds(wanted))
            return PasswordErrors.Breached;
        if ((wanted ?? "") != (repeated ?? ""))
            return SigningInErrors.NotRepeated;
        account.PasswordHash = passwords.Hash(account, wanted);
        AccountOpening.Renew(account, db.Ids);
        return null;
    }
}
