using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.AspNetCore.Antiforgery;

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

    public static void MapGranting(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SiteUrls.Granting + "/{id}/end", (string id, HttpContext context, GrantHandlers handlers, IAntiforgery antiforgery) =>
            DecideAsync(id, context, antiforgery, (document, grant, _) => handlers.EndAsync(document, grant, context.RequestAborted))).Requires(Ability.GrantNeedToKnow).WithMetadata(new AsksFreshSignInAttribute());
        routes.MapPost(SiteUrls.Granting + "/{id}/confirm", (string id, HttpContext context, GrantHandlers handlers, IAntiforgery antiforgery) =>
            DecideAsync(id, context, antiforgery, async (document, grant, form) => PublicId.TryParse<AssignmentId>(form["stay"]) is { } stay
                ? await handlers.ConfirmAsync(document, grant, stay, context.RequestAborted)
                : DocumentErrors.NotFound)).Requires(Ability.GrantNeedToKnow).WithMetadata(new AsksFreshSignInAttribute());
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

    private static async Task<IResult> DecideAsync(
        string id, HttpContext context, IAntiforgery antiforgery, Func<DocumentId, GrantId, IFormCollection, Task<Result<Done>>> decide)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (PublicId.TryParse<DocumentId>(id) is not { } document || PublicId.TryParse<GrantId>(form["grant"]) is not { } grant)
            return Results.NotFound();
        return (await decide(document, grant, form)).Succeeded ? Results.LocalRedirect(SiteUrls.GrantsOf(document) + "?done=1") : Results.NotFound();
    }
}
