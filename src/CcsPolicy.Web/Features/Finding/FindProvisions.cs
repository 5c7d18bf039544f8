using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Finding;

/// <summary>What is looked for: words that must all stand in one provision.</summary>
internal sealed record FindQuestion(ImmutableArray<string> Words)
{
    public const int LongestQuestion = 100;
    private const int MostWords = 8;

    /// <summary>Splits at gaps and folds; words of one sign and more.</summary>
    public static FindQuestion Of(string? written)
    {
        var text = written ?? "";
        text = text.Length > LongestQuestion ? text[..LongestQuestion] : text;
        return new([.. text.Split([' ', '　', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(FoldedText.Fold).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Take(MostWords)]);
    }
}

/// <summary>見つかった条項。</summary>
/// <param name="Path">Where it is; empty when the title of the document itself was found.</param>
/// <param name="Words">The sentence around the first hit, in pieces; true for a hit.</param>
internal sealed record FoundProvision(
    DocumentId Document, Tier Tier, string Title, EditionId Edition, ProvisionPath Path, string Label, string Heading, ImmutableArray<(string Words, bool Hit)> Words);

/// <summary>One page of what was found, and how much there is for this reader.</summary>
internal sealed record FoundPage(int Total, int Documents, ImmutableArray<FoundProvision> Items);

/// <summary>
/// 検索。Looks through the editions in force that the reader may know, and through nothing else: what is hidden, and what is withheld of the rest, is not asked, so neither hits nor their
/// order nor their number can depend on it. Texts are folded once per edition.
/// </summary>
internal sealed class FindProvisions(TimeProvider clock)
{
    public const int PageSize = 20;
    private const int Most = 500;
    private const int WeightOfTitle = 100;

    private readonly ConcurrentDictionary<(EditionId Edition, string Withheld), EditionIndex> indexes = new();

    /// <param name="number">Of the page, from 1.</param>
    public async Task<FoundPage> FindAsync(PolicyDb db, FindQuestion question, int number, CancellationToken ct)
    {
        if (question.Words.IsEmpty)
            return new FoundPage(0, 0, []);
        // To look through a text is not to read it: what comes out is told below.
        (db.Shown, var teller) = (null, db.Shown);
        var today = TokyoTime.Today(clock);
        var hits = new List<(Shown Document, IndexedProvision Provision, int Weight, int Order)>();
        foreach (var document in await DocumentsAsync(db, today, ct))
        {
            if (await IndexAsync(db, document.Edition, document.Withheld, ct) is not { } index)
                continue;
            var title = FoldedText.Of(document.Title);
            if (question.Words.All(word => title.Folded.Contains(word, StringComparison.Ordinal)))
                hits.Add((document, IndexedProvision.OfTitle(title), WeightOfTitle, hits.Count));
            foreach (var (provision, weight) in index.Find(question.Words))
                hits.Add((document, provision, weight, hits.Count));
        }
        // By how well it fits, then as documents and provisions stand.
        var shown = hits.OrderByDescending(hit => hit.Weight).ThenBy(hit => hit.Order).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(hit => new FoundProvision(hit.Document.Id, hit.Document.Tier, hit.Document.Title, hit.Document.Edition, hit.Provision.Path,
                hit.Provision.Label, HeadingOf(hit.Provision), Excerpt.Of(hit.Provision, question.Words)));
        var page = new FoundPage(hits.Count, hits.Select(hit => hit.Document.Id).Distinct().Count(), [.. shown]);
        foreach (var hit in page.Items)
            teller?.TextRead(hit.Document, "found", hit.Edition);
        return page;
    }

    private static string HeadingOf(IndexedProvision provision) => provision.Heading.Original is { Length: > 0 } own ? own : provision.Above;

    private static async Task<List<Shown>> DocumentsAsync(PolicyDb db, DateOnly today, CancellationToken ct)
    {
        var documents = await db.Documents.AsNoTracking().Select(d => new { d.Id, d.Tier, d.Code, d.Title }).ToListAsync(ct);
        var editions = (await db.Editions.AsNoTracking().Select(e => new { e.DocumentId, Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId) })
            .ToListAsync(ct)).ToLookup(e => e.DocumentId, e => e.Dates);
        var titles = await db.TitlesAsync(today, ct);
        var decisions = (await db.ProvisionOpenness.AsNoTracking().ToListAsync(ct)).ToLookup(decision => decision.DocumentId);
        var shown =
            from document in documents
            let current = new EditionOrder(editions[document.Id]).InForceOn(today)
            where current is not null
            select new Shown(document.Id, document.Tier, db.Open(document.Id, document.Code), titles.Of(document.Id, document.Title), current.Id,
                WithheldProvisions.From(db.Reader, document.Id, decisions[document.Id]));
        return [.. shown.OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Title, StringComparer.Ordinal).ThenBy(d => d.Id.Value)];
    }

