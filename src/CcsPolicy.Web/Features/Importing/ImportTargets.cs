using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>A document that a text can be imported for.</summary>
public sealed record ImportTarget(DocumentId Id, Tier Tier, string Code, string Title, bool HasEditions);

/// <summary>Lists the documents that the reader may work on.</summary>
public sealed class ImportTargetsHandler(ReaderDb store)
{
    /// <summary>The days of the editions of a document that the reader may work on.</summary>
    public async Task<EarlierDates> DatesOfAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayEdit(document))
            return EarlierDates.None;
        return new(await db.Editions.AsNoTracking().Where(e => e.DocumentId == id).Select(e => new EditionDay(e.EnactedOn, e.EffectiveFrom, e.PromulgatedOn, e.AppliesFrom)).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<ImportTarget>> HandleAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var documents = (await db.Documents.AsNoTracking().ToListAsync(ct)).Where(db.Reader.MayEdit).ToList();
        var withEditions = (await db.Editions.AsNoTracking().Select(e => e.DocumentId).Distinct().ToListAsync(ct)).ToHashSet();
        var titles = await db.TitlesAsync(ct);
        return
        [
            .. documents.Select(d => new ImportTarget(d.Id, d.Tier, db.Open(d.Id, d.Code), titles.Of(d), withEditions.Contains(d.Id)))
                .OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal),
        ];
    }
}
