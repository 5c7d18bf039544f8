namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>参照の指す先。Tables over one tree in which pointers are looked up in constant time.</summary>
internal sealed class ReferenceTargets
{
    private readonly Dictionary<(int Parent, ProvisionKind Kind, string Segment), int> children = [];
    private readonly Dictionary<(ProvisionKind Kind, string Segment), int> containers = [];
    private readonly Dictionary<(int Part, string Segment), List<int>> articles = [];
    private readonly Dictionary<string, int> annexes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<int>> sequences = [];
    private readonly Dictionary<(int Parent, ProvisionKind Kind), int> lastOfKind = [];
    private readonly Dictionary<(int Parent, LabelForm Form, string Segment), int> signs = [];
    private readonly Dictionary<(int Part, string Segment), int> compounds = [];
    private readonly int[] positions;
    private readonly int[] previous;
    private readonly int[] next;

    public ReferenceTargets(ProvisionPaths paths)
    {
        Paths = paths;
        var all = paths.All;
        children.EnsureCapacity(all.Length);
        signs.EnsureCapacity(all.Length);
        positions = new int[all.Length];
        previous = new int[all.Length];
        next = new int[all.Length];
        Array.Fill(previous, -1);
        Array.Fill(next, -1);
        foreach (var placed in all)
        {
            var (index, kind, segment) = (placed.Index, placed.Provision.Kind, placed.Number.Segment ?? "");
            if (segment.Length > 0 && children.TryAdd((placed.Parent, kind, segment), index)) signs.TryAdd((placed.Parent, placed.Number.Form, segment), index);
            if (placed.Number.Form == LabelForm.Compound && segment.Length > 0 && !compounds.TryAdd((placed.Part, segment), index)) compounds[(placed.Part, segment)] = Several;
            if (lastOfKind.TryGetValue((placed.Parent, kind), out var before)) (previous[index], next[before]) = (before, index);
            lastOfKind[(placed.Parent, kind)] = index;
            if (PathMaker.IsContainer(kind))
            {
                HasParts |= kind == ProvisionKind.Part && placed.Provision.Label.Contains('部', StringComparison.Ordinal);
                if (segment.Length > 0 && !containers.TryAdd((kind, segment), index)) containers[(kind, segment)] = Several;
            }
            else if (kind == ProvisionKind.Article)
            {
                var sequence = sequences.TryGetValue(placed.Part, out var known) ? known : sequences[placed.Part] = [];
                positions[index] = sequence.Count;
                sequence.Add(index);
                if (segment.Length == 0) continue;
                if (articles.TryGetValue((placed.Part, segment), out var same)) same.Add(index);
                else articles[(placed.Part, segment)] = [index];
                HasBareOrdinals |= placed.Number.Form == LabelForm.Ordinal && !placed.Provision.Label.AsSpan().ContainsAny('条', '條');
                HasArticles |= placed.Provision.Label.AsSpan().ContainsAny('条', '條');
            }
            else if (kind == ProvisionKind.SupplementaryProvision)
            {
                if (FirstSupplement < 0) FirstSupplement = index;
            }
            else if (kind is ProvisionKind.Appendix or ProvisionKind.Form)
            {
                var key = AnnexKey(placed.Provision.Label, segment);
                annexes.TryAdd(key, index);
                // 別表 alone may mean the only one although it is numbered.
                var name = key[..1] + "*";
                annexes[name] = annexes.ContainsKey(name) ? Several : index;
            }
        }
    }

    /// <summary>More than one provision answers.</summary>
    public const int Several = -2;

    public ProvisionPaths Paths { get; }

    /// <summary>The original 附則; −1 when there is none.</summary>
    public int FirstSupplement { get; private set; } = -1;

    /// <summary>Whether the text counts 第1, 第2 without a unit.</summary>
    public bool HasBareOrdinals { get; private set; }

    /// <summary>Whether the text is divided into 部, which are 部署 elsewhere.</summary>
    public bool HasParts { get; private set; }

    /// <summary>Whether the text has 条.</summary>
    public bool HasArticles { get; private set; }

    public PlacedProvision this[int index] => Paths.All[index];

