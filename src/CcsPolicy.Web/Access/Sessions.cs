using System.Globalization;
using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>
/// A signed-in session: a sealed cookie that names account, person and how the person signed in. Each minute it is compared with the account,
/// so that a session ends within a minute of locking, closing, a new password or signing out. Every request passes here: nothing is made for it that
/// opens the database, unless the minute is over.
/// </summary>
public sealed class Sessions(PolicyDbFactory databases, TimeProvider clock, IOptions<SecurityOptions> options)
{
    /// <summary>How the person signed in: <see cref="Password"/> or <see cref="SecondFactor"/>.</summary>
    public const string MethodClaim = "amr";

    public const string Password = "pwd";
    public const string SecondFactor = "mfa";

    public static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    private const string StampClaim = "stamp";
    private const string FirstItem = "first";
    private const string CheckedItem = "checked";

    /// <summary>Opens a session in the answer to this request.</summary>
    public async Task OpenAsync(HttpContext http, Account account, string method) =>
        await http.SignInAsync(IdentityConstants.ApplicationScheme, PrincipalOf(account, method), NewProperties());

    /// <summary>
    /// What the cookie says: which account, as of which security stamp, which person, and how the person signed in. No role and no ability, since those are
    /// asked of the rows each time. Also for tests, which make sessions without a password.
    /// </summary>
    public static ClaimsPrincipal PrincipalOf(Account account, string method) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
            new Claim(ClaimTypes.Name, account.UserName!),
            new Claim(StampClaim, account.SecurityStamp!),
            new Claim(CurrentReader.PersonClaim, account.PersonId.ToString()),
            new Claim(MethodClaim, method),
        ], IdentityConstants.ApplicationScheme));

    public AuthenticationProperties NewProperties()
    {
        var now = clock.Now();
        var properties = new AuthenticationProperties { IsPersistent = false, IssuedUtc = now, ExpiresUtc = now + options.Value.IdleTime };
        Write(properties, FirstItem, now);
        Write(properties, CheckedItem, now);
        return properties;
    }

    /// <summary>Asked by the cookie handler at each request.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = clock.Now();
        var within = Read(context.Properties, FirstItem) is { } first && first + options.Value.SessionTime > now;
        if (within && Read(context.Properties, CheckedItem) is { } seen && now - seen < Recheck && seen <= now)
            return;
        if (within && await HoldsAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            Write(context.Properties, CheckedItem, now);
            context.ShouldRenew = true;
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Whether the account still stands behind the session.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal? principal, CancellationToken ct)
    {
        if (!Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return false;
        await using var db = databases.OpenFor(Reader.Nobody);
        var stamp = await db.Users.Where(a => a.Id == id && a.ClosedAt == null).Select(a => a.SecurityStamp).SingleOrDefaultAsync(ct);
        return stamp is not null && stamp == principal!.FindFirstValue(StampClaim);
    }

    private static void Write(AuthenticationProperties properties, string item, DateTimeOffset at) =>
        properties.Items[item] = at.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? Read(AuthenticationProperties properties, string item) =>
        properties.Items.TryGetValue(item, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
