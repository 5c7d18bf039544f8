using System.Collections.Concurrent;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>
/// 引用元の本文。Texts of other documents that may speak of an amended one. An editor that is open keeps them between its saves: an edition never changes, and which of them its reader may know is asked anew each time.
/// Of a document that only those with a need to know may read nothing is kept.
/// </summary>
public sealed class CitingTexts
{
    private readonly ConcurrentDictionary<EditionId, Opened> kept = new();

    /// <summary>A text that was opened to look for the name of another one.</summary>
    /// <param name="Speaks">Whether the name stands in it; of a text in which it does not, no words are kept.</param>
    internal sealed record Opened(DocumentId Document, bool Speaks, Lazy<ProvisionTree> Read)
    {
        public ProvisionTree Tree => Read.Value;
    }

    /// <summary>The texts of these editions, which the reader of the context may know.</summary>
    internal async Task<IReadOnlyDictionary<EditionId, Opened>> OfAsync(PolicyDb db, IReadOnlyList<EditionId> ids, TreeComparison comparison, CancellationToken ct)
    {
        var found = new Dictionary<EditionId, Opened>();
        var missing = ids.Where(id => !kept.ContainsKey(id)).ToList();
        foreach (var id in ids)
            if (kept.TryGetValue(id, out var known))
                found.Add(id, known);
        if (missing.Count == 0)
            return found;
        foreach (var edition in await db.Editions.AsNoTracking().Include(e => e.Document).Where(e => missing.Contains(e.Id)).ToListAsync(ct))
        {
            var words = db.Open(edition.DocumentId, edition.Text);
            var opened = new Opened(edition.DocumentId, ConsequentialChanges.Speaks(words, comparison), new(() => DraftTexts.TreeOf(words, edition.Keys)));
            found.Add(edition.Id, opened);
            if (edition.Document is { Openness: not Openness.NeedToKnow })
                kept.TryAdd(edition.Id, opened.Speaks ? opened : opened with { Read = new(() => ProvisionTree.Empty) });
        }
        return found;
    }
}
