using System.Text.Json;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
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

    // The body is read here and not bound: what is sent in another form is refused after the reader has been asked for, not before.
    private static async Task<IResult> SaveAsync(string id, HttpContext http, IAntiforgery antiforgery, SaveDraftHandler drafts, OpenDrafts open, TabSaves tabs)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (PublicId.TryParse<AmendmentId>(id) is not { } amendment)
            return Results.NotFound();
        if (await ReadAsync(http) is not { } sent)
            return Results.BadRequest();
        using var turn = await tabs.TakeTurnAsync(amendment);
        // Who sent it may have left already: what has arrived is saved to its end.
        if (turn.Done(sent) is { } done && await drafts.ReadAsync(amendment, CancellationToken.None) is { Succeeded: true, Value.MayEdit: true })
            return Results.Json(new DraftAnswer(done, null, null));
        var act = turn.UpToDate(sent);
        var saved = await drafts.SaveAsync(amendment, act, CancellationToken.None);
        if (saved.Succeeded)
            turn.Note(act, saved.Value);
        if (saved.Succeeded && saved.Value > act.Known)
            open.Tell(amendment, act.Tab, act.Leaving);
        if (saved.Error is not { } refusal)
            return Results.Json(new DraftAnswer(saved.Value, null, null));
        if (refusal == DocumentErrors.NotFound)
            return Results.NotFound();
        var answer = new DraftAnswer(act.Known, refusal.Code, refusal.In(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
        return Results.Json(answer, statusCode: refusal == AmendmentErrors.SavedElsewhere || refusal == AmendmentErrors.NotInDraft ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<DraftAct?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
            return null;
        try
        {
            return await http.Request.ReadFromJsonAsync<DraftAct>(http.RequestAborted) is { Act: not null } act ? act : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
