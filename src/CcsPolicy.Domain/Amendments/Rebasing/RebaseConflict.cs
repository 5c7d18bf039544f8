using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>衝突の事項。What both a draft and the edition that came before it did to one thing.</summary>
public enum RebaseMatter
{
    /// <summary>題名</summary>
    Title,

    /// <summary>題名の次の行</summary>
    Preamble,

    /// <summary>目次</summary>
    Contents,

    /// <summary>本文: the same words, or words that touch.</summary>
    Words,

    /// <summary>見出し</summary>
    Caption,

    /// <summary>番号: two numbers for one provision, or one number for two provisions side by side.</summary>
    Number,

    /// <summary>種類</summary>
    Kind,

    /// <summary>位置: both moved it, or the place to which it was to go is no longer there.</summary>
    Place,

    /// <summary>先の版で削られた: the draft changes what the other edition deleted.</summary>
    Gone,

    /// <summary>この改正で削る: the draft deletes what the other edition changed, or added to.</summary>
    Deleted,
}

/// <summary>採る側。Which side a conflict is decided for.</summary>
public enum RebaseSide
{
    /// <summary>載せ替える改正</summary>
    Draft,

    /// <summary>先の版</summary>
    Latest,

    /// <summary>別の文言</summary>
    Own,
}

/// <summary>載せ替えの衝突。Something that only a person can decide; until then the text has it as the edition that came before.</summary>
/// <param name="Key">The provision; <see cref="LineageKey.None"/> for title, preamble and 目次.</param>
/// <param name="At">The provision by its address in the draft (第5条第2項第1号), or in the other edition where the draft does not have it; null for title, preamble and 目次.</param>
/// <param name="Was">How the base edition has it; null where it had nothing.</param>
/// <param name="Draft">How the draft has it; null where it deletes it. Words that only one of the two changed stand changed here as in <paramref name="Latest"/>.</param>
/// <param name="Latest">How the edition that came before has it; null where it deleted it.</param>
/// <param name="Sides">The sides for which it can be decided.</param>
public sealed record RebaseConflict(
    RebaseMatter Matter, LineageKey Key, string? At, string? Was, string? Draft, string? Latest, ImmutableArray<RebaseSide> Sides);

/// <summary>衝突の決め方。</summary>
/// <param name="Words">The words to take, for <see cref="RebaseSide.Own"/>; several lines for the preamble and the 目次.</param>
public sealed record RebaseChoice(RebaseMatter Matter, LineageKey Key, RebaseSide Side, string Words = "");

/// <summary>載せ替えの結果。</summary>
/// <param name="Tree">The text with all that could be carried over.</param>
/// <param name="Conflicts">What is still to be decided, in the order in which it was met; empty when the text is whole.</param>
public sealed record RebaseOutcome(ProvisionTree Tree, ImmutableArray<RebaseConflict> Conflicts)
{
    public bool IsWhole => Conflicts.IsEmpty;
}
