using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Custody;

/// <summary>Who is custodian of which document.</summary>
public static class CustodyFeature
{
    public static void AddCustody(this IServiceCollection services)
    {
        services.AddScoped<CustodyQuery>();
        services.AddScoped<HandOverCustodyHandler>();
        services.AddSingleton(new NavigationEntry(typeof(CustodyText), "Nav", SiteUrls.CustodyOfProcedures, 61, AbilityPolicies.NameOf(Ability.SeeProcedureCatalogue), NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(CustodyText), "Nav", SiteUrls.CustodyOfStandards, 61, AbilityPolicies.NameOf(Ability.EditStandards), NavigationPlace.Person));
    }
}

/// <summary>Names the words of custody.</summary>
public sealed class CustodyText;
