using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Provisions;

/// <summary>
/// 読取り結果。What reading a text yields: always a tree, never an exception, with everything that could not be placed as a diagnostic.
/// </summary>
public sealed record ProvisionReading
{
    public required ProvisionTree Tree { get; init; }

    /// <summary>制定, 改正, 公布 and what a full revision replaces, as found in the preamble.</summary>
    public required DocumentHistory History { get; init; }

    /// <summary>定義 in document order.</summary>
    public ImmutableArray<Definition> Definitions { get; init; } = [];

    /// <summary>参照 in document order.</summary>
    public ImmutableArray<CrossReference> References { get; init; } = [];

    /// <summary>施行, 適用 and 失効 dates found in 附則, in document order.</summary>
    public ImmutableArray<EffectiveProvision> Effective { get; init; } = [];

    public ImmutableArray<TextDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Where each stretch of the source went, in order; empty when the tree was not read from a text.</summary>
    public ImmutableArray<TextPart> Parts { get; init; } = [];
}

/// <summary>沿革 as a text states it of itself.</summary>
/// <param name="Enacted">制定日; of a full revision the date of the revising instrument.</param>
/// <param name="Amendments">改正日 in the order written.</param>
/// <param name="Replaces">What a full revision (全部改正) names as replaced.</param>
public sealed record DocumentHistory(WrittenDate? Enacted, ImmutableArray<WrittenDate> Amendments, ReplacedDocument? Replaces)
{
    public static DocumentHistory None { get; } = new(null, [], null);

    /// <summary>公布日, 公告日 or 告示日 where the preamble states it apart from 制定.</summary>
    public WrittenDate? Promulgated { get; init; }
}

/// <summary>全部改正により置き換えられた規程。</summary>
public sealed record ReplacedDocument(string Title, WrittenDate? Enacted);

/// <summary>A date as written and the true date: 平成32年3月31日 is 2020-03-31.</summary>
public sealed record WrittenDate(string Written, DateOnly Date);

/// <summary>定義語。</summary>
/// <param name="Term">The defined word.</param>
/// <param name="Text">What it means, as written.</param>
/// <param name="At">The provision that defines it; null in the preamble.</param>
/// <param name="Scope">The provision within which it holds (この章において); null for the whole document.</param>
public sealed record Definition(string Term, string Text, ProvisionPath? At, ProvisionPath? Scope = null);

/// <summary>参照。A stretch of a provision's text that points at provisions.</summary>
/// <param name="At">The provision whose text holds the pointer.</param>
/// <param name="Start">Offset of the stretch in that provision's <see cref="Provision.Text"/>.</param>
/// <param name="Length">Length of the stretch.</param>
/// <param name="Written">The stretch itself: 上記6、7及び8.</param>
/// <param name="To">The provisions meant, in order; empty when dangling or outside.</param>
/// <param name="External">True when it points outside this document (地方公務員法第29条).</param>
public sealed record CrossReference(ProvisionPath At, int Start, int Length, string Written, ImmutableArray<ProvisionPath> To, bool External);

/// <summary>施行期日等。</summary>
/// <param name="At">The provision of the 附則 that says so.</param>
/// <param name="Date">The date, or null when it hangs on an event (公布の日から施行する).</param>
public sealed record EffectiveProvision(ProvisionPath At, WrittenDate? Date, EffectiveKind Kind, string Written);

/// <summary>日付の種類。</summary>
public enum EffectiveKind
{
    /// <summary>施行</summary>
    InForce,

    /// <summary>適用 (may lie before 施行)</summary>
    AppliesFrom,

    /// <summary>失効</summary>
    Expires,
}

/// <summary>診断。Something in a text that a person should look at.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Code">Stable name such as <c>date.effective-before-enactment</c>.</param>
public sealed record TextDiagnostic(int Line, int Column, DiagnosticSeverity Severity, string Code, string Japanese, string English);

public enum DiagnosticSeverity
{
    Information,
    Warning,
    Error,
}