    /// <summary>An article by number; where numbers restart, the one of the same chapter as <paramref name="near"/>.</summary>
    public int Article(int part, string segment, int near)
    {
        if (!articles.TryGetValue((part, segment), out var same)) return -1;
        if (same.Count == 1) return same[0];
        var parent = near < 0 ? -1 : Paths.Enclosing(this[near], k => k == ProvisionKind.Article)?.Parent ?? this[near].Parent;
        for (var i = 0; i < same.Count && i < 20; i++)
            if (this[same[i]].Parent == parent)
                return same[i];
        return Several;
    }

    public int Child(int parent, ProvisionKind kind, string segment) => children.GetValueOrDefault((parent, kind, segment), -1);

    /// <summary>The child that is numbered with just this sign: (1) is not ①.</summary>
    public int Sign(int parent, LabelNumber number) => signs.GetValueOrDefault((parent, number.Form, number.Segment), -1);

    /// <summary>1.2 and 1―1―1 name one provision of the text wherever they are written; −1 when none or several bear the number.</summary>
    public int Compound(int part, LabelNumber number) =>
        number.Form == LabelForm.Compound && (compounds.TryGetValue((part, number.Segment), out var index) || compounds.TryGetValue((-1, number.Segment), out index)) && index >= 0 ? index : -1;

    public int Container(ProvisionKind kind, string segment, int near)
    {
        // 第2節 is the one of this chapter.
        if (near >= 0)
            for (var at = this[near]; at is not null; at = Paths.ParentOf(at))
                if (children.TryGetValue((at.Index, kind, segment), out var inside) || children.TryGetValue((at.Parent, kind, segment), out inside))
                    return inside;
        return containers.GetValueOrDefault((kind, segment), -1);
    }

    public int Annex(string key) => annexes.GetValueOrDefault(key, -1);

    public int Previous(int index) => this[index].Provision.Kind == ProvisionKind.Article ? InSequence(index, -1) : previous[index];

    public int Next(int index) => this[index].Provision.Kind == ProvisionKind.Article ? InSequence(index, 1) : next[index];

    /// <summary>The provision of a kind that holds the place, the place itself included; −1 when there is none.</summary>
    public int Enclosing(int at, ProvisionKind kind)
    {
        for (; at >= 0; at = this[at].Parent)
            if (this[at].Provision.Kind == kind)
                return at;
        return -1;
    }

    /// <summary>The article, or in a 附則 of bare paragraphs the 附則 itself.</summary>
    public int ArticleOf(int at)
    {
        for (; at >= 0; at = this[at].Parent)
            if (this[at].Provision.Kind is ProvisionKind.Article or ProvisionKind.SupplementaryProvision)
                return at;
        return -1;
    }

    /// <summary>The 1, 2 or 3 of the first level that holds the place, in a text that counts no 条; −1 elsewhere.</summary>
    public int CountedAs(int at)
    {
        if (HasArticles || at < 0 || this[at].Part >= 0) return -1;
        while (this[at].Parent >= 0 && !PathMaker.IsContainer(this[this[at].Parent].Provision.Kind)) at = this[at].Parent;
        return this[at].Number.Form == LabelForm.Plain && this[at].Provision.Kind is ProvisionKind.Article or ProvisionKind.Paragraph ? at : -1;
    }

    /// <summary>The provision of the same list with another number.</summary>
    public int Beside(int index, string segment) => Child(this[index].Parent, this[index].Provision.Kind, segment);

    public int FirstOfKind(int parent, ProvisionKind kind)
    {
        foreach (var child in Paths.ChildrenOf(this[parent]))
            if (child.Provision.Kind == kind)
                return child.Index;
        return -1;
    }

    public bool HasChild(int parent, ProvisionKind kind) => lastOfKind.ContainsKey((parent, kind));

    /// <summary>表1_2 for 別表第1の2, 式3 for 様式第3号 and 第3号様式.</summary>
    public static string AnnexKey(string label, string segment)
    {
        var sign = label.Contains('式') ? '式' : label.Contains('表') ? '表' : label.Contains('紙') ? '紙' : label.Contains('図') ? '図' : label.Contains('録') ? '録' : '記';
        return sign + segment;
    }

    private int InSequence(int index, int step)
    {
        if (!sequences.TryGetValue(this[index].Part, out var sequence)) return -1;
        var position = positions[index] + step;
        return position >= 0 && position < sequence.Count ? sequence[position] : -1;
    }
}
