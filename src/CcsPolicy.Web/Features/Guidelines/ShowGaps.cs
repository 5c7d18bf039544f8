using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>A citation beside the provision that cites.</summary>
/// <param name="Change">What became of the item; null when the citation is looked at already.</param>
/// <param name="ReadIn">The name of the edition in which the item was read.</param>
public sealed record GapRow(GuidelineCitation Citation, ItemChange? Change, string ReadIn, ProvisionPath Path, string Label, string Brief);

/// <summary>The citations of one document.</summary>
public sealed record GapDocument(DocumentId Id, Tier Tier, string Title, EditionId Edition, bool MayCite, IReadOnlyList<GapRow> Open, IReadOnlyList<GapRow> Done);

/// <summary>What an edition asks of the provisions in force that the reader may know.</summary>
/// <param name="Before">The edition before it, if there is one.</param>
public sealed record GapsView(
    Guideline Guideline, GuidelineEdition Edition, GuidelineEdition? Before, IReadOnlyList<GuidelineEdition> Editions, IReadOnlyList<GapDocument> Documents, IReadOnlyList<UncitedItem> Uncited);

/// <summary>
/// 見直しの一覧を見る。Of the texts in force that the reader may know: a citation in a procedure that is not known, or by a provision that is withheld, is not there, neither as a name nor as a number, and an item
/// that nothing else cites is one that nothing cites.
/// </summary>
public sealed class ShowGapsHandler(ReaderDb store, TextsInForce texts)
{
    /// <summary>The gaps; null when there is no such edition.</summary>
    public async Task<GapsView?> HandleAsync(GuidelineEditionId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var editions = GuidelineEdition.InOrder(await db.GuidelineEditions.AsNoTracking()
            .Where(edition => db.GuidelineEditions.Any(one => one.Id == id && one.GuidelineId == edition.GuidelineId)).ToListAsync(ct)).ToList();
        var at = editions.FindIndex(edition => edition.Id == id);
        if (at < 0)
            return null;
        var (shown, before) = (editions[at], at == 0 ? null : editions[at - 1]);
        var guideline = await db.Guidelines.AsNoTracking().SingleAsync(one => one.Id == shown.GuidelineId, ct);
        var standing = GuidelineCitation.Standing(await db.GuidelineCitations.AsNoTracking().Where(citation => citation.GuidelineId == guideline.Id).ToListAsync(ct));
        var set = await texts.OfAsync(db, store.Asked, ct);
        var places = PlacesOf(set, standing);
        var needed = places.Keys.Select(citation => citation.EditionId).Append(id).Concat(before is null ? [] : [before.Id]).Distinct().ToList();
        var items = (await db.GuidelineItems.AsNoTracking().Where(item => needed.Contains(item.EditionId)).OrderBy(item => item.Ordinal).ToListAsync(ct)).ToLookup(item => item.EditionId);
        var gaps = GuidelineGaps.Of(shown, editions, items, places.Keys);
        var rows = gaps.Open.Select(line => (line.Citation, Change: (ItemChange?)line.Change)).Concat(gaps.Done.Select(citation => (Citation: citation, Change: (ItemChange?)null)))
            .ToLookup(row => row.Citation.DocumentId);
        return new GapsView(guideline, shown, before, editions,
            [
                .. from text in set.Texts
                   where rows.Contains(text.Id)
                   let told = Told(db, text)
                   let own = (from row in rows[text.Id]
                              let index = places[row.Citation]
                              orderby index, row.Citation.Item
                              let placed = text.Text.Paths.All[index]
                              select new GapRow(row.Citation, row.Change, editions.First(edition => edition.Id == row.Citation.EditionId).Label, placed.Path, text.Text.Paths.LabelOf(placed), ShownProvision.Brief(placed.Provision))).ToList()
                   select new GapDocument(text.Id, text.Tier, text.Title, text.Edition, db.Reader.MayEdit(text.Tier, text.Id),
                       own.FindAll(row => row.Change is not null), own.FindAll(row => row.Change is null)),
            ],
            gaps.Uncited);
    }

    /// <summary>The citations by provisions that stand in a text as the reader is shown it, each with the place of its provision.</summary>
    private static Dictionary<GuidelineCitation, int> PlacesOf(TextSet set, IEnumerable<GuidelineCitation> standing)
    {
        var places = new Dictionary<GuidelineCitation, int>(ReferenceEqualityComparer.Instance);
        foreach (var ofDocument in standing.GroupBy(citation => citation.DocumentId))
        {
            if (set.Texts.FirstOrDefault(text => text.Id == ofDocument.Key) is not { } text)
                continue;
            // What is withheld but for its number is in the text by its key.
            var shown = text.Text.Paths.All.Where(placed => !text.Withheld.Holds(placed.Provision.Key)).ToLookup(placed => placed.Provision.Key.Value, placed => placed.Index);
            foreach (var citation in ofDocument.Where(citation => shown.Contains(citation.Key)))
                places.Add(citation, shown[citation.Key].First());
        }
        return places;
    }

    private static TextInForce Told(PolicyDb db, TextInForce text)
    {
        // Names of provisions are words of their texts.
        db.Shown?.TextRead(text.Id, "guideline", text.Edition);
        return text;
    }
}
