using System.Collections.Immutable;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>An amendment that goes with another one, or that another one goes with, as a reader finds it who may follow both.</summary>
/// <param name="Amendment">With its document.</param>
public sealed record Accompanying(Amendment Amendment, string Title)
{
    public PolicyDocument Document => Amendment.Document!;
}

/// <summary>伴う改正の見つけ方。For whoever may not follow one of the two they have nothing to do with each other.</summary>
public static class AccompanyingQueries
{
    /// <summary>The amendment with its document, for a reader who may follow it; and, as far as the reader may follow them, the one that it goes with and those that go with it and were not withdrawn.</summary>
    public static async Task<(Amendment? Own, Amendment? First, IReadOnlyList<Amendment> With)> FindAmendmentWithAsync(this PolicyDb db, AmendmentId id, CancellationToken ct)
    {
        var rows = await db.Amendments.Include(a => a.Document)
            .Where(a => a.Id == id || (a.AccompaniesId == id && a.Stage != AmendmentStage.Withdrawn) || db.Amendments.Any(own => own.Id == id && own.AccompaniesId == a.Id)).ToListAsync(ct);
        rows.RemoveAll(a => a.Document is not { } document || !db.Reader.MayFollowAmendments(document));
        return rows.Find(a => a.Id == id) is { } own
            ? (own, rows.Find(a => a.Id == own.AccompaniesId), rows.FindAll(a => a.AccompaniesId == id && a.Stage != AmendmentStage.Withdrawn)) : (null, null, []);
    }

    /// <summary>The amendments that go with this one and were not withdrawn.</summary>
    public static async Task<IReadOnlyList<Accompanying>> AccompanyingAsync(this PolicyDb db, AmendmentId id, CancellationToken ct) =>
        await db.TitledAsync((await db.FindAmendmentWithAsync(id, ct)).With, ct);

    /// <summary>Amendments with the titles of their documents, in the order of these.</summary>
    public static async Task<IReadOnlyList<Accompanying>> TitledAsync(this PolicyDb db, IReadOnlyList<Amendment> amendments, CancellationToken ct)
    {
        if (amendments.Count == 0)
            return [];
        var titles = await db.TitlesAsync(ct);
        return [.. amendments.Select(a => new Accompanying(a, titles.Of(a.Document!))).OrderBy(one => one.Document.Tier).ThenBy(one => one.Title, StringComparer.Ordinal)];
    }

    /// <summary>An amendment with the title of its document; null for none.</summary>
    public static async Task<Accompanying?> TitledAsync(this PolicyDb db, Amendment? amendment, CancellationToken ct) => amendment is null ? null : (await db.TitledAsync([amendment], ct))[0];

    /// <summary>The amendment that this one goes with.</summary>
    public static async Task<Accompanying?> AccompaniedAsync(this PolicyDb db, Amendment amendment, CancellationToken ct) =>
        amendment.AccompaniesId is { } id && await db.FindAmendmentAsync(id, ct) is { Document: { } document } first ? new(first, await db.TitleAsync(document, ct)) : null;

    /// <summary>Of the draft of another document: the references into the amended text that came unchanged from the text that it was made from, and would point elsewhere or nowhere.</summary>
    /// <param name="draft">With its document, of which the reader of the context may follow the amendments.</param>
    /// <param name="comparison">Of the text amended with the text as it will be.</param>
    public static async Task<ImmutableArray<Consequence>> LeftInDraftAsync(this PolicyDb db, Amendment draft, DraftedText text, TreeComparison comparison, CancellationToken ct)
    {
        var left = ConsequentialChanges.Among(comparison, [new CitingText(text.Base, text.Tree)])[0];
        if (left.IsEmpty)
            return left;
        var withheld = WithheldProvisions.From(db.Reader, draft.DocumentId, await db.ProvisionOpenness.AsNoTracking().Where(decision => decision.DocumentId == draft.DocumentId).ToListAsync(ct));
        return withheld.ReadableOf(text.Tree, left);
    }

    /// <summary>Of these, what stands in provisions that nobody keeps from the reader.</summary>
    internal static ImmutableArray<Consequence> ReadableOf(this WithheldProvisions withheld, ProvisionTree tree, ImmutableArray<Consequence> found)
    {
        var readable = withheld.From(tree).All().Select(at => at.Provision.Key).Where(key => !withheld.Holds(key)).ToHashSet();
        return found.RemoveAll(one => one.Index >= 0 && !readable.Contains(one.Key));
    }

    /// <summary>What the amendment changes: a repeal, all of it.</summary>
    public static TreeComparison ChangesOf(this Amendment amendment, DraftedText text) =>
        amendment.Kind == EditionKind.Repeal ? TreeComparison.Between(text.Base, ProvisionTree.Empty) : text.Comparison();

    /// <summary>Whether the record of a document may tell of another one: all that follow its amendments may know that one, too.</summary>
    public static bool MayTellOf(this PolicyDocument document, PolicyDocument other) =>
        other.Tier != Tier.Procedure && other.Openness <= (document.Openness > Openness.Internal ? document.Openness : Openness.Internal);
}
