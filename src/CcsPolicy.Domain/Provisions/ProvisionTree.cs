using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions;

/// <summary>
/// 規程本文。A whole text as a tree: title, the lines before the body as written (制定, 改正, numbers, a 制定文), the lines of the 目次, and the provisions.
/// </summary>
public sealed record ProvisionTree
{
    /// <summary>題名, without a leading ○.</summary>
    public string Title { get; init; } = "";

    /// <summary>Lines between title and body that are neither 目次 nor provisions, as written.</summary>
    public ImmutableArray<string> Preamble { get; init; } = [];

    /// <summary>Lines of the 目次, as written; empty when the text has none.</summary>
    public ImmutableArray<string> Contents { get; init; } = [];

    /// <summary>The units of the first level in document order.</summary>
    public ImmutableArray<Provision> Provisions { get; init; } = [];

    public static ProvisionTree Empty { get; } = new();

    public bool Equals(ProvisionTree? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Title == other.Title && Preamble.AsSpan().SequenceEqual(other.Preamble.AsSpan())
            && Contents.AsSpan().SequenceEqual(other.Contents.AsSpan())
            && Provisions.AsSpan().SequenceEqual(other.Provisions.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Title, Preamble.Length, Contents.Length, Provisions.Length);

    /// <summary>All provisions in document order with their depth from 1.</summary>
    public IEnumerable<(Provision Provision, int Depth)> All() => Provisions.SelectMany(root => root.WithDescendants());
}
