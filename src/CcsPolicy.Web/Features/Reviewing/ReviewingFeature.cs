using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Parcels;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>審査。Amendments on their way: what they change, what is said about them, and the decision.</summary>
public static class ReviewingFeature
{
    public static void AddReviewing(this IServiceCollection services)
    {
        services.AddScoped<ListAmendmentsHandler>();
        services.AddScoped<ShowAmendmentHandler>();
        services.AddScoped<DecideStepHandler>();
        services.AddScoped<WriteCommentHandler>();
        services.AddScoped<CommentOnSentenceHandler>();
        services.AddScoped<ReadSourceFileHandler>();
        services.AddScoped<MakeParcelHandler>();
        services.AddScoped<RevisionHistory>();
        services.AddSingleton(new NavigationEntry(typeof(ReviewingText), "Nav", SiteUrls.Amendments, 40, AbilityPolicies.NameOf(Ability.FollowAmendments), Count: CountAsync));
    }

    public static void MapReviewing(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/amendments/{id}/comments", WriteAsync).Requires(Ability.FollowAmendments);
        endpoints.MapPost("/amendments/{id}/comments/{comment}/resolve", ResolveAsync).Requires(Ability.FollowAmendments).WithMetadata(new RequireAntiforgeryTokenAttribute());
        endpoints.MapGet("/amendments/{id}/sources/{file:guid}", SourceAsync).Requires(Ability.FollowAmendments);
        endpoints.MapGet("/amendments/{id}/parcel.docx", (HttpContext http, string id, MakeParcelHandler parcels) => ParcelAsync(http, id, parcels, "docx")).Requires(Ability.FollowAmendments);
        endpoints.MapGet("/amendments/{id}/parcel.pdf", (HttpContext http, string id, MakeParcelHandler parcels) => ParcelAsync(http, id, parcels, "pdf")).Requires(Ability.FollowAmendments);
    }

    private static async ValueTask<int> CountAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<ListAmendmentsHandler>().CountAsync(http.RequestAborted);

    private static async Task<IResult> WriteAsync(
        string id, [FromForm(Name = "Key")] string? key, [FromForm(Name = "Words")] string? words, WriteCommentHandler comments, CommentOnSentenceHandler onSentences, CancellationToken ct)
    {
        if (PublicId.TryParse<AmendmentId>(id) is not { } amendment)
            return Results.NotFound();
        var said = (words ?? "").ReplaceLineEndings("\n").Trim();
        var (sentence, provision) = (ShownSentence.TryParse(key), LineageKey.TryParse(key));
        var here = sentence is null ? SiteUrls.Amendment(amendment) + "?" : SiteUrls.Amendment(amendment, "instrument") + "&";
        if (said.Length is 0 or > WriteCommentHandler.Longest)
            return Results.LocalRedirect($"{here}comment={(sentence is { } at ? $"s{at.Number}" : provision?.ToString() ?? "whole")}&empty=1");
        var written = sentence is { } on ? await onSentences.HandleAsync(amendment, on, said, ct) : await comments.WriteAsync(amendment, provision?.Value, said, ct);
        return written.Error == DocumentErrors.NotFound ? Results.NotFound() : Results.LocalRedirect(here + (written.Succeeded ? "done=comment#comments" : "done=closed"));
    }

    private static async Task<IResult> ResolveAsync(string id, string comment, WriteCommentHandler comments, CancellationToken ct)
    {
        if (PublicId.TryParse<AmendmentId>(id) is not { } amendment || PublicId.TryParse<CommentId>(comment) is not { } known)
            return Results.NotFound();
        return (await comments.ResolveAsync(amendment, known, ct)).Error == DocumentErrors.NotFound ? Results.NotFound() : Results.LocalRedirect(SiteUrls.Amendment(amendment) + "#comments");
    }

    private static async Task<IResult> SourceAsync(string id, Guid file, ReadSourceFileHandler sources, CancellationToken ct)
    {
        if (PublicId.TryParse<AmendmentId>(id) is not { } amendment)
            return Results.NotFound();
        var found = await sources.HandleAsync(amendment, file, ct);
        // Always a download: what was uploaded is never shown as a page of this portal.
        return found.Succeeded ? Results.File(found.Value.Bytes, "application/octet-stream", found.Value.Name) : Results.NotFound();
    }

    private static async Task ParcelAsync(HttpContext http, string id, MakeParcelHandler parcels, string form)
    {
        if (PublicId.TryParse<AmendmentId>(id) is { } amendment && await parcels.HandleAsync(amendment, http.RequestAborted) is { Succeeded: true } made)
            await ParcelFile.WriteAsync(http, form, made.Value);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
