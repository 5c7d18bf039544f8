using System.Text;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>行分割と禁則。Breaks a text into lines that fit: no line begins with a closing sign or a small kana, none ends with an opening one, and words of letters stay whole.</summary>
internal static class LineBreaking
{
    private const string NotFirst = "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〕〉》〗〙’”％‰℃°′″ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%｡､｣･ｰ";
    private const string NotLast = "（［｛「『【〔〈《〖〘‘“([{｢￥＄№";
    private const string Inseparable = "…‥―—";

    public static List<string> Break(string text, Func<string, float> measure, float width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
            BreakParagraph(paragraph, measure, width, lines);
        return lines;
    }

    private static void BreakParagraph(string paragraph, Func<string, float> measure, float width, List<string> lines)
    {
        var runes = paragraph.EnumerateRunes().ToArray();
        var start = 0;
        while (start < runes.Length)
        {
            var fits = Fitting(runes, start, measure, width);
            var end = fits == runes.Length ? fits : LastBreak(runes, start, fits);
            lines.Add(Text(runes, start, end).TrimEnd(' '));
            start = end;
            while (start < runes.Length && runes[start].Value == ' ')
                start++;
        }
        if (runes.Length == 0)
            lines.Add("");
    }

    private static int Fitting(Rune[] runes, int start, Func<string, float> measure, float width)
    {
        float used = 0;
        for (var i = start; i < runes.Length; i++)
        {
            used += measure(runes[i].ToString());
            if (used > width + 0.01f)
                return Math.Max(i, start + 1);
        }
        return runes.Length;
    }

    /// <summary>The last place at or before the limit where a line may end; the limit itself when there is none, so that a long code is cut and not lost.</summary>
    private static int LastBreak(Rune[] runes, int start, int limit)
    {
        for (var at = limit; at > start; at--)
        {
            if (MayBreak(runes[at - 1], runes[at]))
                return at;
        }
        return limit;
    }

    private static bool MayBreak(Rune before, Rune after)
    {
        if (Holds(NotFirst, after) || Holds(NotLast, before))
            return false;
        if (Holds(Inseparable, before) && before == after)
            return false;
        return !(IsWord(before) && IsWord(after));
    }

    private static bool IsWord(Rune rune) => rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '/' or '@' or '\'' or '+' or '#' or '&');

    private static bool Holds(string signs, Rune rune) => rune.IsBmp && signs.Contains((char)rune.Value, StringComparison.Ordinal);

    private static string Text(Rune[] runes, int start, int end)
    {
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
            text.Append(runes[i].ToString());
        return text.ToString();
    }
}
