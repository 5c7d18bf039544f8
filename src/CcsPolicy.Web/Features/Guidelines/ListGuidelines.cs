using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>An edition with the number of its items.</summary>
public sealed record ListedEdition(GuidelineEditionId Id, string Label, DateOnly IssuedOn, int Items);

/// <summary>A guideline with its editions, the last first.</summary>
public sealed record ListedGuideline(GuidelineId Id, string Code, string Title, IReadOnlyList<ListedEdition> Editions);

/// <summary>All guidelines, and whether the reader imports them.</summary>
public sealed record GuidelinesView(IReadOnlyList<ListedGuideline> Guidelines, bool MayImport);

/// <summary>ガイドラインの一覧。They hang on no document: everybody who follows amendments sees all of them.</summary>
public sealed class ListGuidelinesHandler(ReaderDb store)
{
    public async Task<GuidelinesView> HandleAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var guidelines = await db.Guidelines.AsNoTracking().OrderBy(guideline => guideline.Code).ToListAsync(ct);
        var editions = (await db.GuidelineEditions.AsNoTracking().ToListAsync(ct)).ToLookup(edition => edition.GuidelineId);
        var counts = await db.GuidelineItems.GroupBy(item => item.EditionId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return new GuidelinesView(
            [
                .. guidelines.Select(guideline => new ListedGuideline(guideline.Id, guideline.Code, guideline.Title,
                    [.. GuidelineEdition.InOrder(editions[guideline.Id]).Reverse().Select(edition => new ListedEdition(edition.Id, edition.Label, edition.IssuedOn, counts.GetValueOrDefault(edition.Id)))])),
            ],
            db.Reader.Can(Ability.EditStandards));
    }
}
