using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>Somebody at the provider, and what it says of the person.</summary>
internal sealed record ProviderPerson(string Subject)
{
    public string? Name { get; init; }

    public string[] Methods { get; init; } = ["pwd"];

    public string? Class { get; init; }

    public string[] Groups { get; init; } = [];

    public DateTimeOffset? ProvedAt { get; init; }

    public bool TooManyGroups { get; init; }
}

/// <summary>A real OpenID provider (OpenIddict) on a port of this machine. It signs in whoever the test says, without asking.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string Client = "portal";
    public const string Secret = "a secret between the two";
    // Made once: on a busy machine making them takes longer than a client waits for an answer.
    private static readonly SymmetricSecurityKey Sealing = new(RandomNumberGenerator.GetBytes(32));
    private static readonly RsaSecurityKey Signing = new(RSA.Create(2048)) { KeyId = "signing" };
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, bool> usedCodes = new();

    private TestProvider(WebApplication app) => this.app = app;

    public string Authority { get; private set; } = "";

    public ProviderPerson Person { get; set; } = new("nobody");

    /// <summary>Changes an ID token before it is signed.</summary>
    public Action<SecurityTokenDescriptor>? Twist { get; set; }

    /// <summary>What the last request for authorization said.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    public OpenIddictRequest? AskedToEnd { get; private set; }

    /// <summary>Codes and tokens that have been given out.</summary>
    public ConcurrentBag<string> GivenOut { get; } = [];

    public int TokenRequests { get; private set; }

    public static async Task<TestProvider> StartAsync(TimeProvider clock, bool offersEnd = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TestProvider? provider = null;
        builder.Services.AddRouting();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
            if (offersEnd)
                server.SetEndSessionEndpointUris("end");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.EnableDegradedMode().AddEncryptionKey(Sealing).AddSigningKey(Signing);
            server.Configure(options => options.TimeProvider = clock);
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(on => on.UseInlineHandler(context => provider!.Validate(context)));
            server.AddEventHandler<HandleAuthorizationRequestContext>(on => on.UseInlineHandler(context => provider!.Authorize(context, clock)));
            server.AddEventHandler<ValidateTokenRequestContext>(on => on.UseInlineHandler(context => provider!.Validate(context)));
            server.AddEventHandler<ValidateEndSessionRequestContext>(on => on.UseInlineHandler(context => provider!.Validate(context)));
            server.AddEventHandler<HandleEndSessionRequestContext>(on => on.UseInlineHandler(context =>
            {
                context.SignOut();
                return default;
            }));
            server.AddEventHandler<ApplyTokenResponseContext>(on => on.SetOrder(int.MinValue + 10_000).UseInlineHandler(context => provider!.Remember(context.Response.IdToken, context.Response.AccessToken)));
            server.AddEventHandler<ApplyAuthorizationResponseContext>(on => on.SetOrder(int.MinValue + 10_000).UseInlineHandler(context => provider!.Remember(context.Response.Code)));
            server.AddEventHandler<GenerateTokenContext>(on => on.SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 1).UseInlineHandler(context =>
            {
                if (context.TokenType is TokenTypeIdentifiers.IdentityToken)
                    provider!.Twist?.Invoke(context.SecurityTokenDescriptor);
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        provider = new TestProvider(app);
        await app.StartAsync();
        provider.Authority = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";
        using var first = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(3) };
        foreach (var document in new[] { ".well-known/openid-configuration", ".well-known/jwks" })
            await first.GetStringAsync(new Uri(provider.Authority + document));
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private ValueTask Validate(ValidateAuthorizationRequestContext context)
    {
        Asked = context.Request;
        if (context.ClientId != Client || context.RedirectUri != "https://localhost/account/openid/callback")
            context.Reject(Errors.InvalidRequest, "Another client or another address.");
        return default;
    }

    private ValueTask Authorize(HandleAuthorizationRequestContext context, TimeProvider clock)
    {
        if (Person.Subject == "refused")
        {
            context.Reject(Errors.AccessDenied, "Not this person.");
            return default;
        }
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Subject).SetClaims("amr", [.. Person.Methods])
            .SetClaim(Claims.AuthenticationTime, (Person.ProvedAt ?? clock.GetUtcNow()).ToUnixTimeSeconds());
        if (Person.Groups.Length > 0)
            identity.SetClaims("groups", [.. Person.Groups]);
        if (Person.Name is { } name)
            identity.SetClaim("employee", name);
        if (Person.Class is { } acr)
            identity.SetClaim("acr", acr);
        if (Person.TooManyGroups)
            identity.SetClaim("hasgroups", true);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(context.Request.GetScopes());
        context.SignIn(principal);
        return default;
    }

    private ValueTask Validate(ValidateTokenRequestContext context)
    {
        TokenRequests++;
        if (context.ClientId != Client || context.ClientSecret != Secret)
            context.Reject(Errors.InvalidClient);
        else if (context.Request.Code is not { } code || !usedCodes.TryAdd(code, true))
            context.Reject(Errors.InvalidGrant, "Used before.");
        return default;
    }

    private ValueTask Validate(ValidateEndSessionRequestContext context)
    {
        AskedToEnd = context.Request;
        if (context.PostLogoutRedirectUri != "https://localhost/account/openid/signed-out")
            context.Reject(Errors.InvalidRequest);
        return default;
    }

    private ValueTask Remember(params string?[] given)
    {
        foreach (var one in given)
            if (one is not null)
                GivenOut.Add(one);
        return default;
    }
}
