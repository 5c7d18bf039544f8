using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Home;

/// <summary>ホームの組立て。</summary>
public static class HomeFeature
{
    public static void AddHome(this IServiceCollection services) =>
        services.AddSingleton(new NavigationEntry(typeof(HomeText), "Nav", SiteUrls.Home, 0, AbilityPolicies.NameOf(Ability.ReadDocuments)));
}
