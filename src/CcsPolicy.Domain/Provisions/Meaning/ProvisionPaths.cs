using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>所在の付いた条項。A provision at its place in one tree.</summary>
/// <param name="Index">Its place in document order, from 0.</param>
/// <param name="Parent">The index of the provision that holds it; −1 at the top.</param>
/// <param name="End">The index after its last descendant.</param>
public sealed record PlacedProvision(ProvisionPath Path, Provision Provision, int Depth, int Index, int Parent, int End)
{
    internal LabelNumber Number { get; init; }

    /// <summary>The index of the 附則, 別表 or 様式 that it is in or is itself; −1 in the 本則.</summary>
    internal int Part { get; init; }
}

/// <summary>
/// 条項の所在の一覧。All paths of one tree: made once, then found by path, by provision, or by the words people use (第6条第3項第1号).
/// Paths are unique in a tree and hold only letters, digits and <c>. _ - ~</c>, so that they can stand in a URL as they are.
/// </summary>
public sealed partial class ProvisionPaths
{
    private const int LongestPath = 200;
    private readonly Dictionary<string, int> byPath;
    private readonly Dictionary<Provision, int> byProvision;
    private readonly Lazy<Dictionary<string, int>> byLabel;
    private readonly Lazy<Dictionary<string, int>?> withoutDots;

    private ProvisionPaths(ProvisionTree tree, ImmutableArray<PlacedProvision> all, Dictionary<string, int> byPath)
    {
        Tree = tree;
        All = all;
        this.byPath = byPath;
        byProvision = new Dictionary<Provision, int>(all.Length, ReferenceEqualityComparer.Instance);
        foreach (var placed in all) byProvision.TryAdd(placed.Provision, placed.Index);
        byLabel = new Lazy<Dictionary<string, int>>(() =>
        {
            var labels = new Dictionary<string, int>(all.Length);
            foreach (var placed in all) labels.TryAdd(Folded(LabelOf(placed)), placed.Index);
            return labels;
        });
        withoutDots = new Lazy<Dictionary<string, int>?>(() =>
        {
            if (!all.Any(placed => placed.Provision.Label is [.., '.' or '．']))
                return null;
            var labels = new Dictionary<string, int>(all.Length);
            foreach (var (label, index) in byLabel.Value) labels.TryAdd(WithoutDots(label), index);
            return labels;
        });
    }

    public ProvisionTree Tree { get; }

    /// <summary>Every provision in document order.</summary>
    public ImmutableArray<PlacedProvision> All { get; }

    /// <summary>Makes the paths of a tree.</summary>
    public static ProvisionPaths Of(ProvisionTree tree)
    {
        var maker = new PathMaker(tree);
        var all = maker.Make();
        return new ProvisionPaths(tree, all, maker.ByPath);
    }

    /// <summary>Reads a path as it stands in an address; null when it cannot be one. Whether the tree has it is for <see cref="Find"/>.</summary>
    public static ProvisionPath? Parse(string? written)
    {
        if (written is not { Length: > 0 and <= LongestPath }) return null;
        foreach (var c in written)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '_' or '-' or '~'))
                return null;
        return new ProvisionPath(written);
    }

    /// <summary>The provision at a path; null when this tree has none there.</summary>
    public PlacedProvision? Find(ProvisionPath path) => byPath.TryGetValue(path.ToString(), out var index) ? All[index] : null;

    /// <summary>The path of a provision object of this tree; null when it is not of this tree.</summary>
    public ProvisionPath? PathOf(Provision provision) => byProvision.TryGetValue(provision, out var index) ? All[index].Path : null;

    /// <summary>Finds by what people call it: 第6条第3項第1号, 6(3)①, 附則第2項, or by the path itself.</summary>
    public PlacedProvision? Locate(string? written)
    {
        if (string.IsNullOrWhiteSpace(written) || written.Length > LongestPath) return null;
        return byLabel.Value.TryGetValue(Folded(written), out var index) ? All[index] : Parse(written) is { } path ? Find(path) : null;
    }

    /// <summary>Whether numbers end in a dot: 2.2.</summary>
    internal bool HaveDots => withoutDots.Value is not null;

    /// <summary>Finds by the numbers without the dots at their ends: 2.2(2) of 2.2.(2).</summary>
    internal PlacedProvision? LocateWithoutDots(string written) => withoutDots.Value is { } labels && labels.TryGetValue(written, out var index) ? All[index] : null;

    /// <summary>2.2(2) for 2.2.(2) and 2.2.の(2), 3.1 for 3の3.1.</summary>
    internal static string WithoutDots(string written) => AboveAgain().Replace(EndingDot().Replace(Folded(written), ""), "");

    /// <summary>What people call the provision: 第6条第3項第1号 in a text of articles, 6(3)① in a policy.</summary>
    public string LabelOf(ProvisionPath path) => Find(path) is { } placed ? LabelOf(placed) : path.ToString();

    /// <inheritdoc cref="LabelOf(ProvisionPath)"/>
    public string LabelOf(PlacedProvision placed) => ProvisionLabel.Of(this, placed);

    internal IEnumerable<PlacedProvision> ChildrenOf(PlacedProvision parent)
    {
        for (var i = parent.Index + 1; i < parent.End; i = All[i].End) yield return All[i];
    }

    internal PlacedProvision? ParentOf(PlacedProvision placed) => placed.Parent < 0 ? null : All[placed.Parent];

    /// <summary>The nearest of these kinds upwards, the provision itself included.</summary>
    internal PlacedProvision? Enclosing(PlacedProvision from, Func<ProvisionKind, bool> kind)
    {
        for (var at = from; at is not null; at = ParentOf(at))
            if (kind(at.Provision.Kind))
                return at;
        return null;
    }

    /// <summary>In signs of one width without spaces, to be compared. Half of a pair, which no form of writing knows, becomes the sign for a broken character.</summary>
    internal static string Folded(string label)
    {
        if (label.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0)
            label = string.Concat(label.EnumerateRunes());
        return string.Concat(label.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));
    }

    [GeneratedRegex(@"(?<=[0-9])\.(?![0-9])")]
    private static partial Regex EndingDot();

    [GeneratedRegex(@"^(?<above>[0-9]{1,4}(?:\.[0-9]{1,4}){0,6})の(?=\k<above>\.)")]
    private static partial Regex AboveAgain();
}
