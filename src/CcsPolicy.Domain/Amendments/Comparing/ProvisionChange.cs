namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>条項の変わり方。What happened to one provision between two texts; several may have happened at once.</summary>
[Flags]
public enum ProvisionChange
{
    /// <summary>変更なし</summary>
    None = 0,

    /// <summary>新設: only in the new text.</summary>
    Added = 1,

    /// <summary>削除: only in the old text.</summary>
    Deleted = 2,

    /// <summary>本文の変更</summary>
    TextChanged = 4,

    /// <summary>見出しの変更: its words, or where it stands.</summary>
    CaptionChanged = 8,

    /// <summary>番号の変更 (繰上げ, 繰下げ): the label as written differs.</summary>
    Renumbered = 16,

    /// <summary>移動: stands elsewhere in the order of its neighbours, or under another provision.</summary>
    Moved = 32,

    /// <summary>種類の変更: such as an item that became a paragraph.</summary>
    KindChanged = 64,
}
