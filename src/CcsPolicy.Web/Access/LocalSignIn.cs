using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>
/// パスワードでのサインイン。Whether it is open: by the configuration, or for an hour because somebody at the shell of the server opened it. Whoever signs
/// in by the provider has no other way in than that hour.
/// </summary>
public sealed class LocalSignIn(PolicyDbFactory databases, TimeProvider clock, IOptions<OpenIdOptions> options)
{
    public static readonly TimeSpan EmergencyTime = TimeSpan.FromHours(1);

    private const string Until = "local-sign-in-until";

    public async Task<bool> IsOpenAsync(CancellationToken ct) => options.Value.LocalSignIn || await IsEmergencyAsync(ct);

    /// <summary>Whether this account may sign in with a password; asked also for nobody, so that it takes the same time.</summary>
    public async Task<bool> IsOpenForAsync(PolicyDb db, Account? account, CancellationToken ct)
    {
        if (!options.Value.IsOn)
            return true;
        var (bound, emergency) = (await IsBoundAsync(db, account?.Id ?? Guid.Empty, ct), await IsEmergencyAsync(ct));
        return (options.Value.LocalSignIn && !bound) || emergency;
    }

    /// <summary>Whether the account is one of the provider's.</summary>
    public async Task<bool> IsBoundAsync(PolicyDb db, Guid account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var issuer = options.Value.ExpectedIssuer;
        return options.Value.IsOn && await db.UserLogins.AnyAsync(login => login.UserId == account && login.LoginProvider == issuer, ct);
    }

    /// <summary>Opens it for an hour from now, or closes it; journalled. The instant until which it is open.</summary>
    public async Task<DateTimeOffset> SetEmergencyAsync(bool open, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var until = open ? db.Now + EmergencyTime : db.Now;
        var value = until.UtcTicks.ToString(CultureInfo.InvariantCulture);
        if (await db.Settings.SingleOrDefaultAsync(s => s.Name == Until, ct) is { } kept)
            kept.Value = value;
        else
            db.Settings.Add(new Setting { Name = Until, Value = value });
        db.Record(new JournalFact(open ? "account.local-sign-in-opened" : "account.local-sign-in-closed").With("instant", until));
        await db.SaveChangesAsync(ct);
        return until;
    }

    private async Task<bool> IsEmergencyAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var kept = await db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Name == Until, ct);
        return kept is not null && long.TryParse(kept.Value, CultureInfo.InvariantCulture, out var until) && clock.Now().UtcTicks < until;
    }
}
