using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Resetting;

/// <summary>Resets of accounts: the second person confirms, the owner sees.</summary>
public static class ResettingFeature
{
    public static void AddResetting(this IServiceCollection services)
    {
        services.AddScoped<ConfirmResetHandler>();
        services.AddScoped<SeeResetHandler>();
        services.AddScoped<ConfirmOwnersHandler>();
        services.AddSingleton(new NavigationEntry(typeof(ResettingText), "Nav", SiteUrls.Resets, 72, AbilityPolicies.NameOf(Ability.ConfirmResets), NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(ResettingText), "NavOwners", SiteUrls.Owners, 73, AbilityPolicies.NameOf(Ability.ConfirmOwners), NavigationPlace.Person));
    }
}

/// <summary>Names the words of resets.</summary>
public sealed class ResettingText;
