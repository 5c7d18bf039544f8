using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>関連する規程。A document that the one read carries out, or that carries it out.</summary>
/// <param name="IsAbove">True when it is the one above.</param>
/// <param name="Keys">The provisions of the document read that the links hang on.</param>
internal sealed record RelatedDocument(DocumentId Id, string Title, bool IsAbove, IReadOnlyList<Guid> Keys)
{
    private static readonly bool[] Sides = [true, false];

    /// <summary>What the links name; a link is there only when both of its documents are there for the reader.</summary>
    public static async Task<IReadOnlyList<RelatedDocument>> OfAsync(PolicyDb db, DocumentId id, CancellationToken ct)
    {
        var links = await db.ImplementsLinks.AsNoTracking().Where(link => (link.BelowId == id || link.AboveId == id) && link.WithdrawnAt == null).ToListAsync(ct);
        var others = links.Select(link => link.BelowId == id ? link.AboveId : link.BelowId).Distinct().ToList();
        var documents = await db.Documents.AsNoTracking().Where(d => others.Contains(d.Id)).Select(d => new { d.Id, d.Title }).ToListAsync(ct);
        var titles = await db.TitlesAsync(ct);
        return
        [
            .. from other in documents
               from isAbove in Sides
               let own = links.Where(link => (isAbove ? link.AboveId : link.BelowId) == other.Id && (isAbove ? link.BelowId : link.AboveId) == id).ToList()
               where own.Count > 0
               select new RelatedDocument(other.Id, titles.Of(other.Id, other.Title), isAbove,
                   [.. own.Select(link => isAbove ? link.BelowKey : link.AboveKey).OfType<Guid>()]),
        ];
    }
}
