using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Following;

/// <summary>確認状況。Who has acknowledged what: for managers over their department, for officers and auditors over all.</summary>
public static class FollowingFeature
{
    public static void AddFollowing(this IServiceCollection services)
    {
        services.AddScoped<FollowDutiesHandler>();
        services.AddSingleton(new NavigationEntry(typeof(FollowingText), "Nav", SiteUrls.Following, 50, AbilityPolicies.NameOf(Ability.FollowOwnDepartment)));
    }
}
