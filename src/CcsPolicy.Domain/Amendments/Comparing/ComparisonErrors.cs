using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>比較の拒否の理由。</summary>
public static class ComparisonErrors
{
    /// <summary>An amendment binds to the text that it was made from (発射台).</summary>
    public static DomainError OtherBase { get; } = new(
        "comparison.other-base",
        "この変更は、別の本文をもとに作られています。本文はそのまま残っています。現在の本文と比較し直してください。",
        "These changes were made from another text. The text has been left as it is. Compare again with the current text.");
}
