using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>What came of a try to sign in.</summary>
public enum SignInStep
{
    /// <summary>The session is open.</summary>
    SignedIn,

    /// <summary>The password is right; the code of the second factor is asked for next.</summary>
    NeedsCode,
}

/// <summary>A try to sign in with a password. <paramref name="Name"/> is a staff number or an account's name.</summary>
public sealed record SignIn(string? Name, string? Password);

/// <summary>Checks name and password. Every refusal looks alike and costs alike, and every try is journalled.</summary>
public sealed class SignInHandler(
    PolicyDbFactory databases, Readers readers, PasswordCheck passwords, Sessions sessions, CodeWait waits, LocalSignIn local)
{
    public async Task<Result<SignInStep>> HandleAsync(SignIn command, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        // Always asked, as a known name's rows are: what an unknown name's wrong tries are written to.
        var (account, nobodys) = (await FindAsync(db, command.Name, ct), await NobodysTries.OfAsync(db, command.Name, ct));
        var matches = await passwords.MatchesAsync(account, command.Password, RateLimits.WhoOf(http), ct);
        var open = await local.IsOpenForAsync(db, account, ct);
        var stands = await StandsAsync(db, account, ct);
        if (account is null || !matches || !open || !stands || !await WorksAsync(account, ct))
        {
            await RefuseAsync(db, account, countFailure: !matches, ct, nobodys);
            return SigningInErrors.Refused;
        }
        if (account.TwoFactorEnabled)
        {
            // The hash, where it was made anew; what came first from elsewhere stays, and the next sign-in makes it again.
            if (db.ChangeTracker.HasChanges())
                await db.SaveOnTopAsync(() => { }, ct);
            await waits.BeginAsync(http, account);
            return SignInStep.NeedsCode;
        }
        var session = await sessions.BeginAsync(db, http, account, Sessions.Password);
        await AcceptAsync(db, account, ct);
        await sessions.EnterAsync(http, account, session);
        return SignInStep.SignedIn;
    }

    /// <summary>Whether the account is open, not locked, as it was when it was read, and its person works for the association today.</summary>
    internal async Task<bool> MayEnterAsync(PolicyDb db, Account account, CancellationToken ct) => await StandsAsync(db, account, ct) && await WorksAsync(account, ct);

    private async Task<bool> WorksAsync(Account account, CancellationToken ct) => (await readers.TodayAsync(account.PersonId, ct)).IsWorker;

    // Asked anew, after whatever took its time: tries that were sent together with this one may have locked the account meanwhile. Of nobody's account the same is asked.
    private static Task<bool> StandsAsync(PolicyDb db, Account? account, CancellationToken ct)
    {
        var (id, stamp, now) = (account?.Id ?? Guid.Empty, account?.SecurityStamp, db.Now);
        return db.Users.AnyAsync(one => one.Id == id && one.SecurityStamp == stamp && one.ClosedAt == null && (one.LockoutEnd == null || one.LockoutEnd <= now), ct);
    }

    internal static Task AcceptAsync(PolicyDb db, Account account, CancellationToken ct)
    {
        RecordEntry(db, account);
        return db.SaveOnTopAsync(() => Forget(db, account), ct);
    }

    /// <summary>For a proof that serves once.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another try was saved since the account was read; by it the proof may be used up, or the account locked.</exception>
    internal static Task AcceptOnceAsync(PolicyDb db, Account account, CancellationToken ct)
    {
        RecordEntry(db, account);
        Forget(db, account);
        return db.SaveChangesAsync(ct);
    }

    // By what proof is not told: where the second factor is not everybody's, it would tell who was granted a procedure.
    private static void RecordEntry(PolicyDb db, Account account) =>
        db.Record(new JournalFact("account.signed-in").With("account", account.Id.ToString("N")), actor: account.PersonId);

    /// <summary>
    /// Counts a wrong try and journals the refusal: one row is put down and one is changed, whether there is such an account, whether it is locked or not.
    /// </summary>
    /// <param name="nobodys">What is changed when there is no such account.</param>
    internal static Task RefuseAsync(PolicyDb db, Account? account, bool countFailure, CancellationToken ct, Setting? nobodys = null)
    {
        db.Record(new JournalFact("account.sign-in-refused").With("account", account?.Id.ToString("N")));
        return db.SaveOnTopAsync(() =>
        {
            if (countFailure && account is not null)
                Count(db, account);
            else if (countFailure && nobodys is not null)
                NobodysTries.Count(db, nobodys);
        }, ct);
    }

    /// <summary>Wrong tries are forgotten after a right one; an account without any stays as it is.</summary>
    private static void Forget(PolicyDb db, Account account)
    {
        if (account is { AccessFailedCount: 0, LockoutEnd: null, RefusedTries: 0 })
            return;
        (account.RefusedTries, account.RefusedLastAt) = (0, null);
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
    }

    private static void Count(PolicyDb db, Account account)
    {
        (account.RefusedTries, account.RefusedLastAt) = (account.RefusedTries + 1, db.Now);
        if (account.LockoutEnd > db.Now)
        {
            // Nothing more to count towards a lock, but the same to write: a locked account answers no sooner than another.
            return;
        }
        account.AccessFailedCount++;
        if (account.AccessFailedCount >= PasswordRules.WrongTries)
            (account.AccessFailedCount, account.LockoutEnd) = (0, db.Now + PasswordRules.LockTime);
        account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
    }

    private static async Task<Account?> FindAsync(PolicyDb db, string? typed, CancellationToken ct)
    {
        var (normal, written) = (AccountOpening.Normal(typed), AccountOpening.Written(typed));
        if (normal.Length > AccountOpening.LongestName)
            (normal, written) = ("", "");
        var byName = await db.Users.SingleOrDefaultAsync(a => a.NormalizedUserName == normal, ct);
        // Both are always asked: an unknown name must not take longer than a known one.
        var byNumber = await db.Users.SingleOrDefaultAsync(a => db.People.Any(p => p.Id == a.PersonId && p.StaffNumber == written), ct);
        return byName ?? byNumber;
    }
}
