using System.Globalization;
using System.Text;

namespace CcsPolicy.Web.Features.Finding;

/// <summary>
/// 畳んだ文。A text as finding compares it: width and compatibility forms folded (NFKC), katakana as hiragana, letters small, gaps left out, with the way
/// back to the places in the original.
/// </summary>
internal sealed class FoldedText
{
    private readonly int[] places;

    private FoldedText(string original, string folded, int[] places) => (Original, Folded, this.places) = (original, folded, places);

    public string Original { get; }

    public string Folded { get; }

    public static FoldedText Of(string original)
    {
        var folded = new StringBuilder(original.Length);
        var places = new List<int>(original.Length + 1);
        // By what a person sees as one sign: ｶﾞ is one and folds into one.
        for (var at = 0; at < original.Length;)
        {
            if (IsLongSound(original, at))
            {
                folded.Append('ー');
                places.Add(at++);
                continue;
            }
            var length = StringInfo.GetNextTextElementLength(original, at);
            foreach (var sign in Fold(original.AsSpan(at, length)))
            {
                folded.Append(sign);
                places.Add(at);
            }
            at += length;
        }
        places.Add(original.Length);
        return new FoldedText(original, folded.ToString(), [.. places]);
    }

    /// <summary>サ−バ, パスワ―ド: a dash between kana is the sign of a long sound, typed or recognised as another.</summary>
    private static bool IsLongSound(string text, int at) =>
        text[at] is '-' or '－' or '−' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '─' or '━' && at > 0 && IsKatakana(text[at - 1]) && (at + 1 == text.Length || IsKatakana(text[at + 1]) || text[at + 1] is >= 'ぁ' and <= 'ゖ');

    private static bool IsKatakana(char sign) => sign is (>= 'ァ' and <= 'ヺ') or (>= 'ｦ' and <= 'ﾟ') or '\u3099' or '\u309a';

    /// <summary>Only the folded signs.</summary>
    public static string Fold(string text) => Of(text).Folded;

    /// <summary>The stretch of the original behind a stretch of the folded text.</summary>
    public (int Start, int Length) Behind(int start, int length)
    {
        var from = places[start];
        // Up to the next sign of the original that is not part of the stretch.
        var end = start + length;
        while (end < places.Length - 1 && places[end] == places[end - 1])
            end++;
        return (from, places[end] - from);
    }

    private static string Fold(ReadOnlySpan<char> element)
    {
        if (element.Length == 1 && element[0] is (>= 'ぁ' and <= 'ゖ') or (>= '一' and <= '鿿') or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            return element[0].ToString();
        var text = element.ToString();
        // A half of a character alone, which no normal form takes.
        if (element.Length == 1 && char.IsSurrogate(element[0]))
            return text;
        var made = new StringBuilder();
        foreach (var sign in Normal(text))
        {
            if (char.IsWhiteSpace(sign) || char.IsControl(sign))
                continue;
            made.Append(sign is >= 'ァ' and <= 'ヶ' ? (char)(sign - 0x60) : char.ToLowerInvariant(sign));
        }
        return made.ToString();
    }

    private static string Normal(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
