using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>用語の拠り所。By what a text uses a word.</summary>
public enum TermGround
{
    /// <summary>自らの定義: a definition of the same text holds there.</summary>
    Own,

    /// <summary>上位の定義: the text has none there, and one above it has.</summary>
    Above,

    /// <summary>定義の範囲外: the only definition of the text is for another part of it.</summary>
    OutsideScope,

    /// <summary>定義なし: only a text beside or below defines it.</summary>
    Elsewhere,
}

/// <summary>用語の定義。Where a term is defined, and how.</summary>
/// <param name="Text">The place of the text among those of the glossary.</param>
/// <param name="Words">The defining words, with what stands below a 次のとおり.</param>
/// <param name="At">Null for the preamble.</param>
/// <param name="Scope">The part in which it holds; null for the whole text.</param>
public sealed record TermDefinition(int Text, string Words, ProvisionPath? At, ProvisionPath? Scope);

/// <summary>用語の使用。The provisions of a text that use a term by one ground.</summary>
/// <param name="Text">The place of the text among those of the glossary.</param>
/// <param name="Provisions">Their places in document order.</param>
public sealed record TermUse(int Text, TermGround Ground, ImmutableArray<int> Provisions)
{
    /// <summary>Nothing says there what the word means.</summary>
    public bool IsUndefined => Ground is TermGround.OutsideScope or TermGround.Elsewhere;
}

/// <summary>用語。A word that the set of texts defines, with everything that is said of it.</summary>
/// <param name="Term">As it is written where it is defined first.</param>
/// <param name="Key">As terms are compared.</param>
/// <param name="Definitions">In the order of the texts.</param>
/// <param name="Uses">In the order of the texts; the provisions that define it are not among them.</param>
/// <param name="Differing">The texts that define it for themselves throughout and in other words than another does.</param>
/// <param name="DiffersBetweenTiers">Two of these are of different ranks.</param>
public sealed record GlossaryTerm(
    string Term, string Key, ImmutableArray<TermDefinition> Definitions, ImmutableArray<TermUse> Uses, ImmutableArray<int> Differing, bool DiffersBetweenTiers)
{
    /// <summary>食い違い: two texts say different things by the same word.</summary>
    public bool Differs => Differing.Length > 0;

    /// <summary>定義がない: somewhere it is used and nothing says what it means there.</summary>
    public bool IsUndefinedSomewhere => Uses.Any(use => use.IsUndefined);

    /// <summary>In how many provisions it is used.</summary>
    public int UsedIn => Uses.Sum(use => use.Provisions.Length);
}
