using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Granting;

/// <summary>閲覧の許可。Who needs to know a procedure: given, confirmed and ended by its custodian or by the CISO.</summary>
public static class GrantingFeature
{
    public static void AddGranting(this IServiceCollection services)
    {
        services.AddScoped<GrantsQuery>();
        services.AddScoped<GrantHandlers>();
        services.AddSingleton(new NavigationEntry(typeof(GrantingText), "Nav", SiteUrls.Granting, 60, AbilityPolicies.NameOf(Ability.GrantNeedToKnow), Shown: GrantsAnyAsync));
    }

    /// <summary>Whoever keeps only policy or standards has nothing to grant; the CISO and the deputy always may have.</summary>
    private static async ValueTask<bool> GrantsAnyAsync(HttpContext context)
    {
        var current = context.RequestServices.GetRequiredService<CurrentReader>();
        var reader = await current.NowAsync(context.RequestAborted);
        if (reader.SeesCatalogue)
            return true;
        var known = context.RequestServices.GetRequiredService<KnownDocuments>();
        foreach (var document in reader.InCustody)
            if (await known.FindAsync(reader, document, current.Asked, context.RequestAborted) is { Document.Tier: Tier.Procedure })
                return true;
        return false;
    }
}
