using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>
/// How the provider is spoken with: code flow with PKCE, state and nonce; the answer comes as a form, so that a code never stands in an address, and writing
/// a session stays a POST. No token outlives the request that it came with.
/// </summary>
internal static class OpenIdSetup
{
    public const string Scheme = "OpenId";

    /// <summary>From leaving for the provider until coming back.</summary>
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMinutes(15);

    private const string ErrorKey = "openid-error";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static void Apply(OpenIdConnectOptions options, IOptions<OpenIdOptions> configured, SiteCookies cookies, TimeProvider clock)
    {
        var office = configured.Value;
        var (issuer, web) = (office.ExpectedIssuer, new HttpClient(Direct()) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 1024 * 1024 });
        options.Authority = office.Authority;
        options.ClientId = office.ClientId;
        options.ClientSecret = office.Secret() is { Length: > 0 } secret ? secret : null;
        options.Backchannel = web;
        options.RequireHttpsMetadata = office.Authority.StartsWith(Uri.UriSchemeHttps + ":", StringComparison.OrdinalIgnoreCase);
        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            office.Authority.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(web) { RequireHttps = options.RequireHttpsMetadata }, new OwnMetadata(issuer));

        options.SignInScheme = IdentityConstants.ApplicationScheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.FormPost;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.MapInboundClaims = false;
        options.ClaimActions.Clear();
        options.DisableTelemetry = true;
        options.Scope.Clear();
        options.Scope.Add("openid");
        foreach (var scope in office.Scopes)
            options.Scope.Add(scope);

        options.CallbackPath = SiteUrls.OpenIdCallback;
        options.SignedOutCallbackPath = SiteUrls.OpenIdSignedOut;
        options.SignedOutRedirectUri = SiteUrls.SignIn + "?out=1";
        // Signing out from a frame of the provider cannot work: the portal stands in no frame.
        options.RemoteSignOutPath = PathString.Empty;
        options.RemoteAuthenticationTimeout = RoundTrip;
        options.ProtocolValidator.NonceLifetime = RoundTrip;
        Common(options.CorrelationCookie, cookies, "openid-state-");
        Common(options.NonceCookie, cookies, "openid-nonce-");

        var checks = options.TokenValidationParameters;
        checks.ValidIssuer = issuer;
        checks.ValidAudience = office.ClientId;
        checks.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
        // An access token says so in its type (RFC 9068); an id token says JWT or nothing.
        checks.TypeValidator = static (type, _, _) => type is null or "" || type.Equals("JWT", StringComparison.OrdinalIgnoreCase) ? type : throw new SecurityTokenInvalidTypeException($"{type} is no id token.") { InvalidType = type };
        checks.LifetimeValidator = (from, until, _, _) => until is { } last && last > clock.Now().UtcDateTime - Skew && !(from > clock.Now().UtcDateTime + Skew);

        options.Events.OnRedirectToIdentityProvider = context =>
        {
            if (office.SecondFactorClasses.Count > 0)
                context.ProtocolMessage.AcrValues = string.Join(' ', office.SecondFactorClasses);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.ClientId = office.ClientId;
            return Task.CompletedTask;
        };
        options.Events.OnMessageReceived = context => ReceiveAsync(context, issuer);
        options.Events.OnTokenValidated = RequireSignatureAsync;
        options.Events.OnTicketReceived = EnterAsync;
        options.Events.OnRemoteFailure = FailAsync;
    }

    // The provider is asked where the configuration and its own metadata say, and nowhere that an answer leads to.
    private static SocketsHttpHandler Direct() => new() { AllowAutoRedirect = false };

    // The answer is sent by a page of the provider: only a cookie without SameSite comes with it. It holds a random word and lives for one round trip.
    private static void Common(CookieBuilder cookie, SiteCookies cookies, string name)
    {
        cookie.Name = cookies.Name(name);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.None;
        cookie.SecurePolicy = CookieSecurePolicy.Always;
    }

    private static Task ReceiveAsync(MessageReceivedContext context, string issuer)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            context.Fail("The answer of the provider comes as a form.");
        else if (context.ProtocolMessage.GetParameter("iss") is { Length: > 0 } from && from != issuer)
            context.Fail("The answer comes from another provider.");
        else if (context.ProtocolMessage.Error is { Length: > 0 })
            context.HttpContext.Items[ErrorKey] = true;
        return Task.CompletedTask;
    }

    // What comes from the provider directly, for a code, the framework takes without a signature too, whatever the checks say. One that is there has been verified.
    private static Task RequireSignatureAsync(TokenValidatedContext context) =>
        context.SecurityToken is { RawSignature.Length: > 0 } ? Task.CompletedTask : throw new SecurityTokenInvalidSignatureException("The id token has no signature.");

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        var handler = context.HttpContext.RequestServices.GetRequiredService<EnterByProviderHandler>();
        context.Response.Redirect(await handler.HandleAsync(context.HttpContext, context.Principal!, context.Properties!, context.ReturnUri));
        context.HandleResponse();
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        var refusal = context.HttpContext.Items.ContainsKey(ErrorKey) ? ProviderRefusals.ByProvider
            : IsUnreachable(context.Failure) ? ProviderRefusals.Unreachable
            : context.Properties is null || context.Failure is AuthenticationFailureException { InnerException: null } ? ProviderRefusals.NotFromHere
            : ProviderRefusals.AnswerRefused;
        ProviderDoor.Refused(context.HttpContext.RequestServices.GetRequiredService<ILogger<ProviderDoor>>(), refusal.Code, context.Failure);
        context.Response.Redirect(SiteUrls.OpenIdFailed(ProviderRefusals.NameOf(refusal), context.Properties?.RedirectUri));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>The provider did not answer, or not with what it must.</summary>
    internal static bool IsUnreachable(Exception? fault) => fault is HttpRequestException or TaskCanceledException or IOException or InvalidOperationException
        || (fault?.InnerException is { } inner && IsUnreachable(inner));

    /// <summary>What the provider says about itself counts only when it is the one that was configured (ASVS 10.5.3).</summary>
    private sealed class OwnMetadata(string issuer) : IConfigurationValidator<OpenIdConnectConfiguration>
    {
        public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) =>
            configuration.Issuer != issuer ? new() { ErrorMessage = string.Create(CultureInfo.InvariantCulture, $"The provider calls itself {configuration.Issuer}; OpenId:Issuer (or Authority) says {issuer}.") }
            : configuration.JsonWebKeySet is not { Keys.Count: > 0 } ? new() { ErrorMessage = "The provider publishes no keys." }
            : new() { Succeeded = true };
    }
}
