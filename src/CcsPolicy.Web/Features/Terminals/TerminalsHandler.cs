using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Terminals;

/// <summary>共用端末の管理 as a manager sees it.</summary>
/// <param name="Departments">Those that the manager manages.</param>
/// <param name="Open">Terminals of these that are not over.</param>
/// <param name="People">Who may use them, with the PIN of each.</param>
public sealed record TerminalsView(IReadOnlyList<(DepartmentId Id, string Name)> Departments, IReadOnlyList<OpenTerminal> Open, IReadOnlyList<TerminalPerson> People);

/// <summary>A terminal that is not over.</summary>
public sealed record OpenTerminal(SharedTerminalId Id, string Place, string Department, DateTimeOffset Until, DateTimeOffset? StartedAt);

/// <summary>暗証番号の状態。</summary>
public enum PinState
{
    /// <summary>アカウントがない: nothing can be given out.</summary>
    NoAccount,

    /// <summary>未発行</summary>
    None,

    /// <summary>発行済み: given out on paper, and not used yet.</summary>
    GivenOut,

    /// <summary>本人が決めた</summary>
    Chosen,

    /// <summary>期限切れ: the one on paper was not used in time.</summary>
    Expired,

    /// <summary>誤りが続いた: too many wrong tries.</summary>
    Closed,
}

/// <summary>Somebody of the own departments.</summary>
public sealed record TerminalPerson(PersonId Id, string Name, string StaffNumber, PinState Pin);

/// <summary>A PIN as it is handed over, shown once.</summary>
public sealed record GivenPin(string Name, string StaffNumber, string Pin);

/// <summary>A terminal as it is opened.</summary>
/// <param name="Code">開始コード, shown once.</param>
public sealed record OpenedTerminal(string Place, string Code, DateTimeOffset CodeUntil, DateTimeOffset Until);

/// <summary>A manager opens and closes terminals for the people of the own departments, and gives out PINs to them. Whoever manages none finds nothing here.</summary>
public sealed class TerminalsHandler(ReaderDb store, Readers readers, Pins pins, IOptions<SecurityOptions> options)
{
    /// <summary>People to whom PINs are given out at once: each costs as much as a sign-in.</summary>
    public const int MostAtOnce = 30;

