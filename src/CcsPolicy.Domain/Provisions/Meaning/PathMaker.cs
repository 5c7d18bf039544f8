using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>所在の作成。Walks a tree once and gives every provision its path.</summary>
internal sealed class PathMaker(ProvisionTree tree)
{
    private const int LongestPath = 120;
    private readonly List<PlacedProvision> made = [];
    private readonly Dictionary<string, int> names = [];
    private readonly bool numbersRestart = RestartsNumbers(tree);

    public Dictionary<string, int> ByPath { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<PlacedProvision> Make()
    {
        var count = tree.All().Count();
        made.EnsureCapacity(count);
        ByPath.EnsureCapacity(count);
        // An own stack: a text from outside may nest deeper than a call stack bears. A level holds what its children need.
        var open = new Stack<Level>();
        open.Push(new Level(tree.Provisions, "", "", -1, -1, null));
        while (open.TryPeek(out var level))
        {
            if (level.Next == level.Children.Length)
            {
                open.Pop();
                if (level.Parent >= 0) made[level.Parent] = made[level.Parent] with { End = made.Count };
                continue;
            }
            var provision = level.Children[level.Next++];
            var (number, path, numbering) = Place(provision, level);
            var index = made.Count;
            var part = IsPart(provision.Kind) && level.Part < 0 ? index : level.Part;
            ByPath.Add(path, index);
            made.Add(new PlacedProvision(new ProvisionPath(path), provision, open.Count, index, level.Parent, index + 1) { Number = number, Part = part });
            if (!provision.Children.IsDefaultOrEmpty)
                open.Push(new Level(provision.Children, path, numbering, index, part, made[index]));
        }
        return [.. made];
    }

    private (LabelNumber Number, string Path, string Numbering) Place(Provision provision, Level level)
    {
        var number = LabelNumber.Of(provision.Label, level.Iroha);
        if (IsContainer(provision.Kind))
        {
            var container = Unique(Join(level.Path, $"{Letter(provision.Kind)}{OrPosition(number, level)}"));
            return (number, container, numbersRestart || level.Part >= 0 ? container : "");
        }
        string path;
        if (IsPart(provision.Kind))
            path = Join(level.Part >= 0 ? level.Path : "", NameOf(provision, number, level));
        else if (provision.Kind == ProvisionKind.Article)
            path = Join(level.Numbering, Relative(number, level));
        else if (provision.Kind == ProvisionKind.Item && level is { Owner.Kind: ProvisionKind.Article, HasParagraphs: true })
            // The items of an unnumbered first paragraph, beside which 2 and 3 stand: 20.1.2 is 第20条第1項第2号, 20.2 is its 第2項.
            path = Join(Join(level.Path, "1"), OrPosition(number, level));
        else
            path = Join(level.Path, Relative(number, level));
        // Deeper than any document goes: an address that still fits.
        path = path.Length > LongestPath ? $"n{made.Count}" : Unique(path);
        return (number, path, path);
    }

    /// <summary>1.2.3 below 1.2 adds only 3; below anything else it stands whole.</summary>
    private static string Relative(LabelNumber number, Level level)
    {
        if (number.Form == LabelForm.Compound && level.OwnNumber.Form is LabelForm.Plain or LabelForm.Compound or LabelForm.Ordinal
            && number.Segment.Length > level.OwnNumber.Segment.Length && number.Segment.StartsWith(level.OwnNumber.Segment, StringComparison.Ordinal)
            && number.Segment[level.OwnNumber.Segment.Length] == '.' && level.Numbering.Length > 0)
            return number.Segment[(level.OwnNumber.Segment.Length + 1)..];
        return OrPosition(number, level);
    }

    /// <summary>A label without a number is addressed by its place among its siblings.</summary>
    private static string OrPosition(LabelNumber number, Level level) => string.IsNullOrEmpty(number.Segment) ? $"x{level.Next}" : number.Segment;

    private string NameOf(Provision provision, LabelNumber number, Level level)
    {
        var name = provision.Kind switch
        {
            ProvisionKind.SupplementaryProvision => "suppl",
            ProvisionKind.Form => "form",
            _ when provision.Label.Contains('記') => "note",
            _ when provision.Label.Contains('紙') => "sheet",
            _ when provision.Label.Contains('録') => "annex",
            _ => "app",
        };
        if (provision.Kind != ProvisionKind.SupplementaryProvision) return name + number.Segment;
        // The chain of 附則 counts itself: the original one is suppl, that of the first amendment suppl2.
        var key = Join(level.Part >= 0 ? level.Path : "", name);
        var count = names[key] = names.GetValueOrDefault(key) + 1;
        return count == 1 ? name : name + LabelNumber.Written(count);
    }

    private string Unique(string path)
    {
        if (!ByPath.ContainsKey(path)) return path;
        // Counted from where the last duplicate stopped: a thousand equal numbers cost a thousand look-ups.
        var count = names.GetValueOrDefault(path, 1);
        string candidate;
        do candidate = $"{path}~{++count}"; while (ByPath.ContainsKey(candidate));
        names[path] = count;
        return candidate;
    }

    private static string Join(string path, string segment) => path.Length == 0 ? segment : $"{path}.{segment}";

    public static bool IsContainer(ProvisionKind kind) => kind <= ProvisionKind.Division;

    public static bool IsPart(ProvisionKind kind) => kind >= ProvisionKind.SupplementaryProvision;

    private static char Letter(ProvisionKind kind) => kind switch
    {
        ProvisionKind.Part => 'p',
        ProvisionKind.Chapter => 'c',
        ProvisionKind.Section => 's',
        ProvisionKind.Subsection => 'k',
        _ => 'm',
    };

    /// <summary>Whether articles count from the beginning again in a later chapter; then their paths begin with the chapter.</summary>
    private static bool RestartsNumbers(ProvisionTree tree)
    {
        var firsts = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Provision>(tree.Provisions.Where(p => IsContainer(p.Kind)).Reverse());
        while (open.TryPop(out var container))
        {
            foreach (var child in container.Children)
                if (child.Kind == ProvisionKind.Article && LabelNumber.Of(child.Label) is { Segment: { Length: > 0 } first })
                {
                    if (!firsts.Add(first)) return true;
                    break;
                }
            for (var i = container.Children.Length - 1; i >= 0; i--)
                if (IsContainer(container.Children[i].Kind))
                    open.Push(container.Children[i]);
        }
        return false;
    }

    private sealed class Level(ImmutableArray<Provision> children, string path, string numbering, int parent, int part, PlacedProvision? owner)
    {
        public ImmutableArray<Provision> Children { get; } = children;
        public string Path { get; } = path;
        public string Numbering { get; } = numbering;
        public int Parent { get; } = parent;
        public int Part { get; } = part;
        public Provision? Owner { get; } = owner?.Provision;
        public LabelNumber OwnNumber { get; } = owner?.Number ?? default;
        public bool Iroha { get; } = LabelNumber.CountsIroha(children.AsSpan());
        public bool HasParagraphs { get; } = owner?.Provision.Kind == ProvisionKind.Article && children.Any(c => c.Kind == ProvisionKind.Paragraph);
        public int Next { get; set; }
    }
}
