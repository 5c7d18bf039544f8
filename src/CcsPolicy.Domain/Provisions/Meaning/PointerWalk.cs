namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 指示語句の通し読み。Reads the pointers of one provision after the other, each perhaps with other words than the tree has, and can read one once
/// more from the state before it.
/// </summary>
internal sealed class PointerWalk
{
    private readonly ReferenceReader reader;
    private readonly List<ReadPointer> read = [];
    private readonly PlacedProvision? standIn;

    private PointerWalk(ReferenceTargets targets, DocumentNames names, NamesElsewhere? elsewhere)
    {
        Targets = targets;
        reader = new ReferenceReader(targets, names, new MeaningNotes(null)) { Single = read, Elsewhere = elsewhere };
        if (elsewhere is not null) standIn = targets.Paths.All.FirstOrDefault(placed => placed.Part < 0);
        IsEmpty = elsewhere is not null && (standIn is null || elsewhere.IsEmpty);
    }

    /// <summary>Where the pointers go.</summary>
    public ReferenceTargets Targets { get; }

    /// <summary>Nothing can point there.</summary>
    public bool IsEmpty { get; }

    /// <summary>For pointers of a text into itself.</summary>
    public static PointerWalk Within(ProvisionTree tree)
    {
        var paths = ProvisionPaths.Of(tree);
        return new(new ReferenceTargets(paths), new DocumentNames(tree.Title, new DefinitionReader(paths).ReadAll()), null);
    }

    /// <summary>For pointers of another text at what <paramref name="targets"/> holds, by the names that text has for it.</summary>
    public static PointerWalk Into(ReferenceTargets targets, NamesElsewhere names) => new(targets, new DocumentNames(targets.Paths.Tree.Title, []), names);

    public MentionsMark Mark
    {
        get => reader.Mentioned.Mark;
        set => reader.Mentioned.Mark = value;
    }

    /// <summary>A provision begins.</summary>
    public void Enter(PlacedProvision placed) => reader.Enter(placed);

    /// <summary>The pointers of a provision whose words are <paramref name="text"/>, in order.</summary>
    public List<ReadPointer> Read(PlacedProvision placed, string text)
    {
        if (IsEmpty) return [];
        read.Clear();
        var at = standIn ?? placed;
        reader.Read(at.Provision.Text == text ? at : at with { Provision = at.Provision with { Text = text } });
        return [.. read];
    }
}
