using CcsPolicy.Data.Rows;

namespace CcsPolicy.Data.Reading;

/// <summary>本人確認待ち。Accounts that somebody has opened and of which nobody has confirmed yet who.</summary>
public static class UnconfirmedAccountQueries
{
    public static IQueryable<Account> UnconfirmedAccounts(this PolicyDb db) =>
        db.Users.Where(account => account.ClosedAt == null && account.OwnerConfirmedAt == null && (account.PasswordHash != null || db.UserLogins.Any(login => login.UserId == account.Id)));
}
