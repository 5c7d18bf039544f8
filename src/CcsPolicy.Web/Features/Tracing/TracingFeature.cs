using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Tracing;

/// <summary>追跡. What is carried out below and founded above, and what is not. Links stand beside the text for whoever reads both documents, so whoever reads may see them together too.</summary>
public static class TracingFeature
{
    public static void AddTracing(this IServiceCollection services)
    {
        services.AddScoped<TraceQuery>();
        services.AddSingleton(new NavigationEntry(typeof(TracingText), "Nav", SiteUrls.Trace, 6, AbilityPolicies.NameOf(Ability.ReadDocuments), NavigationPlace.Person, Shown: IsForAsync));
    }

    /// <summary>Those who write, keep or audit texts look for gaps; others find it if they look for it.</summary>
    private static async ValueTask<bool> IsForAsync(HttpContext context)
    {
        var reader = await context.RequestServices.GetRequiredService<CurrentReader>().NowAsync(context.RequestAborted);
        return reader.Can(Ability.FollowAmendments) || reader.Can(Ability.ExportReports);
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class TracingText;
