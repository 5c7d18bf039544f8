using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>挿入位置。Where provisions are put. First and last in <see cref="LineageKey.None"/> mean the text as a whole.</summary>
public readonly record struct DraftPlace
{
    private DraftPlace(DraftSide side, LineageKey key) => (Side, Key) = (side, key);

    public DraftSide Side { get; }

    /// <summary>The provision that the place is told by.</summary>
    public LineageKey Key { get; }

    public static DraftPlace Before(LineageKey key) => new(DraftSide.Before, key);

    public static DraftPlace After(LineageKey key) => new(DraftSide.After, key);

    public static DraftPlace FirstIn(LineageKey key) => new(DraftSide.FirstIn, key);

    public static DraftPlace LastIn(LineageKey key) => new(DraftSide.LastIn, key);

    internal static DraftPlace Of(DraftSide side, LineageKey key) => new(side, key);
}

/// <summary>位置の取り方。</summary>
public enum DraftSide
{
    /// <summary>の前</summary>
    Before,

    /// <summary>の次</summary>
    After,

    /// <summary>の中の最初</summary>
    FirstIn,

    /// <summary>の中の最後</summary>
    LastIn,
}
