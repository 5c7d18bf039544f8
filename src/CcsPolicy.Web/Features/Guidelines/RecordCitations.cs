using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>
/// 引用の記録・見直し・取消し。Each act is a further row. For whoever may not edit the document, and for citations that the reader may not know, there is nothing here.
/// </summary>
public sealed class RecordCitationsHandler(ReaderDb store, KnownDocuments known, EditionTexts texts)
{
    /// <summary>A provision cites these items of an edition. What stands already stays as it is.</summary>
    /// <param name="key">The provision by its lineage.</param>
    /// <param name="ordinals">Places of the items in the edition.</param>
    public async Task<Result<Done>> CiteAsync(DocumentId id, Guid key, GuidelineEditionId editionId, IReadOnlyCollection<int> ordinals, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ordinals);
        await using var db = await store.OpenAsync(ct);
        if (await CitedText.OfAsync(db, known, texts, store.Asked, id, ct) is not { } text || !db.Reader.MayCite(text.Document)
            || await db.Documents.SingleOrDefaultAsync(document => document.Id == id, ct) is not { } document
            || await db.GuidelineEditions.AsNoTracking().SingleOrDefaultAsync(edition => edition.Id == editionId, ct) is not { } edition)
            return GuidelineErrors.NotFound;
        if (key == Guid.Empty || ordinals.Count == 0)
            return GuidelineErrors.NothingToCite;
        var wanted = ordinals.Distinct().ToList();
        var items = await db.GuidelineItems.AsNoTracking().Where(item => item.EditionId == editionId && wanted.Contains(item.Ordinal)).ToListAsync(ct);
        if (text.Find(key) is null || items.Count != wanted.Count)
            return GuidelineErrors.NoSuchItem;
        var rows = await db.GuidelineCitations.AsNoTracking().Where(citation => citation.DocumentId == id && citation.Key == key && citation.GuidelineId == edition.GuidelineId).ToListAsync(ct);
        foreach (var item in items.OrderBy(item => item.Ordinal))
            if (GuidelineCitation.Cite(rows, db.Ids.Next<GuidelineCitationId>(), id, new LineageKey(key), edition, item.Number, db.Reader.PersonId!.Value, db.Now) is { } citation)
            {
                db.GuidelineCitations.Add(citation);
                db.Record(new JournalFact("citation.recorded").With("citation", citation.Id).With("edition", editionId), document, row: citation);
            }
        return await db.TrySaveAsync(GuidelineErrors.ChangedMeanwhile, ct);
    }

    /// <summary>Withdraws the citation. Withdrawing twice changes nothing.</summary>
    public async Task<Result<Done>> WithdrawAsync(DocumentId id, GuidelineCitationId citationId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var rows = await db.GuidelineCitations.AsNoTracking().Where(citation => citation.DocumentId == id).ToListAsync(ct);
        if (rows.Find(citation => citation.Id == citationId) is not { } standing
            || await db.Documents.SingleOrDefaultAsync(document => document.Id == id, ct) is not { } document || !db.Reader.MayCite(document))
            return GuidelineErrors.NotFound;
        if (standing.Withdraw(rows, db.Ids.Next<GuidelineCitationId>(), db.Reader.PersonId!.Value, db.Now) is not { } withdrawn)
            return Done.Instance;
        db.GuidelineCitations.Add(withdrawn);
        db.Record(new JournalFact("citation.withdrawn").With("citation", withdrawn.Id), document, row: withdrawn);
        return await db.TrySaveAsync(GuidelineErrors.ChangedMeanwhile, ct);
    }

    /// <summary>
    /// 見直し済み: in place of each of the citations one of its item as it stands in the edition, under the number that it has there. What is looked at already stays as it is; an item that the edition does
    /// not have refuses all of them.
    /// </summary>
    public async Task<Result<Done>> ConfirmAsync(GuidelineEditionId editionId, IReadOnlyCollection<GuidelineCitationId> citations, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(citations);
        await using var db = await store.OpenAsync(ct);
        if (await db.GuidelineEditions.AsNoTracking().SingleOrDefaultAsync(edition => edition.Id == editionId, ct) is not { } edition)
            return GuidelineErrors.NotFound;
        var wanted = citations.ToHashSet();
        var rows = await db.GuidelineCitations.AsNoTracking().Where(citation => citation.GuidelineId == edition.GuidelineId).ToListAsync(ct);
        var chosen = rows.FindAll(citation => wanted.Contains(citation.Id));
        var (about, read) = (chosen.Select(citation => citation.DocumentId).Distinct().ToList(), chosen.Select(citation => citation.EditionId).Append(editionId).Distinct().ToList());
        var documents = await db.Documents.Where(document => about.Contains(document.Id)).ToDictionaryAsync(document => document.Id, ct);
        if (wanted.Count == 0 || chosen.Count != wanted.Count || !about.TrueForAll(id => documents.TryGetValue(id, out var document) && db.Reader.MayCite(document)))
            return GuidelineErrors.NotFound;
        var items = (await db.GuidelineItems.AsNoTracking().Where(item => read.Contains(item.EditionId)).ToListAsync(ct)).ToLookup(item => item.EditionId);
        var compared = read.ToDictionary(from => from, from => GuidelineComparison.Between(items[from], items[editionId]));
        var holding = GuidelineCitation.Standing(rows).Select(citation => citation.Id).ToHashSet();
        var counts = new Dictionary<DocumentId, int>();
        foreach (var citation in chosen.Where(citation => holding.Contains(citation.Id) && citation.EditionId != editionId))
        {
            if (compared[citation.EditionId].Of(citation.Item)?.New is not { } item)
                return GuidelineErrors.ItemIsGone;
            Add(GuidelineCitation.Cite(rows, db.Ids.Next<GuidelineCitationId>(), citation.DocumentId, new LineageKey(citation.Key), edition, item.Number, db.Reader.PersonId!.Value, db.Now));
            Add(citation.Withdraw(rows, db.Ids.Next<GuidelineCitationId>(), db.Reader.PersonId!.Value, db.Now));
        }
        foreach (var (id, count) in counts)
            db.Record(new JournalFact("citation.confirmed").With("edition", editionId).With("count", count), documents[id]);
        return await db.TrySaveAsync(GuidelineErrors.ChangedMeanwhile, ct);

        void Add(GuidelineCitation? row)
        {
            if (row is null)
                return;
            db.GuidelineCitations.Add(row);
            // Two citations of one provision may have come to the same item.
            rows.Add(row);
            counts[row.DocumentId] = counts.GetValueOrDefault(row.DocumentId) + 1;
        }
    }
}
