using CcsPolicy.Data;
using CcsPolicy.Domain.Guidelines;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>基づくガイドラインの項目。An item that a provision of the document read is written after.</summary>
/// <param name="Guideline">The title of the guideline.</param>
/// <param name="Key">The provision by its lineage.</param>
internal sealed record CitedItem(string Guideline, Guid Key, string Item)
{
    /// <summary>What is cited, each item once for a provision, without what a withheld provision cites: one in it is in no text that the reader is shown.</summary>
    public static async Task<IReadOnlyList<CitedItem>> OfAsync(PolicyDb db, ReadingFacts facts, CancellationToken ct)
    {
        var rows = await db.GuidelineCitations.AsNoTracking().Where(citation => citation.DocumentId == facts.Id)
            .Join(db.Guidelines, citation => citation.GuidelineId, guideline => guideline.Id, (citation, guideline) => new { Citation = citation, guideline.Title }).ToListAsync(ct);
        var titles = rows.Select(row => (row.Citation.GuidelineId, row.Title)).Distinct().ToDictionary();
        return
        [
            .. GuidelineCitation.Standing(rows.Select(row => row.Citation)).Where(citation => !facts.Withheld.Holds(new(citation.Key)))
                .Select(citation => new CitedItem(titles[citation.GuidelineId], citation.Key, citation.Item)).Distinct(),
        ];
    }
}
