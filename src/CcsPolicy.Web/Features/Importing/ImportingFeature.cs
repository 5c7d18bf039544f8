using CcsPolicy.Web.Imports.Scanning;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>本文の取込み。Brings a text that the office has into the portal as a draft.</summary>
public static class ImportingFeature
{
    public static void AddImporting(this IServiceCollection services)
    {
        services.AddScoped<ImportTextHandler>();
        services.AddScoped<ImportTargetsHandler>();
        services.AddSingleton<UploadShelf>();
        services.AddSingleton(provider => MalwareScanner.Of(provider.GetRequiredService<IConfiguration>()));
    }
}
