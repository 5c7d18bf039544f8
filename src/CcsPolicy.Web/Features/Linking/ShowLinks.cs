using System.Collections.Immutable;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Linking;

/// <summary>One end of a link as it reads today.</summary>
/// <param name="Label">第3条第2項; null for the whole document.</param>
/// <param name="Brief">The beginning of what it says.</param>
/// <param name="IsGone">The edition in force has the provision no longer.</param>
public sealed record LinkEnd(DocumentId Document, EditionId? Edition, ProvisionPath? Path, string? Label, string Brief, bool IsGone);

/// <summary>A link with both of its ends.</summary>
public sealed record LinkLine(ImplementsLinkId Id, LinkEnd Below, LinkEnd Above, string RecordedBy, DateTimeOffset RecordedAt);

/// <summary>The links to (or from) one other document.</summary>
public sealed record LinkedDocumentLines(DocumentId Id, Tier Tier, string Code, string Title, bool IsAbove, IReadOnlyList<LinkLine> Lines);

/// <summary>A document that this one may carry out.</summary>
public sealed record LinkTarget(DocumentId Id, Tier Tier, string Code, string Title);

/// <summary>What a document carries out, and what carries it out.</summary>
public sealed record LinksView(DocumentId Id, Tier Tier, string Title, bool MayLink, IReadOnlyList<LinkedDocumentLines> Documents, IReadOnlyList<LinkTarget> Targets);

/// <summary>What there is to choose from for a new link.</summary>
public sealed record PickView(
    DocumentId Id, string Title, LinkTarget Above, ImmutableArray<LinkableProvision> Below, ImmutableArray<LinkableProvision> Found, int More);

/// <summary>具体化のつながりを見る。A link is there only when both of its documents are there for the reader; so it says the query filter.</summary>
public sealed class ShowLinksHandler(ReaderDb store, EditionTexts texts)
{
    /// <summary>How many provisions of the document above one page offers.</summary>
    public const int MostOffered = 300;

    public async Task<Result<LinksView>> HandleAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } document)
            return DocumentErrors.NotFound;
        var links = await db.ImplementsLinks.AsNoTracking().Where(l => (l.BelowId == id || l.AboveId == id) && l.WithdrawnAt == null).ToListAsync(ct);
        var documents = await db.Documents.AsNoTracking().ToDictionaryAsync(d => d.Id, ct);
        var names = await db.NamesAsync(links.Select(l => l.RecordedBy), ct);
        var titles = await db.TitlesAsync(ct);
        var read = new Dictionary<DocumentId, LinkedText?>();
        foreach (var end in links.SelectMany(l => new[] { l.BelowId, l.AboveId }).Distinct())
            read[end] = await LinkedText.OfAsync(db, texts, end, ct);
        var groups =
            from link in links
            group link by (Other: link.BelowId == id ? link.AboveId : link.BelowId, IsAbove: link.BelowId == id) into found
            let other = documents[found.Key.Other]
            orderby found.Key.IsAbove descending, other.Tier
            select new LinkedDocumentLines(other.Id, other.Tier, db.Open(other.Id, other.Code), titles.Of(other), found.Key.IsAbove,
                [.. found.OrderBy(l => read[l.BelowId]?.Find(l.BelowKey)?.Index ?? int.MaxValue).ThenBy(l => l.AboveKey is { } key ? read[l.AboveId]?.Find(key)?.Index ?? int.MaxValue : -1)
                    .Select(l => new LinkLine(l.Id, End(l.BelowId, l.BelowKey), End(l.AboveId, l.AboveKey), names[l.RecordedBy], l.RecordedAt))]);
        var mayLink = db.Reader.MayLink(document);
        return new LinksView(id, document.Tier, titles.Of(document), mayLink, [.. groups],
            mayLink && await db.Editions.AnyAsync(e => e.DocumentId == id, ct) ? await TargetsAsync(db, titles, document, documents.Values, ct) : []);

        LinkEnd End(DocumentId at, Guid? key)
        {
            var text = read[at];
            var placed = key is { } wanted ? text?.Find(wanted) : null;
            return new LinkEnd(at, text?.Edition, placed?.Path, key is { } asked ? text?.LabelOf(asked) : null,
                placed is null ? "" : ShownProvision.Brief(placed.Provision), key is not null && placed is null);
        }
    }

    /// <summary>The provisions to choose from; those already chosen are among them whatever is looked for.</summary>
    public async Task<Result<PickView>> PickAsync(DocumentId id, DocumentId above, string? words, IReadOnlyCollection<Guid> chosen, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayLink(document)
            || await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == above, ct) is not { } upper || ImplementsLink.Fits(document.Tier, upper.Tier) is not null
            || await LinkedText.OfAsync(db, texts, id, ct) is not { } lower || await LinkedText.OfAsync(db, texts, above, ct) is not { } target)
            return DocumentErrors.NotFound;
        var found = target.Matching(words, chosen);
        var offered = found.Where((provision, at) => at < MostOffered || chosen.Contains(provision.Key)).ToImmutableArray();
        return new PickView(id, await db.TitleAsync(document, ct), new LinkTarget(above, upper.Tier, db.Open(above, upper.Code), await db.TitleAsync(upper, ct)),
            lower.Matching(null, []), offered, found.Length - offered.Length);
    }

    private static async Task<IReadOnlyList<LinkTarget>> TargetsAsync(Data.PolicyDb db, DocumentTitles titles, PolicyDocument below, IEnumerable<PolicyDocument> documents, CancellationToken ct)
    {
        var withText = (await db.Editions.AsNoTracking().Select(e => e.DocumentId).Distinct().ToListAsync(ct)).ToHashSet();
        return [.. documents.Where(d => ImplementsLink.Fits(below.Tier, d.Tier) is null && withText.Contains(d.Id))
            .Select(d => new LinkTarget(d.Id, d.Tier, db.Open(d.Id, d.Code), titles.Of(d))).OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal)];
    }
}
