using System.Collections.Immutable;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>A citation with its provision as it reads today.</summary>
/// <param name="Label">Null when the text has the provision no longer.</param>
/// <param name="Item">The item as it was read.</param>
public sealed record CitationRow(GuidelineCitation Citation, ProvisionPath? Path, string? Label, string Brief, GuidelineItem? Item, string ReadIn);

/// <summary>The citations of one guideline, and its last edition.</summary>
public sealed record CitedGuideline(Guideline Guideline, GuidelineEdition Last, IReadOnlyList<CitationRow> Rows);

/// <summary>What the provisions of a document cite.</summary>
public sealed record CitationsView(DocumentId Id, string Title, EditionId Edition, bool MayCite, IReadOnlyList<CitedGuideline> Guidelines);

/// <summary>What there is to choose from for new citations.</summary>
public sealed record PickItemsView(
    DocumentId Id, string Title, Guideline Guideline, GuidelineEdition Edition, IReadOnlyList<(Guideline Guideline, GuidelineEdition Edition)> Others,
    ImmutableArray<CitingProvision> Provisions, ImmutableArray<GuidelineItem> Found, int More);

/// <summary>引用を見る。By whoever may follow the document, without the provisions that are withheld.</summary>
public sealed class ShowCitationsHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    /// <summary>How many items one page offers.</summary>
    public const int MostOffered = 300;

    public async Task<CitationsView?> HandleAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await CitedText.OfAsync(db, known, texts, store.Asked, id, ct) is not { } text)
            return null;
        var standing = GuidelineCitation.Standing(await db.GuidelineCitations.AsNoTracking().Where(citation => citation.DocumentId == id).ToListAsync(ct)).Where(citation => text.MayTellOf(citation.Key)).ToList();
        var (read, numbers) = (standing.Select(citation => citation.EditionId).Distinct().ToList(), standing.Select(citation => citation.Item).Distinct().ToList());
        var items = (await db.GuidelineItems.AsNoTracking().Where(item => read.Contains(item.EditionId) && numbers.Contains(item.Number)).ToListAsync(ct)).ToDictionary(item => (item.EditionId, item.Number));
        var guidelines = await GuidelinesAsync(db, ct);
        var labels = guidelines.SelectMany(one => one.Editions).ToDictionary(edition => edition.Id, edition => edition.Label);
        return new CitationsView(id, text.Title, text.Edition, db.Reader.MayCite(text.Document),
        [
            .. from one in guidelines
               let rows = from citation in standing
                          where citation.GuidelineId == one.Guideline.Id
                          let placed = text.Find(citation.Key)
                          let item = items.GetValueOrDefault((citation.EditionId, citation.Item))
                          orderby placed?.Index ?? int.MaxValue, item?.Ordinal
                          select new CitationRow(citation, placed?.Path, placed is null ? null : text.LabelOf(placed), placed is null ? "" : ShownProvision.Brief(placed.Provision), item, labels[citation.EditionId])
               select new CitedGuideline(one.Guideline, one.Editions[^1], [.. rows]),
        ]);
    }

    /// <summary>The items to choose from; those already chosen are among them whatever is looked for.</summary>
    /// <param name="edition">Null for the last edition of the first guideline.</param>
    /// <param name="chosen">Places of items.</param>
    public async Task<PickItemsView?> PickAsync(DocumentId id, GuidelineEditionId? edition, string? words, IReadOnlyCollection<int> chosen, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await CitedText.OfAsync(db, known, texts, store.Asked, id, ct) is not { } text || !db.Reader.MayCite(text.Document))
            return null;
        var guidelines = await GuidelinesAsync(db, ct);
        var all = guidelines.SelectMany(one => one.Editions.Reverse().Select(of => (one.Guideline, Edition: of))).ToList();
        if (all.Find(one => edition is null || one.Edition.Id == edition) is not { Guideline: { } guideline, Edition: { } asked })
            return null;
        var wanted = (words ?? "").Trim();
        var found = (await db.GuidelineItems.AsNoTracking().Where(item => item.EditionId == asked.Id).OrderBy(item => item.Ordinal).ToListAsync(ct))
            .Where(item => chosen.Contains(item.Ordinal) || LooseWords.StandIn(item.Number, wanted) || LooseWords.StandIn(item.Heading, wanted) || LooseWords.StandIn(item.Words, wanted)).ToList();
        var offered = found.Where((item, at) => at < MostOffered || chosen.Contains(item.Ordinal)).ToImmutableArray();
        return new PickItemsView(id, text.Title, guideline, asked, [.. all.Where(one => one.Edition.Id != asked.Id)], text.Provisions, offered, found.Count - offered.Length);
    }

    private static async Task<List<(Guideline Guideline, IReadOnlyList<GuidelineEdition> Editions)>> GuidelinesAsync(Data.PolicyDb db, CancellationToken ct)
    {
        var read = await db.Guidelines.AsNoTracking().OrderBy(guideline => guideline.Code)
            .Select(guideline => new { Guideline = guideline, Editions = db.GuidelineEditions.Where(edition => edition.GuidelineId == guideline.Id).ToList() }).ToListAsync(ct);
        return [.. read.Where(one => one.Editions.Count > 0).Select(one => (one.Guideline, (IReadOnlyList<GuidelineEdition>)[.. GuidelineEdition.InOrder(one.Editions)]))];
    }
}
