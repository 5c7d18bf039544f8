using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>確認の組立て。</summary>
public static class AcknowledgingFeature
{
    public static void AddAcknowledging(this IServiceCollection services)
    {
        services.AddSingleton<ShownSteps>();
        services.AddSingleton<AcknowledgeEditionHandler>();
        services.AddSingleton(new NavigationEntry(
            typeof(AcknowledgingText), "ReceiptsTitle", SiteUrls.Receipts, 10, AbilityPolicies.NameOf(Ability.AcknowledgeDocuments), NavigationPlace.Person));
    }

    public static void MapAcknowledging(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SiteUrls.Acknowledgements, RecordAsync).Requires(Ability.AcknowledgeDocuments).RequireRateLimiting(RateLimits.Acknowledging);
        routes.MapGet(SiteUrls.Receipts + "/{id}/proof", ProveAsync).Requires(Ability.AcknowledgeDocuments).RequireRateLimiting(RateLimits.Export);
    }

    /// <summary>The proof of the reader's own receipt as a file; where there is none yet, back to the receipt, which says when there will be.</summary>
    private static async Task<IResult> ProveAsync(string id, ReaderDb databases, JournalProofs proofs, CancellationToken ct)
    {
        if (PublicId.TryParse<AcknowledgementId>(id) is not { } receipt)
            return Results.NotFound();
        await using var db = await databases.OpenAsync(ct);
        var me = db.Reader.PersonId;
        if (await db.Acknowledgements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == receipt && a.PersonId == me, ct) is not { } row)
            return Results.NotFound();
        var (state, proof) = await proofs.OfAsync(row, db.Open(row.DocumentId, row.Statement), ct);
        return proof is null ? Results.LocalRedirect($"{SiteUrls.Receipt(receipt)}?proof={(state == ProofState.NotYet ? "later" : "differs")}")
            : Results.File(proof.Write(), "application/json", $"receipt-{row.ReceiptNumber}.json");
    }

    /// <summary>Records and leads to the receipt; a refusal leads back to the page with its code, which says it in words.</summary>
    private static async Task<IResult> RecordAsync(
        [FromForm] string? document, [FromForm] string? edition, [FromForm] string? seen, [FromForm] string? confirmed, [FromForm] string? shown, [FromForm] string? form,
        CurrentReader current, AcknowledgeEditionHandler handler, CancellationToken ct)
    {
        if (PublicId.TryParse<DocumentId>(document) is not { } documentId || PublicId.TryParse<EditionId>(edition) is not { } editionId)
            return Results.NotFound();
        if (confirmed != "true")
            return Back(AcknowledgementErrors.NotConfirmed);
        // What is not a hash was not shown by any page.
        if (ContentHash.TryParse(seen) is not { } hash)
            return Back(AcknowledgementErrors.AnotherTextWasSeen);
        var reader = await current.NowAsync(ct);
        var made = await handler.HandleAsync(new(documentId, editionId, hash, current.Asked, shown, form), reader, ct);
        return made.Error is not { } refusal ? Results.LocalRedirect(SiteUrls.Receipt(made.Value) + "?new=1")
            : refusal == DocumentErrors.NotFound ? Results.NotFound()
            : Back(refusal);

        IResult Back(DomainError refusal) => Results.LocalRedirect($"{SiteUrls.Acknowledge(documentId, editionId)}?problem={refusal.Code}");
    }
}
