using System.Globalization;
using System.Text;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>
/// 表示できる文字。Turns a text into one that the font can show and remembers what it cannot: a missing character becomes 〓,
/// a variation selector leaves the standard form, and both are named in a note. Nothing is dropped in silence.
/// </summary>
internal sealed class ShownText(TrueTypeFont font)
{
    private const char Replacement = '〓';

    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);

    /// <summary>Code points that are not shown as written, such as <c>U+20BB7</c>.</summary>
    public IReadOnlyCollection<string> Missing => missing;

    public string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        var runes = text.ReplaceLineEndings("\n").EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = runes[i];
            if (rune.Value == '\n')
                shown.Append('\n');
            else if (rune.Value == '\t')
                shown.Append(' ');
            else if (i + 1 < runes.Length && Joined(rune, runes[i + 1]) is { } joined)
                (_, i) = (shown.Append(joined.ToString()), i + 1);
            else if (font.GlyphOf(rune.Value) > 0 && !IsInvisible(rune))
                shown.Append(rune.ToString());
            else if (IsSelector(rune) && i > 0)
                missing.Add($"{Code(runes[i - 1])} {Code(rune)}");
            else
                Replace(rune, shown);
        }
        return shown.ToString();
    }

    private void Replace(Rune rune, StringBuilder shown)
    {
        missing.Add(Code(rune));
        if (!IsInvisible(rune))
            shown.Append(Replacement);
    }

    /// <summary>A kana followed by a voicing mark of its own, shown as the one kana that it is.</summary>
    private Rune? Joined(Rune rune, Rune next)
    {
        if (next.Value is not (0x3099 or 0x309A))
            return null;
        var joined = (rune.ToString() + next).Normalize(NormalizationForm.FormC).EnumerateRunes().ToArray();
        return joined.Length == 1 && font.GlyphOf(joined[0].Value) > 0 ? joined[0] : null;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static string Code(Rune rune) => "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture);
}