    public async Task<TerminalsView?> ViewAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return !options.Value.SharedTerminals || db.Reader.ManagedDepartments.IsEmpty ? null : await ViewAsync(db, ct);
    }

    public async Task<Result<OpenedTerminal>> OpenAsync(DepartmentId department, string? place, int hours, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!options.Value.SharedTerminals || db.Reader.PersonId is not { } me || !db.Reader.ManagedDepartments.Contains(department))
            return AccessErrors.NotAllowed;
        var code = TerminalCode.Draw(db.Ids);
        var now = db.Now;
        var made = SharedTerminal.Open(department, place, hours, me, TerminalCode.HashOf(code), db.Ids, now);
        if (made.Error is { } refusal)
            return refusal;
        db.SharedTerminals.Add(made.Value);
        db.Record(new JournalFact("terminal.opened").At(made.Value).With("department", department).With("instant", made.Value.Until));
        await db.SaveChangesAsync(ct);
        return new OpenedTerminal(made.Value.Place, code, now + SharedTerminal.CodeTime, made.Value.Until);
    }

    /// <summary>Closes it; whoever is signed in there is signed out.</summary>
    public async Task<Result<Done>> CloseAsync(SharedTerminalId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.SharedTerminals.SingleOrDefaultAsync(one => one.Id == id, ct) is not { ClosedAt: null } terminal || !db.Reader.ManagedDepartments.Contains(terminal.DepartmentId))
            return AccessErrors.Gone;
        var now = db.Now;
        terminal.ClosedAt = now;
        foreach (var session in await db.Sessions.Where(one => one.TerminalId == id && one.EndedAt == null).ToListAsync(ct))
            session.EndedAt = now;
        db.Record(new JournalFact("terminal.closed").At(terminal));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    /// <summary>A new PIN for each of them, in the place of any that there was; all or none.</summary>
    public async Task<Result<IReadOnlyList<GivenPin>>> GiveAsync(IReadOnlyList<PersonId> people, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(people);
        await using var db = await store.OpenAsync(ct);
        if (!options.Value.SharedTerminals || db.Reader.PersonId is not { } me || db.Reader.ManagedDepartments.IsEmpty)
            return AccessErrors.NotAllowed;
        if (people.Count is 0 or > MostAtOnce)
            return SharedTerminalErrors.NobodyChosen;
        var chosen = (await ViewAsync(db, ct)).People.Where(person => person.Pin != PinState.NoAccount && people.Contains(person.Id)).ToList();
        if (chosen.Count != people.Count)
            return SharedTerminalErrors.ChangedMeanwhile;
        var accounts = await db.Users.Where(account => account.ClosedAt == null && people.Contains(account.PersonId)).Select(account => new { account.Id, account.PersonId }).ToDictionaryAsync(one => one.PersonId, one => one.Id, ct);
        var kept = await db.AccountPins.Where(pin => accounts.Values.Contains(pin.AccountId)).ToDictionaryAsync(pin => pin.AccountId, ct);
        if (accounts.Count != chosen.Count)
            return SharedTerminalErrors.ChangedMeanwhile;
        var (given, now, ids) = (new List<GivenPin>(), db.Now, accounts.Values.ToList());
        // Who is in with the PIN before is out.
        foreach (var session in await db.Sessions.Where(one => ids.Contains(one.AccountId) && one.TerminalId != null && one.EndedAt == null).ToListAsync(ct))
            session.EndedAt = now;
        foreach (var person in chosen)
        {
            var (account, pin) = (accounts[person.Id], Pins.Draw(db.Ids));
            if (kept.TryGetValue(account, out var row))
                (row.Sealed, row.IssuedAt, row.IssuedBy, row.ChosenAt, row.Refused) = (pins.Keep(pin), now, me, null, 0);
            else
                db.AccountPins.Add(new AccountPin { AccountId = account, Sealed = pins.Keep(pin), IssuedAt = now, IssuedBy = me });
            db.Record(new JournalFact("account.pin-given-out").With("account", account.ToString("N")).With("person", person.Id));
            given.Add(new(person.Name, person.StaffNumber, pin));
        }
        return (await db.TrySaveAsync(SharedTerminalErrors.ChangedMeanwhile, ct)).Map<IReadOnlyList<GivenPin>>(_ => given);
    }

    private async Task<TerminalsView> ViewAsync(PolicyDb db, CancellationToken ct)
    {
        var (me, now, managed) = (db.Reader.PersonId, db.Now, db.Reader.ManagedDepartments.ToList());
        var departments = (await db.Departments.AsNoTracking().Where(one => managed.Contains(one.Id)).OrderBy(one => one.Code).ToListAsync(ct)).ConvertAll(one => (one.Id, one.Name));
        var open = await db.SharedTerminals.AsNoTracking().Where(one => managed.Contains(one.DepartmentId) && one.ClosedAt == null && one.Until > now).ToListAsync(ct);
        var own = (await readers.EverybodyTodayAsync(ct)).Where(one => one.PersonId != me && one.Departments.Any(managed.Contains)).Select(one => one.PersonId!.Value).ToList();
        var people = await (
            from person in db.People.AsNoTracking()
            where own.Contains(person.Id)
            join found in db.Users.Where(one => one.ClosedAt == null) on person.Id equals found.PersonId into accounts
            from account in accounts.DefaultIfEmpty()
            join kept in db.AccountPins on account!.Id equals kept.AccountId into pins
            from pin in pins.DefaultIfEmpty()
            select new { person.Id, person.Name, person.StaffNumber, HasAccount = account != null, Pin = pin }).ToListAsync(ct);
        return new(departments,
            [.. open.OrderBy(one => one.Until).Select(one => new OpenTerminal(one.Id, one.Place, departments.Find(own => own.Id == one.DepartmentId).Name, one.Until, one.StartedAt))],
            [.. people.OrderBy(one => one.StaffNumber, StringComparer.Ordinal).Select(one => new TerminalPerson(one.Id, one.Name, one.StaffNumber, !one.HasAccount ? PinState.NoAccount : StateOf(one.Pin, now)))]);
    }

    private static PinState StateOf(AccountPin? pin, DateTimeOffset now) =>
        pin is null ? PinState.None : pin.Refused >= AccountPin.WrongTries ? PinState.Closed : !pin.StandsAt(now) ? PinState.Expired : pin.ChosenAt is null ? PinState.GivenOut : PinState.Chosen;
}

/// <summary>How entries of the journal name a terminal.</summary>
internal static class TerminalFacts
{
    public static JournalFact At(this JournalFact fact, SharedTerminal terminal) => fact.With("terminal", terminal.Id).With("place", terminal.Place);
}

/// <summary>開始コード. Ten letters and digits without those that look alike: some fifty random bits, for a quarter of an hour.</summary>
internal static class TerminalCode
{
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static string Draw(IdSource ids) =>
        string.Join('-', ids.NextBytes(10).Select(one => Signs[one % Signs.Length]).Chunk(5).Select(group => new string(group)));

    public static string HashOf(string? typed) => ContentHash.Of(new string([.. AccountOpening.Normal(typed).Where(char.IsAsciiLetterOrDigit)])).ToString();
}
