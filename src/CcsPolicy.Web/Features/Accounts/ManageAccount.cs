using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Accounts;

/// <summary>What an administrator does with an account.</summary>
public enum AccountAct
{
    /// <summary>A new link; the present password is void, a second factor stays.</summary>
    Invite,

    /// <summary>Sign-in is closed until it is unlocked; open sessions end.</summary>
    Lock,

    Unlock,

    /// <summary>For good.</summary>
    Close,

    /// <summary>Only for people who may do no more than staff.</summary>
    RemoveSecondFactor,

    /// <summary>Ends the session named, or all of them.</summary>
    EndSession,
}

/// <param name="ConcurrencyStamp">The account as the administrator saw it.</param>
/// <param name="Session">Of <see cref="AccountAct.EndSession"/>: which one; null for all.</param>
public sealed record ManageAccount(Guid Account, AccountAct Act, string? ConcurrencyStamp, Guid? Session = null);

/// <summary>Carries out acts of administration; each is journalled, none touches authority or shows a password.</summary>
public sealed class ManageAccountHandler(ReaderDb store, Readers readers, Invitations invitations)
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
        if (await RefusalAsync(db, account, command, ct) is { } refusal)
            return refusal;
        if (command.Act == AccountAct.EndSession)
            return await EndAsync(db, account, command.Session, ct);
        await ChangeAsync(db, account, command.Act, ct);
        account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
        db.Record(new JournalFact(ActionOf(command.Act)).With("account", account.Id.ToString("N")).With("person", account.PersonId));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AccessErrors.ChangedMeanwhile;
        }
        if (command.Act != AccountAct.Invite)
            return default(MadeInvitation);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId, ct);
        return new MadeInvitation(account.Id, account.UserName ?? "", person.Name, invitations.TokenFor(account), invitations.Until);
    }

    private static async Task<Result<MadeInvitation?>> EndAsync(PolicyDb db, Account account, Guid? session, CancellationToken ct)
    {
        if (session is { } one ? !await SessionBook.EndAsync(db, account, one, ct) : await SessionBook.EndAllAsync(db, account, null, ct) == 0)
            return AccessErrors.Gone;
        await db.SaveChangesAsync(ct);
        return default(MadeInvitation);
    }

    private async Task<DomainError?> RefusalAsync(PolicyDb db, Account account, ManageAccount command, CancellationToken ct)
    {
        if (account.ClosedAt is not null)
            return AccountErrors.Closed;
        if (account.ConcurrencyStamp != command.ConcurrencyStamp)
            return AccessErrors.ChangedMeanwhile;
        if (account.PersonId == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        return command.Act == AccountAct.RemoveSecondFactor && SecondFactorNeed.HoldsRoleOrGrant(await readers.TodayAsync(account.PersonId, ct))
            ? AccountErrors.FactorOfOfficer : null;
    }

    private static async Task ChangeAsync(PolicyDb db, Account account, AccountAct act, CancellationToken ct)
    {
        // Every act but unlocking ends all sessions that are open: one belongs to its account only while the stamp is the same.
        if (act != AccountAct.Unlock)
            account.SecurityStamp = AccountOpening.NewStamp(db.Ids);
        switch (act)
        {
            case AccountAct.Invite:
                account.PasswordHash = null;
                break;
            case AccountAct.Lock:
                account.LockoutEnd = AccountStates.Forever;
                break;
            case AccountAct.Unlock:
                (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
                break;
            case AccountAct.Close:
                (account.ClosedAt, account.PasswordHash) = (db.Now, null);
                break;
            case AccountAct.RemoveSecondFactor:
                account.TwoFactorEnabled = false;
                db.UserPasskeys.RemoveRange(await db.UserPasskeys.Where(passkey => passkey.UserId == account.Id).ToListAsync(ct));
                db.UserTokens.RemoveRange(await db.UserTokens.Where(token => token.UserId == account.Id).ToListAsync(ct));
                break;
            case AccountAct.EndSession:
                throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    private static string ActionOf(AccountAct act) => act switch
    {
        AccountAct.Invite => "account.invited",
        AccountAct.Lock => "account.locked",
        AccountAct.Unlock => "account.unlocked",
        AccountAct.Close => "account.closed",
        AccountAct.RemoveSecondFactor => "account.second-factor-removed",
        AccountAct.EndSession => "account.sessions-ended",
    };
}
