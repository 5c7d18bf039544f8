using System.Buffers;
using System.Text;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>HTMLの書出し。Writes markup into a text; everything that is not markup of ours is encoded.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder text = new();

    public int Length => text.Length;

    /// <summary>Markup of ours, as it is.</summary>
    public HtmlWriter Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>Words, encoded for element content and quoted attributes.</summary>
    public HtmlWriter Words(ReadOnlySpan<char> words)
    {
        while (words.IndexOfAny("&<>\"'") is >= 0 and var at)
        {
            text.Append(words[..at]).Append(words[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
            words = words[(at + 1)..];
        }
        text.Append(words);
        return this;
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>Without what no HTML text may hold: control characters and halves of characters.</summary>
    public override string ToString()
    {
        // Looked at as one string: an index into the builder walks through its pieces each time.
        var whole = text.ToString();
        return !whole.AsSpan().ContainsAny(Forbidden) ? whole
            : string.Create(whole.Length, whole, (kept, from) => from.AsSpan().ReplaceAny(kept, Forbidden, ' '));
    }

    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\n' or '\t'))]);
}
