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
        return
        [
            .. (await db.KnownDocumentsAsync(ct)).Where(known => db.Reader.MayEdit(known.Document))
                .Select(known => new ImportTarget(known.Document.Id, known.Document.Tier, db.Open(known.Document.Id, known.Document.Code), known.TitleOn(db.Reader.Day, db), known.Editions.Count > 0))
                .OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal),
        ];
    }
}
