using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Matters;

/// <summary>申出。Questions about provisions, requests for exceptions and reasons for not acknowledging, and their answers.</summary>
public static class MattersFeature
{
    public static void AddMatters(this IServiceCollection services)
    {
        services.AddScoped<MattersQuery>().AddScoped<RaiseMatterHandler>().AddScoped<AnswerMatterHandler>();
        services.AddSingleton(new NavigationEntry(typeof(MattersText), "Title", SiteUrls.Matters, 12, AbilityPolicies.NameOf(Ability.AcknowledgeDocuments), NavigationPlace.Person));
    }
}

/// <summary>Names the words of matters.</summary>
public sealed class MattersText;