    private async Task<EditionIndex?> IndexAsync(PolicyDb db, EditionId edition, WithheldProvisions withheld, CancellationToken ct)
    {
        if (indexes.TryGetValue((edition, withheld.Signature), out var known))
            return known;
        if (await db.Editions.AsNoTracking().Where(e => e.Id == edition).Select(e => new { e.DocumentId, e.Text, e.Keys }).SingleOrDefaultAsync(ct) is not { } row)
            return null;
        if (indexes.Count >= Most)
            indexes.Clear();
        var tree = ProvisionText.Read(db.Open(row.DocumentId, row.Text)).Tree;
        return indexes.GetOrAdd((edition, withheld.Signature), EditionIndex.Of(edition, withheld.IsNone ? tree : withheld.From(EditionKeys.Put(tree, row.Keys))));
    }

    private sealed record Shown(DocumentId Id, Tier Tier, string Code, string Title, EditionId Edition, WithheldProvisions Withheld);
}

/// <summary>抜粋。The sentence with the first hit, cut where it is long, hits apart from the rest.</summary>
internal static class Excerpt
{
    private const int Longest = 140;
    private const int Before = 50;

    public static ImmutableArray<(string Words, bool Hit)> Of(IndexedProvision provision, IReadOnlyList<string> words)
    {
        // Where there is only a heading, the heading says it.
        var text = provision.Text.Original;
        var hits = HitsIn(provision.Text, words);
        if (text.Length == 0)
            return [];
        var first = hits.Count > 0 ? hits[0].Start : 0;
        var start = text.LastIndexOfAny(['。', '\n'], Math.Max(0, first - 1)) + 1;
        if (start > first)
            start = 0;
        if (first - start > Before)
            start = first - Before;
        var end = text.IndexOfAny(['。', '\n'], first);
        end = end < 0 ? text.Length : text[end] == '。' ? end + 1 : end;
        end = Math.Min(end, start + Longest);
        // Never between the halves of a character.
        if (start > 0 && char.IsLowSurrogate(text[start]))
            start--;
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end++;
        return Pieces(text, start, end, hits);
    }

    private static ImmutableArray<(string, bool)> Pieces(string text, int start, int end, List<(int Start, int Length)> hits)
    {
        var pieces = ImmutableArray.CreateBuilder<(string, bool)>();
        if (start > 0 && text[start - 1] is not ('。' or '\n'))
            pieces.Add(("…", false));
        var at = start;
        foreach (var (from, length) in hits)
        {
            if (from < at || from + length > end)
                continue;
            if (from > at)
                pieces.Add((text[at..from], false));
            pieces.Add((text.Substring(from, length), true));
            at = from + length;
        }
        if (at < end)
            pieces.Add((text[at..end], false));
        if (end < text.Length && text[end - 1] != '。')
            pieces.Add(("…", false));
        return pieces.ToImmutable();
    }

    private static List<(int Start, int Length)> HitsIn(FoldedText text, IReadOnlyList<string> words)
    {
        var hits = new List<(int Start, int Length)>();
        foreach (var word in words)
            for (var at = 0; (at = text.Folded.IndexOf(word, at, StringComparison.Ordinal)) >= 0; at += word.Length)
                hits.Add(text.Behind(at, word.Length));
        hits.Sort();
        return hits;
    }
}
