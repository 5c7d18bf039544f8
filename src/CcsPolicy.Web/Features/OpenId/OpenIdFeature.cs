using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>認証基盤でのサインイン。Signing in by the office's OpenID provider. Without a provider in the configuration there is no endpoint of it.</summary>
public static class OpenIdFeature
{
    public static void AddOpenId(this WebApplicationBuilder builder)
    {
        if (!IsOn(builder.Configuration))
            return;
        var services = builder.Services;
        services.AddScoped<EnterByProviderHandler>();
        services.AddScoped<ProviderBinding>();
        services.AddScoped<GroupAppointments>();
        services.AddScoped<ProviderDoor>();
        services.AddAuthentication().AddOpenIdConnect(OpenIdSetup.Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(OpenIdSetup.Scheme).Configure<IOptions<OpenIdOptions>, SiteCookies, TimeProvider>(OpenIdSetup.Apply);
    }

    public static void MapOpenId(this WebApplication app)
    {
        if (!IsOn(app.Configuration))
            return;
        app.MapGet(SiteUrls.OpenId, (HttpContext http, ProviderDoor door, string? returnUrl, string? invitation, string? again) =>
            door.EnterAsync(http, returnUrl, invitation, again == "1")).AllowAnonymous().RequireRateLimiting(RateLimits.Provider);
        app.MapGet(SiteUrls.OpenIdEnd, (HttpContext http, ProviderDoor door) => door.LeaveAsync(http)).AllowAnonymous().RequireRateLimiting(RateLimits.Provider);
    }

    private static bool IsOn(IConfiguration configuration) => configuration[$"{OpenIdOptions.Section}:{nameof(OpenIdOptions.Authority)}"] is { Length: > 0 };
}

/// <summary>Names the words of signing in by the provider.</summary>
public sealed class OpenIdText;
