namespace CcsPolicy.Web.Imports;

/// <summary>取込元の形式。What a file turned out to be by its content, whatever its name says.</summary>
public enum SourceFormat
{
    PlainText,
    Word,
    Html,
}

/// <summary>
/// 取込の注記。Something of the file that is not in the text (a footnote, a picture, an unreadable byte): said, so that nothing goes missing in silence.
/// </summary>
/// <param name="Code">Stable name in dotted form, such as <c>import.footnote</c>.</param>
/// <param name="Line">The line of the text it belongs to, counted from 1; 0 when it belongs to the whole file.</param>
/// <param name="Japanese">The sentence shown in Japanese.</param>
/// <param name="English">The sentence shown in English.</param>
public sealed record SourceRemark(string Code, int Line, string Japanese, string English)
{
    /// <summary>The sentence in the language asked for; Japanese unless <paramref name="language"/> is "en".</summary>
    public string In(string language) => language == "en" ? English : Japanese;
}

/// <summary>取込元の本文。The text of a file as an officer has it, with numbering written out, and what could not be carried over.</summary>
/// <param name="Text">Valid Unicode without U+0000 and without a byte order mark; line ends as they stood in the file.</param>
/// <param name="Format">What the file was.</param>
/// <param name="EncodingName">The character code it was read with, such as <c>UTF-8</c> or <c>Shift_JIS</c>.</param>
/// <param name="Remarks">What is not in the text.</param>
public sealed record SourceText(string Text, SourceFormat Format, string EncodingName, IReadOnlyList<SourceRemark> Remarks);
