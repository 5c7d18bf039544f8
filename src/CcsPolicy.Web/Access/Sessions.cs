using System.Globalization;
using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>A session that stands, and its person as of now.</summary>
/// <param name="Rights">By which a page tells whether something has been taken from the person since it was made.</param>
public sealed record StandingSession(LiveSession Session, Reader Reader, RightsMarks Rights, Stamps Asked);

/// <summary>
/// A signed-in session: a row, and a sealed cookie that names it, the account, the person and how the person signed in. Every request passes here and asks
/// the row and the person's rows as they are now, which costs one question on a bare connection: the one that the reader of the request is made from.
/// </summary>
public sealed class Sessions(
    LiveSessions live, StampQuestion stamps, Readers readers, TakenRights taken, KeptForms forms, SessionHeirs heirs, TimeProvider clock, IOptions<SecurityOptions> options, IOptions<OpenIdOptions> openId)
{
    /// <summary>How the person signed in: <see cref="Password"/>, <see cref="SecondFactor"/> or <see cref="TerminalPin"/>.</summary>
    public const string MethodClaim = "amr";

    public const string Password = "pwd";
    public const string SecondFactor = "mfa";

    /// <summary>With a PIN, at a shared terminal.</summary>
    public const string TerminalPin = "pin";

    private const string SessionClaim = "sid";

    /// <summary>
    /// Adds a session of the account, to be saved together with what opened it; the one that this browser had before is ended.
    /// Call it after the account has been given a new stamp, if it is given one.
    /// </summary>
    /// <param name="terminal">共用端末 at which it is opened, with whose time it ends.</param>
    public async Task<AccountSession> BeginAsync(PolicyDb db, HttpContext http, Account account, string method, SharedTerminal? terminal = null)
    {
        await EndOwnAsync(db, http);
        // Mail and calendars are written in it; a shared browser is in the language of whoever was there before.
        if (terminal is null)
            account.Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return Add(db, RowOf(account, method, terminal?.Place ?? DeviceWords.Of(http.Request.Headers.UserAgent), db.Ids, terminal: terminal));
    }

    /// <summary>Gives the browser the session that has been saved.</summary>
    public async Task EnterAsync(HttpContext http, Account account, AccountSession session) =>
        await http.SignInAsync(IdentityConstants.ApplicationScheme, PrincipalOf(account, session), NewProperties());

    /// <summary>
    /// The account is signed in with in another way from now on: saves what stands in <paramref name="db"/>, and this browser goes on in a new session, while the others
    /// end by the new stamp that the account was given before. It is still the same sign-in, as old as it was: the list of sessions tells nobody that a factor was set.
    /// </summary>
    public async Task GoOnAsync(PolicyDb db, HttpContext http, Account account, string method)
    {
        var former = await EndOwnAsync(db, http);
        var session = Add(db, RowOf(account, method, DeviceWords.Of(http.Request.Headers.UserAgent), db.Ids, former));
        await db.SaveChangesAsync(http.RequestAborted);
        await EnterAsync(http, account, session);
    }

    /// <summary>
    /// The person has proved anew who it is: saves what stands in <paramref name="db"/>, and this browser goes on under a new token. The one before opens nothing any more, also to whoever
    /// has a copy of its cookie. The new session is as old as the one before, and fresh; forms that wait and circuits that are open go on with it.
    /// </summary>
    public async Task RenewAsync(PolicyDb db, HttpContext http, Account account, AccountSession former)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(former);
        var row = Add(db, RowOf(account, former.Method, former.Device, db.Ids, former));
        former.EndedAt = db.Now;
        await db.SaveChangesAsync(http.RequestAborted);
        forms.HandOn(former.Id, row.Id);
        heirs.Follows(row.Id, former.Id);
        await EnterAsync(http, account, row);
        http.User = PrincipalOf(account, row);
    }

    /// <summary>Ends the session of this browser, to be saved by the caller, and returns it; null when it has none.</summary>
    public static async Task<AccountSession?> EndOwnAsync(PolicyDb db, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(http);
        if (IdOf(http.User) is not { } id || await db.Sessions.FindAsync([id], http.RequestAborted) is not { EndedAt: null } row)
            return null;
        row.EndedAt = db.Now;
        return row;
    }

    private static AccountSession Add(PolicyDb db, AccountSession row)
    {
        db.Sessions.Add(row);
        return row;
    }

    /// <summary>A new row. Also for tests, which make sessions without a password.</summary>
    /// <param name="former">The session that it goes on from.</param>
    public AccountSession RowOf(Account account, string method, string device, IdSource ids, AccountSession? former = null, SharedTerminal? terminal = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(ids);
        var now = clock.Now();
        return new AccountSession
        {
            Id = ids.Next(), AccountId = account.Id, Stamp = account.SecurityStamp!, Method = method, Device = device, OpenedAt = former?.OpenedAt ?? now, UsedAt = now, ConfirmedAt = now,
            TerminalId = terminal?.Id ?? former?.TerminalId, Until = terminal?.Until ?? former?.Until,
            RefusedBefore = former?.RefusedBefore ?? account.RefusedTries, RefusedLastAt = former is null ? account.RefusedLastAt : former.RefusedLastAt,
        };
    }

    /// <summary>
    /// What the cookie says: which session of which account and person, and how the person signed in. No role and no ability, since those are asked of the
    /// rows each time.
    /// </summary>
    public static ClaimsPrincipal PrincipalOf(Account account, AccountSession session) => new(new ClaimsIdentity(
        [
            new Claim(SessionClaim, session.Id.ToString("N")),
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
            new Claim(ClaimTypes.Name, account.UserName!),
            new Claim(CurrentReader.PersonClaim, account.PersonId.ToString()),
            new Claim(MethodClaim, session.Method),
        ], IdentityConstants.ApplicationScheme));

    /// <summary>The cookie lives as long as a session can; how long it goes unused is asked of the row.</summary>
    public AuthenticationProperties NewProperties() =>
        new() { IsPersistent = false, IssuedUtc = clock.Now(), ExpiresUtc = clock.Now() + options.Value.SessionTime };

    /// <summary>How long a session lasts, however much it is used.</summary>
    public TimeSpan LongestOf(bool byProvider) =>
        byProvider && openId.Value.SessionTime < options.Value.SessionTime ? openId.Value.SessionTime : options.Value.SessionTime;

    /// <summary>The principal of an open circuit, under the token that its session has now.</summary>
    public ClaimsPrincipal Followed(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (IdOf(principal) is not { } id || heirs.Of(id) is var now && now == id)
            return principal;
        return new ClaimsPrincipal(new ClaimsIdentity(
            principal.Claims.Select(claim => claim.Type == SessionClaim ? new Claim(SessionClaim, now.ToString("N")) : claim), IdentityConstants.ApplicationScheme));
    }

    /// <summary>Which session the cookie names.</summary>
    public static Guid? IdOf(ClaimsPrincipal? principal) => Guid.TryParseExact(principal?.FindFirstValue(SessionClaim), "N", out var id) ? id : null;

    /// <summary>Asked by the cookie handler at each request.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        // The files of the look are everybody's: nobody's session is asked for them, and nobody is signed in there. A page that tells of a failure looks anew.
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            context.RejectPrincipal();
            return;
        }
        if (await LookAsync(context.Principal, http.RequestAborted) is not { } standing)
        {
            var over = IdOf(context.Principal);
            context.RejectPrincipal();
            // What was on its way when the person proved anew who it is must not take away the new cookie.
            if (over is null || heirs.Of(over.Value) == over)
                await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        if (IsUse(http.Request.Path) || (standing.Session.Terminal is not null && http.Request.Query.ContainsKey(SiteUrls.ReadOn)))
            standing.Session.Use(clock.Now());
        http.Features.Set(standing);
        http.RequestServices.GetRequiredService<CurrentReader>().LooksAs(standing);
    }

    /// <summary>The session that the principal names with its person as of now; null when it is over or the person no longer works here.</summary>
    public async Task<StandingSession?> LookAsync(ClaimsPrincipal? principal, CancellationToken ct)
    {
        if (IdOf(principal) is not { } id)
            return null;
        var asked = await stamps.AskAsync(ct);
        var now = clock.Now();
        if (await live.FindAsync(id, asked, ct) is not { } session || session.OpenedAt + LongestOf(session.ByProvider) <= now || session.Until <= now)
            return null;
        var idle = session.Terminal is null ? options.Value.IdleTime : SharedTerminal.IdleTime;
        if (session.UsedAt + idle < now)
        {
            await live.RefreshAsync(session, ct);
            if (session.UsedAt + idle < now)
                return null;
        }
        var reader = await readers.TodayAsync(session.PersonId, asked, ct);
        if (session.Terminal is { } terminal)
        {
            // It ends with what it hangs on.
            if (!reader.Departments.Contains(terminal.Department) || !(await readers.TodayAsync(terminal.OpenedBy, asked, ct)).ManagedDepartments.Contains(terminal.Department))
                return null;
            reader = reader.At(terminal.Id);
        }
        else if (!session.OwnerConfirmed)
            reader = reader.Unconfirmed();
        return reader.IsWorker ? new StandingSession(session, reader, await taken.OfAsync(reader, asked, ct), asked) : null;
    }

    /// <summary>The person of a circuit did something.</summary>
    public void Use(StandingSession standing) => standing.Session.Use(clock.Now());

    // What the page does by itself keeps no session alive; at a shared terminal it tells when somebody reads on.
    private static bool IsUse(PathString path) => !path.Equals(SiteUrls.Session, StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments(SiteUrls.Circuit, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Writes down once a minute when each session was last used.</summary>
internal sealed partial class SessionTimes(LiveSessions live, TimeProvider clock, ILogger<SessionTimes> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await minute.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends; what is not written yet follows.
        }
        await WriteAsync(CancellationToken.None);
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        try
        {
            await live.WriteAsync(ct);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            // The next minute writes it too.
            NotWritten(log, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The times of sessions could not be written.")]
    private static partial void NotWritten(ILogger log, Exception fault);
}
