using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Documents;

/// <summary>規程の一覧。The documents with their editions and drafts, for those who write, review and decide them.</summary>
public static class DocumentsFeature
{
    public static void AddDocuments(this IServiceCollection services)
    {
        services.AddScoped<ListDocumentsHandler>();
        services.AddScoped<ShowDocumentHandler>();
        services.AddScoped<RegisterDocumentHandler>();
        services.AddScoped<DecideOpennessHandler>();
        services.AddScoped<DescribeDocumentHandler>();
        services.AddSingleton(new NavigationEntry(typeof(DocumentsText), "Nav", SiteUrls.Catalogue, 30, AbilityPolicies.NameOf(Ability.FollowAmendments), Shown: HasAnyAsync));
    }

    /// <summary>A manager whose department has no document in charge finds nothing in the list; whoever may begin one always has it.</summary>
    private static async ValueTask<bool> HasAnyAsync(HttpContext context)
    {
        var current = context.RequestServices.GetRequiredService<CurrentReader>();
        var reader = await current.NowAsync(context.RequestAborted);
        return Enum.GetValues<Tier>().Any(reader.MayRegister)
            || await context.RequestServices.GetRequiredService<KnownDocuments>().AnyAsync(reader, reader.MayFollowAmendments, current.Asked, context.RequestAborted);
    }
}
