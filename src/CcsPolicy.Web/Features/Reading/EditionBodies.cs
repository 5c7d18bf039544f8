using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Exports.Comparing;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>What changed from one edition to another: the comparison, the places of what changed in the later text, and the rows in which something happened.</summary>
internal sealed record EditionChanges(TreeComparison Comparison, FrozenSet<int> Changed, ImmutableArray<ComparedProvision> Rows)
{
    /// <summary>The table of both texts, written when it is first asked for.</summary>
    public required Lazy<string> TableHtml { get; init; }
}

/// <summary>
/// 本文の保管。Keeps what was made of editions. An edition never changes, so neither does this; a caller has found the edition through the reader's own
/// context in the same request, and what is not kept yet is read through that context as well.
/// </summary>
internal sealed class EditionBodies(IOptions<AmendingOptions> usage)
{
    /// <summary>Above this many everything is dropped and made again: simpler than to find out which are read most.</summary>
    private const int Most = 500;

    private readonly ConcurrentDictionary<(EditionId Edition, string Withheld, string Above), EditionBody> bodies = new();
    private readonly ConcurrentDictionary<(EditionBody Since, EditionBody Until), EditionChanges> changes = new();
    private readonly ConcurrentDictionary<(EditionBody Since, EditionBody Until), SentencesByProvision> sentences = new();
    private readonly ConcurrentDictionary<(EditionBody Shown, EditionChanges? Read, string Coming), byte[]> marked = new();

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
        return Keep(key, EditionBody.Of(edition, row.DocumentId, db.Open(row.DocumentId, row.Text), row.Keys, withheld, above));
    }

    /// <summary>The bodies of several editions of one document, in the order asked for, with one question for all that are not kept; null when this reader has not all of them.</summary>
    public async ValueTask<ImmutableArray<EditionBody>?> FindAllAsync(PolicyDb db, IReadOnlyList<(EditionId Id, TextsAbove Above)> editions, WithheldProvisions withheld, CancellationToken ct)
    {
        var missing = editions.Where(edition => !bodies.ContainsKey((edition.Id, withheld.Signature, edition.Above.Signature))).Select(edition => edition.Id).ToList();
        if (missing.Count > 0)
            foreach (var row in await db.Editions.AsNoTracking().Where(e => missing.Contains(e.Id)).Select(e => new { e.Id, e.DocumentId, e.Text, e.Keys }).ToListAsync(ct))
            {
                var above = editions.First(edition => edition.Id == row.Id).Above;
                Keep((row.Id, withheld.Signature, above.Signature), EditionBody.Of(row.Id, row.DocumentId, db.Open(row.DocumentId, row.Text), row.Keys, withheld, above));
            }
        var found = ImmutableArray.CreateBuilder<EditionBody>(editions.Count);
        foreach (var (id, above) in editions)
        {
            // Another request may have dropped everything meanwhile.
            if (await FindAsync(db, id, withheld, above, ct) is not { } body)
                return null;
            found.Add(body);
        }
        return found.MoveToImmutable();
    }

    public EditionChanges Between(EditionBody since, EditionBody until)
    {
        if (changes.TryGetValue((since, until), out var known))
            return known;
        var comparison = TreeComparison.Between(since.Tree, until.Tree);
        var rows = comparison.Changes.ToImmutableArray();
        var changed = rows.Where(row => row.NewIndex is not null).Select(row => row.NewIndex!.Value).ToFrozenSet();
        if (changes.Count >= Most)
            changes.Clear();
        return changes.GetOrAdd((since, until), new EditionChanges(comparison, changed, rows) { TableHtml = new(() => TableOf(comparison)) });
    }

    private string TableOf(TreeComparison comparison)
    {
        using var html = new StringWriter();
        ComparisonHtml.WriteTable(html, ComparisonTable.Of(comparison, usage.Value.Table()));
        return html.ToString();
    }

    /// <summary>Which sentences of the instrument from one edition to the next touch which provision.</summary>
    public SentencesByProvision SentencesOf(EditionBody since, EditionBody until)
    {
        if (sentences.TryGetValue((since, until), out var known))
            return known;
        if (sentences.Count >= Most)
            sentences.Clear();
        return sentences.GetOrAdd((since, until), SentencesByProvision.Between(since.Tree, until.Tree, usage.Value.Instrument(effective: null)));
    }

    /// <summary>The text with its marks: what changed since the reader acknowledged it, and what will read differently from when.</summary>
    public byte[] HtmlOf(EditionBody shown, EditionChanges? read, IReadOnlyList<ComingEdition> coming, IStringLocalizer<ReadingText> text)
    {
        if (read is null && coming.All(next => next.Changes is null))
            return shown.Html;
        var key = (shown, read, ComingEdition.SignatureOf(coming));
        if (marked.TryGetValue(key, out var known))
            return known;
        if (marked.Count >= Most)
            marked.Clear();
        var marks = ComingEdition.MarksIn(shown, coming);
        return marked.GetOrAdd(key, EditionHtml.Write(shown.Paths, shown.Reading, shown.Above, read?.Changed, index =>
            marks.TryGetValue(index, out var days) ? [.. days.Select(day => (ComingEdition.WordsOf(day.From, text), day.Url))] : []));
    }

    private EditionBody Keep((EditionId Edition, string Withheld, string Above) key, EditionBody made)
    {
        if (bodies.Count >= Most)
            bodies.Clear();
        return bodies.GetOrAdd(key, made);
    }
}
