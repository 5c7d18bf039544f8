namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 本文の帰属。A stretch of the source and where it went. The parts follow each other, and each character that is not blank lies in exactly one.
/// </summary>
/// <param name="Start">Offset in the source.</param>
/// <param name="Length">Length, within one line; only what was left unread at the end runs over several.</param>
/// <param name="Place">Where it went.</param>
/// <param name="Provision">The provision's place in document order from 0; -1 elsewhere.</param>
public readonly record struct TextPart(int Start, int Length, TextPlace Place, int Provision);

/// <summary>帰属先。</summary>
public enum TextPlace
{
    /// <summary>題名</summary>
    Title,

    /// <summary>制定文・改正履歴</summary>
    Preamble,

    /// <summary>目次</summary>
    Contents,

    /// <summary>条項: its number, its heading or its text, with the signs around them.</summary>
    Provision,

    /// <summary>ページの飾り: menus, page numbers, running heads.</summary>
    PageChrome,

    /// <summary>診断: what could be put nowhere and is reported.</summary>
    Diagnostic,
}
