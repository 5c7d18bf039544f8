using System.Linq.Expressions;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Accounts;

/// <summary>How an account stands, as the administrator sees it.</summary>
public enum AccountState
{
    Open,

    /// <summary>Has no password yet, or none any more.</summary>
    Invited,

    /// <summary>Locked by an administrator, or for some minutes by wrong tries.</summary>
    Locked,

    Closed,
}

public sealed record AccountLine(Guid Id, string Name, string StaffNumber, string Person, string Kana, AccountState State, bool? HasSecondFactor, string? Stamp);

public sealed record AccountList(IReadOnlyList<AccountLine> Lines, int Total, int WithoutAccount);

internal static class AccountStates
{
    /// <summary>A lock that ends only when somebody ends it; the year fits every database.</summary>
    public static readonly DateTimeOffset Forever = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static AccountState Of(Account account, DateTimeOffset now) =>
        account.ClosedAt is not null ? AccountState.Closed : account.LockoutEnd > now ? AccountState.Locked
        : account.PasswordHash is null ? AccountState.Invited : AccountState.Open;

    public static Expression<Func<Account, bool>> Filter(AccountState state, DateTimeOffset now) => state switch
    {
        AccountState.Closed => a => a.ClosedAt != null,
        AccountState.Locked => a => a.ClosedAt == null && a.LockoutEnd > now,
        AccountState.Invited => a => a.ClosedAt == null && (a.LockoutEnd == null || a.LockoutEnd <= now) && a.PasswordHash == null,
        AccountState.Open => a => a.ClosedAt == null && (a.LockoutEnd == null || a.LockoutEnd <= now) && a.PasswordHash != null,
    };
}

/// <summary>Lists and shows accounts to who manages them.</summary>
public sealed class AccountQueries(ReaderDb store, SessionBook sessions, IOptions<SecurityOptions> security)
{
    public const int PageSize = 50;

    public async Task<AccountList> ListAsync(string? words, AccountState? state, int page, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManageAccounts))
            return new AccountList([], 0, 0);
        var now = db.Now;
        var accounts = state is { } wanted ? db.Users.AsNoTracking().Where(AccountStates.Filter(wanted, now)) : db.Users.AsNoTracking();
        var rows = accounts.Join(db.People.AsNoTracking(), a => a.PersonId, p => p.Id, (a, p) => new { Account = a, Person = p });
        if (AccountOpening.Written(words) is { Length: > 0 } text)
            rows = rows.Where(r => r.Account.UserName!.Contains(text) || r.Person.StaffNumber.Contains(text) || r.Person.Name.Contains(text) || r.Person.Kana.Contains(text));
        var found = await rows.OrderBy(r => r.Person.StaffNumber).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var without = await db.People.CountAsync(p => !db.Users.Any(a => a.PersonId == p.Id), ct);
        return new AccountList([.. found.Select(r => Line(r.Account, r.Person, now))], await rows.CountAsync(ct), without);
    }

    public async Task<AccountLine?> OneAsync(Guid id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManageAccounts) || await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
            return null;
        return Line(account, await db.People.AsNoTracking().SingleAsync(p => p.Id == account.PersonId, ct), db.Now);
    }

    /// <summary>Where the account is signed in now.</summary>
    public async Task<IReadOnlyList<SessionLine>> SessionsAsync(Guid id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return db.Reader.Can(Ability.ManageAccounts) ? await sessions.OfAsync(db, id, ct) : [];
    }

    /// <summary>The resets of the account that wait for a second person.</summary>
    public async Task<IReadOnlyList<ResetKind>> WaitingAsync(Guid id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return db.Reader.Can(Ability.ManageAccounts) ? await db.Resets.Where(r => r.AccountId == id && r.ConfirmedAt == null && r.DoneAt == null
            && r.VoidedAt == null && r.Until > db.Now).OrderBy(r => r.MadeAt).Select(r => r.Kind).ToListAsync(ct) : [];
    }

    private AccountLine Line(Account account, CcsPolicy.Domain.People.Person person, DateTimeOffset now) =>
        new(account.Id, account.UserName ?? "", person.StaffNumber, person.Name, person.Kana, AccountStates.Of(account, now), security.Value.TellsSecondFactors ? account.TwoFactorEnabled : null, account.ConcurrencyStamp);
}
