using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>関連する規程。A document that the one read carries out, or that carries it out.</summary>
/// <param name="IsAbove">True when it is the one above.</param>
/// <param name="Keys">The provisions of the document read that the links hang on.</param>
internal sealed record RelatedDocument(DocumentId Id, string Title, bool IsAbove, IReadOnlyList<Guid> Keys)
{
    private static readonly bool[] Sides = [true, false];

    /// <summary>What the links name; a link is there only when both of its documents are there for the reader, and of neither the provision that it hangs on is withheld.</summary>
    public static async Task<IReadOnlyList<RelatedDocument>> OfAsync(PolicyDb db, DocumentId id, KnownDocuments known, EditionTexts texts, Stamps? asked, CancellationToken ct)
    {
        var links = await db.ImplementsLinks.AsNoTracking().Where(link => (link.BelowId == id || link.AboveId == id) && link.WithdrawnAt == null).ToListAsync(ct);
        var others = links.Select(link => link.BelowId == id ? link.AboveId : link.BelowId).Distinct().ToList();
        var documents = await db.Documents.AsNoTracking().Where(d => others.Contains(d.Id)).Select(d => new { d.Id, d.Title }).ToListAsync(ct);
        var isWithheld = await WithheldAsync(db, [id, .. documents.Select(d => d.Id)], known, texts, asked, ct);
        links.RemoveAll(link => isWithheld(link.BelowId, link.BelowKey) || (link.AboveKey is { } key && isWithheld(link.AboveId, key)));
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

    /// <summary>Says which provisions of the documents are withheld from the reader, with those in them as the text stands now. Where nothing is withheld no text is asked for.</summary>
    private static async Task<Func<DocumentId, Guid, bool>> WithheldAsync(PolicyDb db, IEnumerable<DocumentId> ids, KnownDocuments known, EditionTexts texts, Stamps? asked, CancellationToken ct)
    {
        var withheld = new Dictionary<DocumentId, WithheldProvisions>();
        var standing = new List<EditionId>();
        foreach (var id in ids)
            if (await known.FindAsync(db.Reader, id, asked, ct) is { } document && WithheldProvisions.From(db.Reader, id, document.Decisions) is { IsNone: false } own)
            {
                withheld[id] = own;
                if ((document.Order.InForceOn(db.Reader.Day) ?? document.Order.LastTextBy(db.Reader.Day)) is { } current)
                    standing.Add(current.Id);
            }
        if (withheld.Count == 0)
            return (_, _) => false;
        var below = new HashSet<(DocumentId, Guid)>();
        foreach (var edition in await db.Editions.AsNoTracking().Include(e => e.Document).Where(e => standing.Contains(e.Id)).ToListAsync(ct))
        {
            var paths = ProvisionPaths.Of(texts.Of(db, edition).Tree);
            foreach (var held in paths.All.Where(placed => withheld[edition.DocumentId].Holds(placed.Provision.Key)))
                below.UnionWith(Enumerable.Range(held.Index, held.End - held.Index).Select(at => (edition.DocumentId, paths.All[at].Provision.Key.Value)));
        }
        return (document, key) => below.Contains((document, key)) || (withheld.TryGetValue(document, out var own) && own.Holds(new LineageKey(key)));
    }
}
