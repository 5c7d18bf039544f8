using CcsPolicy.Data;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.FirstRun;

/// <summary>Setting up an empty installation.</summary>
public static class FirstRunFeature
{
    public static void AddFirstRun(this IServiceCollection services)
    {
        services.AddSingleton<FirstRunState>();
        services.AddScoped<SetUpInstallationHandler>();
    }

    /// <summary>After the database has been prepared, before the first request.</summary>
    public static async Task PrepareFirstRunAsync(this WebApplication app, CancellationToken ct = default)
    {
        await OfficeName.ShowAsync(app.Services.GetRequiredService<PolicyDbFactory>(), app.Services.GetRequiredService<IOptions<PortalOptions>>().Value, ct);
        await app.Services.GetRequiredService<FirstRunState>().AnnounceAsync(ct);
    }

    /// <summary>Comes before sign-in.</summary>
    public static void UseFirstRun(this IApplicationBuilder app) => app.UseMiddleware<FirstRunGate>();
}

/// <summary>Names the words of the first run.</summary>
public sealed class FirstRunText;
