using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions;

/// <summary>
/// 条項。One numbered or named unit of a text with the units below it. Immutable; equality is equality of what is written
/// (kind, label, heading, where the heading stands, text, children), not of where it was read or which lineage it has.
/// </summary>
public sealed record Provision
{
    public required ProvisionKind Kind { get; init; }

    /// <summary>The number or name as written, without surrounding space: 第6条, 第4条の2, 2, (3), ①, ア, 附則, 別表第1.</summary>
    public required string Label { get; init; }

    /// <summary>見出し: the caption without its brackets, or the words of a chapter, or the words after the number; null when there is none.</summary>
    public string? Heading { get; init; }

    /// <summary>Where the heading stood, so that the text can be written back as it was.</summary>
    public HeadingPlace HeadingPlace { get; init; }

    /// <summary>The unit's own text without its children: lines separated by \n, no trailing line end. An unnumbered first 項 is the article's own text.</summary>
    public string Text { get; init; } = "";

    public ImmutableArray<Provision> Children { get; init; } = [];

    /// <summary>First line in the text it was read from, from 1; 0 when it was not read from a text.</summary>
    public int Line { get; init; }

    public LineageKey Key { get; init; }

    public bool Equals(Provision? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Kind == other.Kind && Label == other.Label && Heading == other.Heading && HeadingPlace == other.HeadingPlace
            && Text == other.Text && Children.AsSpan().SequenceEqual(other.Children.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Kind, Label, Heading, Text, Children.Length);

    /// <summary>This unit and all below it in document order, with the depth from 1 relative to this unit.</summary>
    public IEnumerable<(Provision Provision, int Depth)> WithDescendants()
    {
        // Depth in documents is small, but a text from outside may nest: an own stack, not recursion.
        var open = new Stack<(Provision, int)>();
        open.Push((this, 1));
        while (open.TryPop(out var next))
        {
            yield return next;
            var (provision, depth) = next;
            for (var i = provision.Children.Length - 1; i >= 0; i--)
                open.Push((provision.Children[i], depth + 1));
        }
    }
}

/// <summary>見出しの位置。</summary>
public enum HeadingPlace
{
    /// <summary>No heading, or the words of a chapter or a policy's number on the same line: 第1章 総則, 1 目的.</summary>
    SameLine,

    /// <summary>In brackets on its own line above: （目的）.</summary>
    BracketedAbove,

    /// <summary>In brackets after the number: 第1条（目的）.</summary>
    BracketedAfter,

    /// <summary>Without brackets on its own line above.</summary>
    PlainAbove,

    /// <summary>Without brackets on the line after the number's own line.</summary>
    PlainBelow,

    /// <summary>共通見出し: shared with the article before, which carries it; this article has none of its own in the text.</summary>
    Shared,
}
