using System.Collections.Concurrent;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>共用端末 of a session: for whose people it is open, and by whom.</summary>
public sealed record SessionTerminal(SharedTerminalId Id, DepartmentId Department, PersonId OpenedBy);

/// <summary>A session that has not ended, as this process knows it. Its times are kept here and written down once a minute.</summary>
/// <param name="terminal">共用端末 at which it was opened; null elsewhere.</param>
public sealed class LiveSession(AccountSession row, PersonId person, SessionTerminal? terminal = null)
{
    private volatile bool resetUnseen;
    private volatile bool byProvider;
    private volatile bool ownFactor;
    private volatile bool ownerConfirmed;
    private long used = row.UsedAt.UtcTicks;
    private long written = row.UsedAt.UtcTicks;
    private long confirmed = row.ConfirmedAt.UtcTicks;

    public Guid Id { get; } = row.Id;

    public Guid AccountId { get; } = row.AccountId;

    public PersonId PersonId { get; } = person;

    public DateTimeOffset OpenedAt { get; } = row.OpenedAt;

    /// <summary>共用端末 at which it was opened; null elsewhere.</summary>
    public SessionTerminal? Terminal { get; } = terminal;

    /// <summary>When it is over before its time; null elsewhere than at a shared terminal.</summary>
    public DateTimeOffset? Until { get; } = row.Until;

    /// <summary>Wrong tries before this session, and when the last of them was; null when there were none.</summary>
    public (int Tries, DateTimeOffset LastAt)? RefusedBefore { get; } = row.RefusedLastAt is { } last ? (row.RefusedBefore, last) : null;

    public DateTimeOffset UsedAt => new(Interlocked.Read(ref used), TimeSpan.Zero);

    /// <summary>When the person last proved who it is.</summary>
    public DateTimeOffset ConfirmedAt => new(Interlocked.Read(ref confirmed), TimeSpan.Zero);

    /// <summary>The account was reset, and its owner has not said to have seen it.</summary>
    public bool ResetUnseen => resetUnseen;

    /// <summary>The account is bound to an identity at the office's provider: it has no password.</summary>
    public bool ByProvider => byProvider;

    /// <summary>The account has a second factor of its own.</summary>
    public bool OwnFactor => ownFactor;

    /// <summary>Somebody has confirmed that the account is in its person's hands.</summary>
    public bool OwnerConfirmed => ownerConfirmed;

    /// <summary>The person did something now.</summary>
    public void Use(DateTimeOffset now) => Raise(ref used, now.UtcTicks);

    /// <summary>What the row says, when it says more than is known here.</summary>
    internal void Learn(DateTimeOffset usedAt, DateTimeOffset confirmedAt)
    {
        Raise(ref used, usedAt.UtcTicks);
        Raise(ref confirmed, confirmedAt.UtcTicks);
    }

    internal LiveSession Told(bool unseen, bool provider, bool factor, bool confirmed)
    {
        (resetUnseen, byProvider, ownFactor, ownerConfirmed) = (unseen, provider, factor, confirmed);
        return this;
    }

    /// <summary>The minute of the last use, when the row does not have it yet.</summary>
    internal DateTimeOffset? ToWrite()
    {
        var minute = UsedAt.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute;
        return minute > Interlocked.Read(ref written) ? new DateTimeOffset(minute, TimeSpan.Zero) : null;
    }

    internal void Written(DateTimeOffset minute) => Raise(ref written, minute.UtcTicks);

    private static void Raise(ref long kept, long to)
    {
        for (var now = Interlocked.Read(ref kept); now < to;)
        {
            var before = Interlocked.CompareExchange(ref kept, to, now);
            if (before == now)
                return;
            now = before;
        }
    }
}

/// <summary>
/// Sessions that have not ended. Every request looks here: they lie in memory while the stamp of sessions, asked with the access stamp, stays the same.
/// Opening one changes no stamp (an unknown one is looked up); ending one, closing an account and giving it a new security stamp do.
/// </summary>
/// <param name="longest">A session older than this is over.</param>
/// <param name="issuer">The office's provider; null without one.</param>
public sealed class LiveSessions(PolicyDbFactory databases, TimeSpan longest, string? issuer = null) : IDisposable
{
    /// <summary>A row that has been over for so long goes.</summary>
    private static readonly TimeSpan KeptAfterwards = TimeSpan.FromDays(30);

    private readonly SemaphoreSlim oneReads = new(1);
    private volatile Kept? kept;
    private DateTimeOffset cleaned;

