using System.Collections.Immutable;
using System.Text;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>本文の物理行。A text cut into its lines without losing a character: every line keeps its own line end.</summary>
public sealed class TextLines
{
    internal TextLines(string text, ImmutableArray<TextLine> lines) => (Text, Lines) = (text, lines);

    /// <summary>The text that was cut.</summary>
    public string Text { get; }

    public ImmutableArray<TextLine> Lines { get; }

    /// <summary>The characters of a line without its line end.</summary>
    public ReadOnlySpan<char> Content(TextLine line) => Text.AsSpan(line.Start, line.Length);

    /// <summary>Line by line and line end by line end, what was read.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Text.Length);
        foreach (var line in Lines)
            text.Append(Content(line)).Append(Text, line.Start + line.Length, line.EndLength);
        return text.ToString();
    }

    internal static TextLines Read(string text)
    {
        var lines = ImmutableArray.CreateBuilder<TextLine>(text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1));
        var start = 0;
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny(LineEnds);
            if (length < 0)
            {
                lines.Add(new(start, text.Length - start, 0));
                break;
            }
            var at = start + length;
            var end = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            lines.Add(new(start, length, end));
            start = at + end;
        }
        return new(text, lines.DrainToImmutable());
    }

    private static readonly System.Buffers.SearchValues<char> LineEnds = System.Buffers.SearchValues.Create("\n\r\f\v\u0085\u2028\u2029");
}

/// <summary>物理行。A line's place in its text.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Length without the line end.</param>
/// <param name="EndLength">Length of the line end: 0 at the end of the text, 2 for CR LF.</param>
public readonly record struct TextLine(int Start, int Length, int EndLength);
