using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Terms;

/// <summary>用語集の組立て。</summary>
public static class TermsFeature
{
    public static void AddTerms(this IServiceCollection services)
    {
        services.AddScoped<TermsQuery>();
        services.AddSingleton(new NavigationEntry(typeof(TermsText), "Title", SiteUrls.Terms, 5, AbilityPolicies.NameOf(Ability.ReadDocuments), NavigationPlace.Person));
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class TermsText;
