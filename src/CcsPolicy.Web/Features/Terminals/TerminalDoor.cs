using System.Buffers.Binary;
using System.Security.Cryptography;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Terminals;

/// <summary>The terminal that this browser is, as its page shows it.</summary>
public sealed record TerminalHere(string Place, DateTimeOffset Until);

/// <summary>
/// 共用端末の入口. Makes a browser the terminal whose code is typed, and signs people in there by staff number and PIN: those who stand in its department today, while whoever opened it manages that.
/// A PIN from paper opens nothing but the choice of the own one.
/// </summary>
public sealed class TerminalDoor(PolicyDbFactory databases, Readers readers, Pins pins, Sessions sessions, TerminalCookie cookie, IDataProtectionProvider protection, TimeProvider clock, IOptions<SecurityOptions> options)
{
    private static readonly TimeSpan ChoiceTime = TimeSpan.FromMinutes(5);

    private readonly IDataProtector choices = protection.CreateProtector("CcsPolicy.TerminalPin.Choice.v1");

    /// <summary>The terminal that this browser is; null when it is none, or that is over.</summary>
    public async Task<TerminalHere?> HereAsync(HttpContext http)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await OpenHereAsync(db, http) is { } terminal ? new(terminal.Place, terminal.Until) : null;
    }

    /// <summary>Makes this browser the terminal; a code works once.</summary>
    public async Task<Result<Done>> StartAsync(string? code, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        var (hash, now) = (TerminalCode.HashOf(code), db.Now);
        if (!options.Value.SharedTerminals || await db.SharedTerminals.SingleOrDefaultAsync(one => one.CodeHash == hash, ct) is not { } terminal || !terminal.IsOpenAt(now) || now >= terminal.OpenedAt + SharedTerminal.CodeTime)
            return SharedTerminalErrors.CodeRefused;
        (terminal.CodeHash, terminal.StartedAt) = (null, now);
        // Whoever was signed in here, mostly the manager, does not leave the own session to those who come next.
        if (await Sessions.EndOwnAsync(db, http) is { } ended)
            db.Record(new JournalFact("account.signed-out").With("account", ended.AccountId.ToString("N")), actor: await db.Users.Where(one => one.Id == ended.AccountId).Select(one => one.PersonId).SingleAsync(ct));
        db.Record(new JournalFact("terminal.started").At(terminal));
        var saved = await db.TrySaveAsync(SharedTerminalErrors.CodeRefused, ct);
        if (saved.Error is not null)
            return saved;
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        cookie.Write(http, terminal);
        return saved;
    }

    /// <summary>Signs in; what is given back is to be sent with the choice of the own PIN, where the one typed is from paper, and null where the session is open.</summary>
    public async Task<Result<string?>> EnterAsync(string? staffNumber, string? pin, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await OpenHereAsync(db, http) is not { } terminal)
            return SharedTerminalErrors.NotOpen;
        var (account, kept) = await FindAsync(db, AccountOpening.Written(staffNumber), ct);
        var matches = await pins.MatchesAsync(kept, pin, RateLimits.WhoOf(http), ct);
        // Asked anew after what took its time: tries that were sent together may have closed the PIN meanwhile, or the manager the terminal.
        var may = await MayEnterAsync(db, terminal, account, ct);
        if (kept is not null)
            await db.Entry(kept).ReloadAsync(ct);
        if (account is null || kept is null || !matches || !may || !kept.StandsAt(db.Now))
        {
            db.Record(new JournalFact("account.sign-in-refused").With("account", account?.Id.ToString("N")).At(terminal));
            // Nobody closes the PINs of those whom the terminal is not for.
            await db.SaveOnTopAsync(() =>
            {
                if (kept is not null && may && !matches)
                    kept.Refused++;
            }, ct);
            return SharedTerminalErrors.Refused;
        }
        if (kept.ChosenAt is null)
            return ChoiceOf(kept);
        var entered = await BeginAsync(db, http, terminal, account, kept, ct);
        return entered.Error is { } refusal ? refusal : (string?)null;
    }

    /// <summary>Sets the own PIN in the place of the one from paper, and signs in.</summary>
    /// <param name="choice">What <see cref="EnterAsync"/> gave back.</param>
    public async Task<Result<Done>> ChooseAsync(string? choice, string? pin, string? again, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await OpenHereAsync(db, http) is not { } terminal)
            return SharedTerminalErrors.NotOpen;
        if (Read(choice) is not { } read || await db.AccountPins.SingleOrDefaultAsync(one => one.AccountId == read.Account && one.ChosenAt == null, ct) is not { } kept || kept.IssuedAt != read.IssuedAt
            || !kept.StandsAt(db.Now) || await db.Users.SingleOrDefaultAsync(one => one.Id == kept.AccountId, ct) is not { } account || !await MayEnterAsync(db, terminal, account, ct))
            return SharedTerminalErrors.Refused;
        var number = await db.People.Where(person => person.Id == account.PersonId).Select(person => person.StaffNumber).SingleAsync(ct);
        var who = RateLimits.WhoOf(http);
        var isGiven = await pins.MatchesAsync(kept, pin, who, ct);
        if (Pins.Choose(pin, again, number, isGiven) is var chosen && chosen.Error is { } unfit)
            return unfit;
        (kept.Sealed, kept.ChosenAt) = (pins.Keep(chosen.Value), db.Now);
        db.Record(new JournalFact("account.pin-chosen").With("account", account.Id.ToString("N")).At(terminal), actor: account.PersonId);
        return await BeginAsync(db, http, terminal, account, kept, ct);
    }

    /// <summary>This browser is no terminal any more.</summary>
    public void Leave(HttpContext http) => cookie.Remove(http);

    private async Task<Result<Done>> BeginAsync(PolicyDb db, HttpContext http, SharedTerminal terminal, Account account, AccountPin kept, CancellationToken ct)
    {
        var session = await sessions.BeginAsync(db, http, account, Sessions.TerminalPin, terminal);
        kept.Refused = 0;
        // One at a time with tries, and with a closing of the terminal.
        db.OneAtATime(kept);
        db.OneAtATime(terminal);
        db.Record(new JournalFact("account.signed-in").With("account", account.Id.ToString("N")).At(terminal), actor: account.PersonId);
        var saved = await db.TrySaveAsync(SharedTerminalErrors.Refused, ct);
        if (saved.Error is null)
            await sessions.EnterAsync(http, account, session);
        return saved;
    }

    private async Task<SharedTerminal?> OpenHereAsync(PolicyDb db, HttpContext http)
    {
        if (!options.Value.SharedTerminals || cookie.Read(http) is not { } id || await db.SharedTerminals.SingleOrDefaultAsync(one => one.Id == id, http.RequestAborted) is not { } terminal || !terminal.IsOpenAt(db.Now))
            return null;
        var opener = await readers.TodayAsync(terminal.OpenedBy, http.RequestAborted);
        return opener.ManagedDepartments.Contains(terminal.DepartmentId) ? terminal : null;
    }

    private static async Task<(Account?, AccountPin?)> FindAsync(PolicyDb db, string staffNumber, CancellationToken ct)
    {
        var account = await db.Users.SingleOrDefaultAsync(one => db.People.Any(person => person.Id == one.PersonId && person.StaffNumber == staffNumber), ct);
        var id = account?.Id ?? Guid.Empty;
        return (account, await db.AccountPins.SingleOrDefaultAsync(pin => pin.AccountId == id, ct));
    }

    // Of nobody's account the same is asked.
    private async Task<bool> MayEnterAsync(PolicyDb db, SharedTerminal terminal, Account? account, CancellationToken ct)
    {
        var (id, stamp, now) = (account?.Id ?? Guid.Empty, account?.SecurityStamp, db.Now);
        var stands = await db.Users.AnyAsync(one => one.Id == id && one.SecurityStamp == stamp && one.ClosedAt == null && (one.LockoutEnd == null || one.LockoutEnd <= now), ct)
            & await db.SharedTerminals.AnyAsync(one => one.Id == terminal.Id && one.ClosedAt == null, ct);
        var reader = account is null ? Reader.Nobody : await readers.TodayAsync(account.PersonId, ct);
        return stands && reader.IsWorker && reader.Departments.Contains(terminal.DepartmentId);
    }

    private string ChoiceOf(AccountPin kept)
    {
        var bytes = new byte[32];
        kept.AccountId.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), kept.IssuedAt.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), (clock.Now() + ChoiceTime).UtcTicks);
        return WebEncoders.Base64UrlEncode(choices.Protect(bytes));
    }

    private (Guid Account, DateTimeOffset IssuedAt)? Read(string? choice)
    {
        if (choice is not { Length: > 0 and < 1000 })
            return null;
        try
        {
            return choices.Unprotect(WebEncoders.Base64UrlDecode(choice)) is { Length: 32 } bytes && BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24)) > clock.Now().UtcTicks
                ? (new Guid(bytes.AsSpan(0, 16)), new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16)), TimeSpan.Zero)) : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
