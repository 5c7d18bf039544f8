using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Accounts;

/// <summary>What an administrator does with an account.</summary>
public enum AccountAct
{
    /// <summary>A new link to choose a password; a second factor stays. After the first one it is a reset, which a second person confirms first.</summary>
    Invite,

    /// <summary>Sign-in is closed until it is unlocked; open sessions end.</summary>
    Lock,

    Unlock,

    /// <summary>Nobody signs in with it. Its password stays, unread: an account that its person has opened is never one again that nobody has got into yet.</summary>
    Close,

    /// <summary>A closed one is as it was before: whoever has forgotten the password is invited by a reset, which a second person confirms.</summary>
    Reopen,

    /// <summary>Asked for here; a second person takes it away.</summary>
    RemoveSecondFactor,

    /// <summary>Ends the session named, or all of them.</summary>
    EndSession,
}

/// <param name="ConcurrencyStamp">The account as the administrator saw it.</param>
/// <param name="Session">Of <see cref="AccountAct.EndSession"/>: which one; null for all.</param>
public sealed record ManageAccount(Guid Account, AccountAct Act, string? ConcurrencyStamp, Guid? Session = null);

/// <summary>Carries out acts of administration; each is journalled, none touches authority or shows a password.</summary>
public sealed class ManageAccountHandler(ReaderDb store, Invitations invitations, IOptions<SecurityOptions> security)
{
    /// <summary>The invitation for <see cref="AccountAct.Invite"/>, otherwise null.</summary>
    public async Task<Result<MadeInvitation?>> HandleAsync(ManageAccount command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManageAccounts))
            return AccessErrors.NotAllowed;
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == command.Account, ct) is not { } account)
            return AccessErrors.Gone;
        if (Refusal(db, account, command) is { } refusal)
            return refusal;
        if (command.Act == AccountAct.EndSession)
            return await EndAsync(db, account, command.Session, ct);
        var reset = await ResetAsync(db, account, command.Act, ct);
        if (reset is null)
            Change(db, account, command.Act);
        if (command.Act is AccountAct.Close or AccountAct.Invite)
            await AccountOpening.TakePinAsync(db, account, ct);
        account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
        db.Record(new JournalFact(ActionOf(command.Act)).With("account", account.Id.ToString("N")).With("person", account.PersonId).With("reset", reset?.Id.ToString("N")));
        if ((await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct)).Error is { } overtaken)
            return overtaken;
        if (command.Act != AccountAct.Invite)
            return default(MadeInvitation);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId, ct);
        return new MadeInvitation(account.Id, account.UserName ?? "", person.Name,
            reset is null ? invitations.TokenFor(account) : invitations.TokenFor(reset), invitations.Until, reset is not null);
    }

    /// <summary>
    /// The reset that the act is; null when it is none. One that waits is replaced. Whether there has to be a second person depends on nothing that the person
    /// holds: else the answer would tell who was granted a procedure, and a grant that is given after the link would be open to whoever has the link.
    /// </summary>
    private async Task<AccountReset?> ResetAsync(PolicyDb db, Account account, AccountAct act, CancellationToken ct)
    {
        if (act is not (AccountAct.Invite or AccountAct.RemoveSecondFactor))
            return null;
        var before = await db.Resets.Where(reset => reset.AccountId == account.Id).ToListAsync(ct);
        // Nobody has got in yet: there is nothing to give back.
        if (act == AccountAct.Invite && account.PasswordHash is null && !account.TwoFactorEnabled && account.OwnerConfirmedAt is null && before.Count == 0)
            return null;
        var kind = act == AccountAct.Invite ? ResetKind.Password : ResetKind.SecondFactor;
        foreach (var waiting in before.Where(reset => reset.Kind == kind && reset.DoneAt is null && reset.VoidedAt is null))
            waiting.VoidedAt = db.Now;
        var made = new AccountReset
        {
            Id = db.Ids.Next(), AccountId = account.Id, Kind = kind, MadeAt = db.Now, MadeBy = db.Reader.PersonId!.Value, Until = invitations.Until,
        };
        db.Resets.Add(made);
        return made;
    }

    private static async Task<Result<MadeInvitation?>> EndAsync(PolicyDb db, Account account, Guid? session, CancellationToken ct)
    {
        if (session is { } one ? !await SessionBook.EndAsync(db, account, one, ct) : await SessionBook.EndAllAsync(db, account, null, ct) == 0)
            return AccessErrors.Gone;
        await db.SaveChangesAsync(ct);
        return default(MadeInvitation);
    }

    private DomainError? Refusal(PolicyDb db, Account account, ManageAccount command)
    {
        if (account.ClosedAt is not null != (command.Act == AccountAct.Reopen))
            return account.ClosedAt is null ? AccessErrors.ChangedMeanwhile : AccountErrors.Closed;
        if (account.ConcurrencyStamp != command.ConcurrencyStamp)
            return AccessErrors.ChangedMeanwhile;
        if (account.PersonId == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        return command.Act == AccountAct.RemoveSecondFactor && security.Value.TellsSecondFactors && !account.TwoFactorEnabled ? AccountErrors.NoFactor : null;
    }

    private static void Change(PolicyDb db, Account account, AccountAct act)
    {
        // Every act but unlocking ends all sessions that are open: one belongs to its account only while the stamp is the same.
        if (act != AccountAct.Unlock)
            account.SecurityStamp = AccountOpening.NewStamp(db.Ids);
        switch (act)
        {
            case AccountAct.Invite:
                break;
            case AccountAct.Lock:
                account.LockoutEnd = AccountStates.Forever;
                break;
            case AccountAct.Unlock:
                (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
                break;
            case AccountAct.Close:
                account.ClosedAt = db.Now;
                AccountOpening.TakeCalendar(account);
                break;
            case AccountAct.Reopen:
                account.ClosedAt = null;
                break;
            case AccountAct.RemoveSecondFactor or AccountAct.EndSession:
                throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    private static string ActionOf(AccountAct act) => act switch
    {
        AccountAct.Invite => "account.invited",
        AccountAct.Lock => "account.locked",
        AccountAct.Unlock => "account.unlocked",
        AccountAct.Close => "account.closed",
        AccountAct.Reopen => "account.reopened",
        AccountAct.RemoveSecondFactor => "account.second-factor-reset-asked",
        AccountAct.EndSession => "account.sessions-ended",
    };
}
