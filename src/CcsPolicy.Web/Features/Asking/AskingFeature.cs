using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Asking;

/// <summary>閲覧の申出。Asking for a procedure without learning whether there is one, and answering.</summary>
public static class AskingFeature
{
    public static void AddAsking(this IServiceCollection services)
    {
        services.AddScoped<AskHandler>();
        services.AddScoped<RequestsQuery>();
        services.AddScoped<AnswerRequestHandler>();
        services.AddSingleton(new NavigationEntry(typeof(AskingText), "Nav", SiteUrls.Asking, 62, AbilityPolicies.NameOf(Ability.AskForProcedures), NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(AskingText), "NavRequests", SiteUrls.Requests, 63, AbilityPolicies.NameOf(Ability.GrantNeedToKnow), NavigationPlace.Person));
    }
}

/// <summary>Names the words of asking.</summary>
public sealed class AskingText;
