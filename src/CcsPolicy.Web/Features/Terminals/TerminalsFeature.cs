using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Terminals;

/// <summary>共用端末の組立て。</summary>
public static class TerminalsFeature
{
    public static void AddTerminals(this IServiceCollection services)
    {
        services.AddSingleton<Pins>();
        services.AddScoped<TerminalsHandler>();
        services.AddScoped<TerminalDoor>();
        services.AddSingleton(new NavigationEntry(typeof(TerminalsText), "Title", SiteUrls.Terminals, 35, AbilityPolicies.NameOf(Ability.FollowOwnDepartment), NavigationPlace.Person,
            Shown: async http => http.RequestServices.GetRequiredService<IOptions<SecurityOptions>>().Value.SharedTerminals && !(await http.RequestServices.GetRequiredService<CurrentReader>().OfAsync(http.User, http.RequestAborted)).ManagedDepartments.IsEmpty));
    }
}

/// <summary>Names the words of shared terminals.</summary>
public sealed class TerminalsText;
