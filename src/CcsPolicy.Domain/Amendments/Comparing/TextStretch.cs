namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>文字列の区間。A stretch of a compared text: the old text is what is kept and deleted, the new text what is kept and inserted.</summary>
public readonly record struct TextStretch(StretchKind Kind, string Text);

/// <summary>区間の種類。</summary>
public enum StretchKind
{
    /// <summary>変わらない</summary>
    Kept,

    /// <summary>削られた</summary>
    Deleted,

    /// <summary>加えられた</summary>
    Inserted,
}
