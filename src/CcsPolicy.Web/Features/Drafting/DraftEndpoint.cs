using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>What the editor is told: the number of the step, or what is wrong.</summary>
public sealed record DraftAnswer(int Sequence, string? Code, string? Sentence);

/// <summary>
/// 起案の保存口。Where the editor saves, by HTTP and not through its circuit: what was typed is kept also when the circuit has dropped. 409 when
/// somebody else saved first, 422 when the change cannot be made as it is.
/// </summary>
internal static class DraftEndpoint
{
    private const int LongestBody = 1024 * 1024;

    public static void MapDraftOperations(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/drafts/{id}/operations", SaveAsync).Requires(Ability.FollowAmendments).WithMetadata(new RequestSizeLimitAttribute(LongestBody));

    private static async Task<IResult> SaveAsync(string id, DraftAct act, HttpContext http, IAntiforgery antiforgery, SaveDraftHandler drafts)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (PublicId.TryParse<AmendmentId>(id) is not { } amendment)
            return Results.NotFound();
        var saved = await drafts.SaveAsync(amendment, act, http.RequestAborted);
        if (saved.Error is not { } refusal)
            return Results.Json(new DraftAnswer(saved.Value, null, null));
        if (refusal == DocumentErrors.NotFound)
            return Results.NotFound();
        var answer = new DraftAnswer(act.Known, refusal.Code, refusal.In(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
        return Results.Json(answer, statusCode: refusal == AmendmentErrors.SavedElsewhere || refusal == AmendmentErrors.NotInDraft ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }
}
