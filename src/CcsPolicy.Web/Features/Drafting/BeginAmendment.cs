using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>改正の起案。</summary>
/// <param name="OnInForce">On the edition in force, before those that wait for their day; on the last on record otherwise.</param>
public sealed record BeginAmendment(DocumentId Document, EditionKind Kind, Significance Significance, bool OnInForce = false);

/// <summary>What an amendment will be made from.</summary>
/// <param name="Number">第n版 of the last edition on record, 0 for an enactment.</param>
/// <param name="NumberInForce">第n版 of the edition in force, where others wait behind it; 0 otherwise.</param>
public sealed record AmendmentStart(DocumentId Document, Tier Tier, string Title, int Number, DateOnly? EffectiveFrom, bool IsRepealed, int NumberInForce);

/// <summary>Begins an amendment on the last edition on record: an enactment when there is none.</summary>
public sealed class BeginAmendmentHandler(ReaderDb store)
{
    public async Task<Result<AmendmentStart>> StartAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(id, ct);
        var last = order.All.LastOrDefault();
        return new AmendmentStart(id, document.Tier, await db.TitleAsync(document, ct), order.All.Length, last?.EffectiveFrom, last is { Kind: EditionKind.Repeal },
            order.InForceOn(db.Reader.Day) is { } inForce && inForce != last ? order.NumberOf(inForce.Id) : 0);
    }

    public async Task<Result<AmendmentId>> HandleAsync(BeginAmendment ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(ask.Document, ct) is not { } document || !db.Reader.MayEdit(document))
            return DocumentErrors.NotFound;
        var order = await db.EditionOrderAsync(ask.Document, ct);
        var last = (ask.OnInForce ? order.InForceOn(db.Reader.Day) : null) ?? order.All.LastOrDefault();
        if (last is { Kind: EditionKind.Repeal })
            return AmendmentErrors.DocumentIsRepealed;
        if (last is not null && ask.Kind == EditionKind.Enactment)
            return AmendmentErrors.EnactedAlready;
        var begun = db.Begin(document, last is null ? EditionKind.Enactment : ask.Kind, last?.Id);
        if (begun.Error is { } refusal)
            return refusal;
        if (begun.Value.Plan(new PlannedEdition(null, null, Significance: ask.Significance)).Error is { } closed)
            return closed;
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => begun.Value.Id);
    }
}
