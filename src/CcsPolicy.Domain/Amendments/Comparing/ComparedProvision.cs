using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 比較の行。One provision in the comparison of two texts. A deleted one stands where it stood among what stayed.
/// </summary>
public sealed record ComparedProvision
{
    public required ProvisionChange Change { get; init; }

    /// <summary>As it was, with all that was below it; null when added.</summary>
    public required Provision? Old { get; init; }

    /// <summary>As it is, with all that is below it; null when deleted.</summary>
    public required Provision? New { get; init; }

    /// <summary>Its place in the document order of the old tree, from 0; null when added.</summary>
    public required int? OldIndex { get; init; }

    /// <summary>Its place in the document order of the new tree, from 0; null when deleted.</summary>
    public required int? NewIndex { get; init; }

    /// <summary>Depth from 1: in the new tree, or of a deleted provision below what it would stand under.</summary>
    public required int Depth { get; init; }

    /// <summary>The provision's own text, without what is below it.</summary>
    public required ImmutableArray<TextStretch> Text { get; init; }

    /// <summary>The words of its heading; empty when there is none on either side.</summary>
    public required ImmutableArray<TextStretch> Heading { get; init; }

    public bool IsUnchanged => Change == ProvisionChange.None;

    /// <summary>The provision as it is, or as it was when it was deleted.</summary>
    public Provision Shown => New ?? Old!;
}
