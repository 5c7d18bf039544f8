using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>操作記録。Who did what and when: all of it that may be known for the auditor, what concerns accounts and roles for a system administrator.</summary>
public static class JournalReadingFeature
{
    public static void AddJournalReading(this IServiceCollection services)
    {
        services.AddScoped<ReadJournalHandler>();
        services.AddScoped<JournalWords>();
        services.AddScoped<JournalReport>();
        services.AddSingleton(new NavigationEntry(typeof(JournalText), "Nav", SiteUrls.Journal, 55, AbilityPolicies.NameOf(Ability.ReadAccountJournal)));
    }

    public static void MapJournalReading(this IEndpointRouteBuilder routes)
    {
        foreach (var format in JournalReport.Formats)
            routes.MapPost(SiteUrls.JournalReport(format.Code), context => JournalReport.WriteAsync(context, format)).Requires(Ability.ReadAccountJournal).RequireRateLimiting(RateLimits.Export).WithMetadata(new AsksFreshSignInAttribute());
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class JournalText;
