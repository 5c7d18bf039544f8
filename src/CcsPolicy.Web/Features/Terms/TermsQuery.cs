using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Terms;

/// <summary>A provision with the name that people give it.</summary>
public sealed record TermPlace(ProvisionPath Path, string Label);

/// <summary>A definition as the page shows it.</summary>
/// <param name="At">Null for the preamble.</param>
/// <param name="Scope">The part in which it holds; null for the whole text.</param>
/// <param name="Differs">It says something else than another of the same word.</param>
public sealed record ShownDefinition(DocumentId Document, Tier Tier, string Title, EditionId Edition, TermPlace? At, string? Scope, string Words, bool Differs);

/// <summary>The uses of a term in one document.</summary>
public sealed record ShownUses(DocumentId Document, Tier Tier, string Title, EditionId Edition, TermGround Ground, ImmutableArray<TermPlace> Places);

/// <summary>A term as the page shows it; of a list with its first definitions, without its uses, and with what is counted of these outside procedures.</summary>
/// <param name="Document">That defines it first.</param>
/// <param name="Number">Which of its definitions, from 1.</param>
/// <param name="MoreDefinitions">How many definitions it has beside those that are shown.</param>
public sealed record ShownTerm(string Term, DocumentId Document, int Number, bool Differs, bool DiffersBetweenTiers, bool IsUndefinedSomewhere, int UsedIn, ImmutableArray<ShownDefinition> Definitions, int MoreDefinitions, ImmutableArray<ShownUses> Uses);

/// <summary>A page of the glossary.</summary>
/// <param name="All">How many terms there are for this reader.</param>
/// <param name="Differing">Of these, how many are defined in different words.</param>
/// <param name="Undefined">Of these, how many are used somewhere outside procedures without a definition.</param>
/// <param name="Total">How many were asked for.</param>
public sealed record TermsView(int All, int Differing, int Undefined, int Total, ImmutableArray<ShownTerm> Terms);

/// <summary>
/// 用語集を見る。Of the texts in force that the reader may know, and of nothing else: what is hidden, and what is withheld of the rest, defines nothing, uses nothing and differs from nothing. Definitions of a procedure that come
/// out are words of its text and are told as read, and so is where it uses a term. The list shows no place of use, so that procedures would come into its counts without having been read: it leaves their uses out.
/// </summary>
public sealed class TermsQuery(ReaderDb store, IReaderSource current, TextsInForce texts)
{
    public const int PageSize = 30;

    /// <summary>So many definitions of a term stand in the list.</summary>
    public const int MostListed = 6;

    public const int LongestQuestion = 60;

    /// <param name="words">What the term is to hold, width and kana apart; empty for all.</param>
    /// <param name="number">Of the page, from 1.</param>
    /// <param name="on">The day on which the texts were in force; today when null.</param>
    public async Task<TermsView> ListAsync(string words, TermFilter only, int number, DateOnly? on, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var set = await texts.OnAsync(db, on ?? db.Reader.Day, current.Asked, ct);
        var all = set.Glossary.Terms;
        var asked = all.Where(term => only switch { TermFilter.Differing => term.Differs, TermFilter.Undefined => ListedUses(set, term).Any(use => use.IsUndefined), _ => true })
            .Where(term => LooseWords.StandIn(term.Term, words))
            .OrderBy(term => term.Term, LooseWords.Order).ThenBy(term => term.Key, StringComparer.Ordinal).ToList();
        return new TermsView(all.Length, all.Count(term => term.Differs), all.Count(term => ListedUses(set, term).Any(use => use.IsUndefined)), asked.Count,
            [.. asked.Skip((number - 1) * PageSize).Take(PageSize).Select(term => Shown(db, set, term, inList: true))]);
    }

    /// <summary>The term of a definition with everything that is said of it; null when for this reader there is no such definition.</summary>
    /// <param name="number">Which of the definitions of the document, from 1.</param>
    /// <param name="on">The day on which the texts were in force; today when null.</param>
    public async Task<ShownTerm?> FindAsync(DocumentId document, int number, DateOnly? on, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var set = await texts.OnAsync(db, on ?? db.Reader.Day, current.Asked, ct);
        return set.Texts.FirstOrDefault(text => text.Id == document)?.Text.Definitions.ElementAtOrDefault(number - 1) is { } defined && set.Glossary.Find(defined.Term) is { } found
            ? Shown(db, set, found, inList: false) : null;
    }

    private static IEnumerable<TermUse> ListedUses(TextSet set, GlossaryTerm term) => term.Uses.Where(use => set.Texts[use.Text].Tier != Tier.Procedure);

    private static ShownTerm Shown(PolicyDb db, TextSet set, GlossaryTerm term, bool inList) => new(
        term.Term, set.Texts[term.Definitions[0].Text].Id, NumberOf(set, term), term.Differs, term.DiffersBetweenTiers,
        inList ? ListedUses(set, term).Any(use => use.IsUndefined) : term.IsUndefinedSomewhere, inList ? ListedUses(set, term).Sum(use => use.Provisions.Length) : term.UsedIn,
        [
            .. from definition in inList ? term.Definitions.Take(MostListed) : term.Definitions
               let text = Read(db, set, definition.Text)
               select new ShownDefinition(text.Id, text.Tier, text.Title, text.Edition, Place(text, definition.At), definition.Scope is { } scope ? text.Text.Paths.LabelOf(scope) : null,
                   definition.Words, definition.Scope is null && term.Differing.Contains(definition.Text)),
        ],
        inList ? Math.Max(0, term.Definitions.Length - MostListed) : 0,
        inList ? [] :
        [
            .. from use in term.Uses
               let text = Read(db, set, use.Text)
               select new ShownUses(text.Id, text.Tier, text.Title, text.Edition, use.Ground,
                   [.. use.Provisions.Select(place => new TermPlace(text.Text.Paths.All[place].Path, text.Text.Paths.LabelOf(text.Text.Paths.All[place])))]),
        ]);

    private static int NumberOf(TextSet set, GlossaryTerm term) =>
        1 + set.Texts[term.Definitions[0].Text].Text.Definitions.TakeWhile(definition => TermWords.KeyOf(definition.Term) != term.Key).Count();

    private static TextInForce Read(PolicyDb db, TextSet set, int place)
    {
        var text = set.Texts[place];
        db.Shown?.TextRead(text.Id, "terms", text.Edition);
        return text;
    }

    private static TermPlace? Place(TextInForce text, ProvisionPath? path) => path is { } at ? new TermPlace(at, text.Text.Paths.LabelOf(at)) : null;
}

/// <summary>Which terms are listed.</summary>
public enum TermFilter
{
    /// <summary>すべて</summary>
    All,

    /// <summary>食い違い</summary>
    Differing,

    /// <summary>定義がない</summary>
    Undefined,
}

/// <summary>How a filter stands in an address.</summary>
internal static class TermFilters
{
    public static string Written(this TermFilter filter) => filter switch { TermFilter.All => "all", TermFilter.Differing => "differing", TermFilter.Undefined => "undefined" };
}