    /// <summary>The session, unless it has ended; its age and idle time are the caller's question.</summary>
    public async ValueTask<LiveSession?> FindAsync(Guid id, Stamps stamps, CancellationToken ct)
    {
        var known = kept;
        if (known is null || known.Stamp != stamps.Sessions)
            known = await ReadAsync(stamps.Sessions, ct);
        if (known.Sessions.TryGetValue(id, out var session))
            return session;
        await using var db = databases.OpenFor(Reader.Nobody);
        return await Live(db).SingleOrDefaultAsync(one => one.Session.Id == id, ct) is { } found
            ? known.Sessions.GetOrAdd(id, _ => new LiveSession(found.Session, found.Person, found.Terminal)).Told(found.ResetUnseen, found.ByProvider, found.OwnFactor, found.OwnerConfirmed) : null;
    }

    /// <summary>Looks whether another process of the same installation knows of a later use.</summary>
    public async Task RefreshAsync(LiveSession session, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(one => one.Id == session.Id, ct) is { } row)
            session.Learn(row.UsedAt, row.ConfirmedAt);
    }

    /// <summary>Writes down which sessions were used since the last time, in one go, and takes away what has long been over.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        var used = (kept?.Sessions.Values ?? []).Select(session => (Session: session, Minute: session.ToWrite())).Where(one => one.Minute is not null).ToList();
        var now = databases.Setup.Clock.Now();
        var cleans = now - cleaned > TimeSpan.FromHours(1);
        if (used.Count == 0 && !cleans)
            return;
        await using var db = databases.OpenFor(Reader.Nobody);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var sameMinute in used.GroupBy(one => one.Minute!.Value))
            foreach (var some in sameMinute.Chunk(500))
            {
                var ids = some.Select(one => one.Session.Id).ToList();
                await db.Sessions.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, sameMinute.Key), ct);
            }
        if (cleans)
        {
            var before = now - longest - KeptAfterwards;
            await db.Sessions.Where(row => row.OpenedAt < before).ExecuteDeleteAsync(ct);
        }
        await transaction.CommitAsync(ct);
        foreach (var (session, minute) in used)
            session.Written(minute!.Value);
        if (cleans)
            cleaned = now;
    }

    /// <summary>The last use of a session as this process knows it; null when it does not.</summary>
    public DateTimeOffset? UsedAt(Guid id) => kept?.Sessions.TryGetValue(id, out var session) == true ? session.UsedAt : null;

    public void Dispose() => oneReads.Dispose();

    private async Task<Kept> ReadAsync(Guid stamp, CancellationToken ct)
    {
        await oneReads.WaitAsync(ct);
        try
        {
            if (kept is { } known && known.Stamp == stamp)
                return known;
            await using var db = databases.OpenFor(Reader.Nobody);
            var since = databases.Setup.Clock.Now() - longest;
            var before = kept?.Sessions;
            var sessions = new ConcurrentDictionary<Guid, LiveSession>();
            foreach (var found in await Live(db).Where(one => one.Session.OpenedAt > since).ToListAsync(ct))
            {
                // The same object stays, since it knows uses that have not been written yet.
                var session = before is not null && before.TryGetValue(found.Session.Id, out var old) ? old : new LiveSession(found.Session, found.Person, found.Terminal);
                session.Told(found.ResetUnseen, found.ByProvider, found.OwnFactor, found.OwnerConfirmed).Learn(found.Session.UsedAt, found.Session.ConfirmedAt);
                sessions[session.Id] = session;
            }
            return kept = new Kept(stamp, sessions);
        }
        finally
        {
            oneReads.Release();
        }
    }

    private IQueryable<Found> Live(PolicyDb db) =>
        from session in db.Sessions.AsNoTracking()
        join account in db.Users on session.AccountId equals account.Id
        join opened in db.SharedTerminals on session.TerminalId equals opened.Id into terminals
        from terminal in terminals.DefaultIfEmpty()
        where session.EndedAt == null && account.ClosedAt == null && session.Stamp == account.SecurityStamp
        select new Found
        {
            Session = session, Person = account.PersonId, Terminal = terminal == null ? null : new SessionTerminal(terminal.Id, terminal.DepartmentId, terminal.OpenedBy),
            ResetUnseen = db.Resets.Any(reset => reset.AccountId == account.Id && reset.DoneAt != null && reset.SeenAt == null),
            ByProvider = issuer != null && db.UserLogins.Any(login => login.UserId == account.Id && login.LoginProvider == issuer), OwnFactor = account.TwoFactorEnabled, OwnerConfirmed = account.OwnerConfirmedAt != null,
        };

    private sealed class Found
    {
        public required AccountSession Session { get; init; }

        public required PersonId Person { get; init; }

        public required SessionTerminal? Terminal { get; init; }

        public required bool ResetUnseen { get; init; }

        public required bool ByProvider { get; init; }

        public required bool OwnFactor { get; init; }

        public required bool OwnerConfirmed { get; init; }
    }

    private sealed record Kept(Guid Stamp, ConcurrentDictionary<Guid, LiveSession> Sessions);
}
