using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>A session as its owner and the administrator see it.</summary>
/// <param name="UsedAt">The last use, to the minute.</param>
public sealed record SessionLine(Guid Id, string Device, DateTimeOffset OpenedAt, DateTimeOffset UsedAt);

/// <summary>The sessions of one account: which are open, and ending them. Who may do it is the caller's question.</summary>
public sealed class SessionBook(LiveSessions live, Sessions sessions, LocalSignIn local, IOptions<SecurityOptions> options)
{
    /// <summary>The open ones, the last used first.</summary>
    public async Task<IReadOnlyList<SessionLine>> OfAsync(PolicyDb db, Guid account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (opened, used) = (db.Now - sessions.LongestOf(await local.IsBoundAsync(db, account, ct)), db.Now - options.Value.IdleTime);
        var rows = await Open(db, account).AsNoTracking().Where(row => row.OpenedAt > opened).ToListAsync(ct);
        var now = db.Now;
        return [.. rows.Where(row => row.TerminalId is null || (row.Until > now && Later(row.UsedAt, live.UsedAt(row.Id)) >= now - SharedTerminal.IdleTime)).Select(row => new SessionLine(row.Id, row.Device, row.OpenedAt, Minute(Later(row.UsedAt, live.UsedAt(row.Id)))))
            .Where(line => line.UsedAt >= Minute(used)).OrderByDescending(line => line.UsedAt).ThenByDescending(line => line.OpenedAt)];
    }

    /// <summary>Ends one, with its journal entry, to be saved by the caller; false when the account has no such open session.</summary>
    public static async Task<bool> EndAsync(PolicyDb db, Account account, Guid session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await Open(db, account.Id).SingleOrDefaultAsync(row => row.Id == session, ct) is not { } row)
            return false;
        row.EndedAt = db.Now;
        Record(db, account, 1);
        return true;
    }

    /// <summary>Ends every one but <paramref name="kept"/>, with a journal entry, to be saved by the caller; the number that were ended.</summary>
    public static async Task<int> EndAllAsync(PolicyDb db, Account account, Guid? kept, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(account);
        var rows = await Open(db, account.Id).Where(row => row.Id != kept).ToListAsync(ct);
        foreach (var row in rows)
            row.EndedAt = db.Now;
        if (rows.Count > 0)
            Record(db, account, rows.Count);
        return rows.Count;
    }

    private static IQueryable<AccountSession> Open(PolicyDb db, Guid account) => db.Sessions.Where(row =>
        row.AccountId == account && row.EndedAt == null && db.Users.Any(user => user.Id == account && user.SecurityStamp == row.Stamp && user.ClosedAt == null));

    private static void Record(PolicyDb db, Account account, int count) =>
        db.Record(new JournalFact("account.sessions-ended").With("account", account.Id.ToString("N")).With("count", count));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
