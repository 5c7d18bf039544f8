using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>参照するガイドライン。Tables of items that provisions cite, and what a new edition of one asks of them.</summary>
public static class GuidelinesFeature
{
    public static void AddGuidelines(this IServiceCollection services)
    {
        services.AddScoped<ImportGuidelineHandler>();
        services.AddScoped<ListGuidelinesHandler>();
        services.AddScoped<ShowGapsHandler>();
        services.AddScoped<ShowCitationsHandler>();
        services.AddScoped<RecordCitationsHandler>();
        services.AddSingleton(new NavigationEntry(typeof(GuidelinesText), "Title", SiteUrls.Guidelines, 6, AbilityPolicies.NameOf(Ability.FollowAmendments), NavigationPlace.Person));
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class GuidelinesText;
