using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>用語集の一文書。A text as the glossary reads it, without what is withheld from whoever the glossary is for.</summary>
/// <param name="Rank">Where it stands: what has a smaller number stands above.</param>
/// <param name="Title">What other texts call it.</param>
public sealed record GlossaryText(int Rank, string Title, ProvisionPaths Paths, ImmutableArray<Definition> Definitions)
{
    /// <summary>Whether its definition holds at a place in it.</summary>
    public bool Holds(Definition definition, PlacedProvision at)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(at);
        return definition.Scope is not { } scope || (Paths.Find(scope) is { } within && at.Index >= within.Index && at.Index < within.End);
    }
}

/// <summary>
/// 上位の定義語。The words that a text uses by a definition above it: those that it does not define for itself throughout, each with the definition of the nearest rank above that has one. Where two texts of that rank
/// define a word in different words, nobody can say which is meant, and there is none.
/// </summary>
/// <param name="Text">The place of the defining text among those above.</param>
public sealed record InheritedTerm(int Text, Definition Definition)
{
    /// <summary>The words that hold in a text with these definitions.</summary>
    /// <param name="own">The definitions of the text itself.</param>
    /// <param name="above">The texts that stand above it, in the order in which they are named.</param>
    public static ImmutableArray<InheritedTerm> Of(ImmutableArray<Definition> own, IReadOnlyList<GlossaryText> above)
    {
        ArgumentNullException.ThrowIfNull(above);
        var defined = own.Where(definition => definition.Scope is null).Select(definition => TermWords.KeyOf(definition.Term)).ToHashSet(StringComparer.Ordinal);
        var found =
            from text in above.Select((text, place) => (text, place))
            from definition in text.text.Definitions
            where definition.Scope is null
            let key = TermWords.KeyOf(definition.Term)
            where key.Length > 1 && !defined.Contains(key)
            group (text.place, text.text.Rank, definition, text.text) by key into same
            let nearest = same.GroupBy(one => one.Rank).MaxBy(rank => rank.Key)!.ToList()
            where nearest.Select(one => one.place).Distinct().Count() == 1
                || nearest.Select(one => TermWords.Compared(DefinedWords.Of(one.text, one.definition))).Distinct(StringComparer.Ordinal).Count() == 1
            select new InheritedTerm(nearest[0].place, nearest[0].definition);
        return [.. found];
    }
}
