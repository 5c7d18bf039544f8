using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.GrantReviews;

/// <summary>許可の見直し。Every half-year each custodian goes through the own grants; the CISO and the deputy go through all of them too, and see which are overdue.</summary>
public static class GrantReviewsFeature
{
    public static void AddGrantReviews(this IServiceCollection services)
    {
        services.AddScoped<GrantReviewQuery>();
        services.AddScoped<ReviewGrantsHandler>();
        services.AddScoped<ReviewWholeHandler>();
        services.AddSingleton(new NavigationEntry(typeof(GrantReviewsText), "Nav", SiteUrls.GrantReviews, 64, AbilityPolicies.NameOf(Ability.GrantNeedToKnow), NavigationPlace.Person));
    }
}

/// <summary>Names the words of reviews of grants.</summary>
public sealed class GrantReviewsText;
