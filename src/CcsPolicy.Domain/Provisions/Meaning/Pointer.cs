namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>How deep a pointer goes.</summary>
internal enum PointerLevel
{
    Container,
    Article,
    Paragraph,
    Item,
    Subitem,

    /// <summary>A bare sign of a policy: 3, (1), ①</summary>
    Sign,
    Annex,
}

/// <summary>What became of a pointer.</summary>
internal enum PointerState
{
    Found,

    /// <summary>It points into this text at a provision that is not there.</summary>
    Missing,
    Outside,

    /// <summary>It cannot be told; it stays unlinked.</summary>
    Unsure,
}

/// <summary>
/// Where a pointer stands: indexes of provisions, −1 where it does not go so deep or does not know. 同条 and 同項 are read from the last one.
/// </summary>
internal readonly record struct PointerPlace(int Article, int Paragraph, int Item)
{
    public static PointerPlace None => new(-1, -1, -1);
}

/// <summary>指示語句の一つ。One element of a list of pointers: 第3条第1項 in 第3条第1項及び第2項.</summary>
internal readonly record struct Pointer(int End, PointerLevel Level, PointerState State, PointerPlace Place, int Part)
{
    /// <summary>The level at which it sets in: 項 of 同項第2号; null for a chapter, a table or a sign.</summary>
    public PointerLevel? From { get; init; }

    /// <summary>The first provision meant; −1 when none.</summary>
    public int Target { get; init; } = -1;

    /// <summary>Further provisions meant (前2項, 各号); null for one.</summary>
    public List<int>? More { get; init; }

    public ProvisionKind ContainerKind { get; init; }
}

/// <summary>One pointer of a list with its place in the text: 第2項 in 第3条第1項及び第2項.</summary>
/// <param name="EndsRange">第5条 in 第3条から第5条まで; まで is no part of it.</param>
/// <param name="IsAlone">No list: nothing is joined to it.</param>
internal readonly record struct ReadPointer(int Start, int End, Pointer Pointer, bool EndsRange, bool IsAlone)
{
    public bool IsFound => Pointer is { State: PointerState.Found, Target: >= 0 };
}
