using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>番号。What a label counts, without how it is written: 第4条の2 is 4, 2; 1.1.3 is 1, 1, 3; ウ is 3.</summary>
internal readonly record struct ProvisionNumber(ImmutableArray<int> Parts)
{
    public static ProvisionNumber Of(int main) => new([main]);

    public static ProvisionNumber None => new([]);

    public bool IsNone => Parts.IsDefaultOrEmpty;

    public int Main => Parts.IsDefaultOrEmpty ? 0 : Parts[0];

    public int Last => Parts.IsDefaultOrEmpty ? 0 : Parts[^1];

    public bool HasBranch => Parts.Length > 1;

    /// <summary>枝番号 one level down: 4 → 4の2.</summary>
    public ProvisionNumber FirstBranch => new(Parts.Add(2));

    public ProvisionNumber With(int last) => new(Parts.SetItem(Parts.Length - 1, last));

    public bool Equals(ProvisionNumber other) => Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Main, Last, Parts.IsDefault ? 0 : Parts.Length);

    /// <summary>Document order: 4 &lt; 4の2 &lt; 4の2の2 &lt; 4の3 &lt; 5.</summary>
    public int CompareTo(ProvisionNumber other) => Parts.AsSpan().SequenceCompareTo(other.Parts.AsSpan());

    public override string ToString() => Parts.IsDefaultOrEmpty ? "" : string.Join('_', Parts);
}
