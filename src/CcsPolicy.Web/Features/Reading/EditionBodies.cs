using System.Collections.Concurrent;
using System.Collections.Frozen;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>What changed from one edition to another: the comparison, and the later text with the changed provisions marked.</summary>
internal sealed record EditionChanges(TreeComparison Comparison, FrozenSet<int> Changed, byte[] MarkedHtml);

/// <summary>
/// 本文の保管。Keeps what was made of editions. An edition never changes, so neither does this; a caller has found the edition through the reader's own
/// context in the same request, and what is not kept yet is read through that context as well.
/// </summary>
internal sealed class EditionBodies
{
    /// <summary>Above this many everything is dropped and made again: simpler than to find out which are read most.</summary>
    private const int Most = 500;

    private readonly ConcurrentDictionary<(EditionId Edition, string Withheld, string Above), EditionBody> bodies = new();
    private readonly ConcurrentDictionary<(EditionBody Since, EditionBody Until), EditionChanges> changes = new();

    /// <summary>The body of an edition without what is withheld from the reader; null when this reader has no such edition.</summary>
    /// <param name="above">The texts, as this reader knows them, whose definitions hold in it; none for an edition that is not in force.</param>
    public async ValueTask<EditionBody?> FindAsync(PolicyDb db, EditionId edition, WithheldProvisions withheld, TextsAbove above, CancellationToken ct)
    {
        var key = (edition, withheld.Signature, above.Signature);
        if (bodies.TryGetValue(key, out var known))
            return known;
        var row = await db.Editions.AsNoTracking().Where(e => e.Id == edition).Select(e => new { e.DocumentId, e.Text, e.Keys }).SingleOrDefaultAsync(ct);
        if (row is null)
            return null;
        var made = EditionBody.Of(edition, row.DocumentId, db.Open(row.DocumentId, row.Text), row.Keys, withheld, above);
        if (bodies.Count >= Most)
            bodies.Clear();
        return bodies.GetOrAdd(key, made);
    }

    public EditionChanges Between(EditionBody since, EditionBody until)
    {
        if (changes.TryGetValue((since, until), out var known))
            return known;
        var comparison = TreeComparison.Between(since.Tree, until.Tree);
        var changed = comparison.Changes.Where(row => row.NewIndex is not null).Select(row => row.NewIndex!.Value).ToFrozenSet();
        if (changes.Count >= Most)
            changes.Clear();
        return changes.GetOrAdd((since, until), new EditionChanges(comparison, changed, EditionHtml.Write(until.Paths, until.Reading, until.Inherited, changed)));
    }
}
