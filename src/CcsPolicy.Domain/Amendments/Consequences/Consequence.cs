using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>ハネ改正の種類。What becomes of a reference when numbers move.</summary>
public enum ConsequenceKind
{
    /// <summary>別の条項を指すことになる</summary>
    Elsewhere,

    /// <summary>指す先がなくなる: what it means is still there, but not under this number.</summary>
    Nowhere,

    /// <summary>指す先が削られた</summary>
    Gone,

    /// <summary>目次の番号が本文と違うことになる</summary>
    Contents,

    /// <summary>項の加わった条の全体を指す: it may now have to say 第1項. Advice, no fault.</summary>
    WholeArticle,
}

/// <summary>ハネ改正の一件。A reference that pointed at a provision and would, with the new text, point at another one or at none.</summary>
public sealed record Consequence
{
    public required ConsequenceKind Kind { get; init; }

    /// <summary>The place of what stands before the body.</summary>
    public const int OfPreamble = -1;

    /// <summary>The place of the 目次.</summary>
    public const int OfContents = -2;

    /// <summary>The provision in whose words it stands: its place in the document order of the text, from 0, <see cref="OfPreamble"/> or <see cref="OfContents"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The lineage key of that provision; none for a text that has no keys, and for what stands before the body or in the 目次.</summary>
    public required LineageKey Key { get; init; }

    /// <summary>What that provision is called: 第6条第2項.</summary>
    public required string At { get; init; }

    /// <summary>Where the reference begins in the provision's own words, or in the lines before the body or of the 目次 with a line end between each two, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>The reference as written: one pointer, also where it is part of a list.</summary>
    public required string Written { get; init; }

    /// <summary>The wording that points where it pointed before; null when there is none or none could be made with certainty.</summary>
    public string? Proposed { get; init; }

    /// <summary>What the provision was called that it pointed at.</summary>
    public required string Meant { get; init; }

    /// <summary>What that provision is called in the new text; null when it is gone.</summary>
    public string? MeantNow { get; init; }

    /// <summary>What the provision is called that it would point at; null for none.</summary>
    public string? Now { get; init; }

    /// <summary>Some words of the provision around it, so that a person can place it.</summary>
    public required string Around { get; init; }

    /// <summary>Tells it from every other of its text: the provision, or the lines, and the place in the words.</summary>
    public string Place => $"{(Key.IsNone ? At : Key.ToString())}.{Start}";

    /// <summary>Whether it would point elsewhere or nowhere, and not only says more than it needs.</summary>
    public bool IsDangling => Kind != ConsequenceKind.WholeArticle;

    /// <summary>Whether its proposal only corrects what moved: such proposals can be put in all at once.</summary>
    public bool IsCorrection => IsDangling && Proposed is not null;
}
