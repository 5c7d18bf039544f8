using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>The way to the provider and, when signing out, to its end of the session. Only a link on a page of this portal leads there: a foreign page signs nobody in or out.</summary>
public sealed partial class ProviderDoor(TimeProvider clock, IOptionsMonitor<OpenIdConnectOptions> options, ILogger<ProviderDoor> log)
{
    /// <param name="invitation">The word of an invitation to bind to whoever comes back.</param>
    /// <param name="again">The provider asks for the proof anew, for the session that is open here.</param>
    public async Task EnterAsync(HttpContext http, string? returnUrl, string? invitation, bool again)
    {
        ArgumentNullException.ThrowIfNull(http);
        var local = SiteUrls.Local(returnUrl);
        var session = Sessions.IdOf(http.User);
        if (!IsFromOwnPage(http.Request) || (again && session is null))
        {
            http.Response.Redirect(SiteUrls.SignInThen(local));
            return;
        }
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = local };
        new Transaction(clock.Now() + OpenIdSetup.RoundTrip, session, invitation is { Length: > 0 and < 1000 } ? invitation : null, again).WriteTo(properties);
        if (again)
        {
            properties.Prompt = "login";
            properties.MaxAge = TimeSpan.Zero;
        }
        try
        {
            await http.ChallengeAsync(OpenIdSetup.Scheme, properties);
        }
        catch (Exception fault) when (OpenIdSetup.IsUnreachable(fault))
        {
            Unreachable(log, fault);
            http.Response.Redirect(SiteUrls.OpenIdFailed(ProviderRefusals.NameOf(ProviderRefusals.Unreachable), local));
        }
    }

    /// <summary>Ends the provider's session where the provider offers it; the own one is over already.</summary>
    public async Task LeaveAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var after = SiteUrls.SignIn + "?out=1";
        if (!IsFromOwnPage(http.Request) || !await OffersEndAsync(http.RequestAborted))
            http.Response.Redirect(after);
        else
            await http.SignOutAsync(OpenIdSetup.Scheme, new AuthenticationProperties { RedirectUri = after });
    }

    private async Task<bool> OffersEndAsync(CancellationToken ct)
    {
        try
        {
            return (await options.Get(OpenIdSetup.Scheme).ConfigurationManager!.GetConfigurationAsync(ct)).EndSessionEndpoint is { Length: > 0 };
        }
        catch (Exception fault) when (OpenIdSetup.IsUnreachable(fault))
        {
            Unreachable(log, fault);
            return false;
        }
    }

    /// <summary>The faults name addresses of the provider and what was wrong with an answer; values of tokens stay hidden in them.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "The OpenID provider could not be asked, or calls itself otherwise than configured.")]
    private static partial void Unreachable(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody was signed in by the OpenID provider: {Why}.")]
    internal static partial void Refused(ILogger log, string why, Exception? fault);

    private static bool IsFromOwnPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site == "same-origin"
        : Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && SameOrigin.Matches(from.GetLeftPart(UriPartial.Authority), request);
}

/// <summary>What is remembered from leaving until coming back: sealed in the state, which is worth nothing in a browser without its cookie.</summary>
/// <param name="Until">The last instant at which the answer counts.</param>
/// <param name="Session">The session that this browser had; its cookie does not come with the answer.</param>
internal sealed record Transaction(DateTimeOffset Until, Guid? Session, string? Invitation, bool Again)
{
    public void WriteTo(AuthenticationProperties properties)
    {
        properties.SetString("until", Until.UtcTicks.ToString(CultureInfo.InvariantCulture));
        properties.SetString("session", Session?.ToString("N"));
        properties.SetString("invitation", Invitation);
        properties.SetString("again", Again ? "1" : null);
    }

    public static Transaction ReadFrom(AuthenticationProperties properties) => new(
        long.TryParse(properties.GetString("until"), CultureInfo.InvariantCulture, out var until) ? new DateTimeOffset(until, TimeSpan.Zero) : DateTimeOffset.MinValue,
        Guid.TryParseExact(properties.GetString("session"), "N", out var session) ? session : null,
        properties.GetString("invitation"), properties.GetString("again") is not null);
}
