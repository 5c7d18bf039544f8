using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>文字の幅。Signs that gazettes and texts write in either width are one, place by place: the folded words are as long as the words.</summary>
internal static partial class SignWidth
{
    /// <summary>The new words with the signs of the text where nothing changes at their beginning and their end: ― of the text for － of a gazette.</summary>
    public static string Kept(string found, string was, string becomes)
    {
        if (found == was || found.Length != was.Length)
            return becomes;
        var (begin, end, most) = (0, 0, Math.Min(was.Length, becomes.Length));
        while (begin < most && was[begin] == becomes[begin])
            begin++;
        while (end < most - begin && was[^(end + 1)] == becomes[^(end + 1)])
            end++;
        // A number is put in as a whole, in the figures that the text has there.
        while (begin > 0 && EraNumeral.ArabicDigit(becomes[begin - 1]) >= 0)
            begin--;
        while (end > 0 && EraNumeral.ArabicDigit(becomes[^end]) >= 0)
            end--;
        return string.Concat(found.AsSpan()[..begin], InFiguresOf(found, becomes[begin..(becomes.Length - end)]), found.AsSpan(found.Length - end));
    }

    /// <summary>The words with their numbers in the figures of others: １５ where those have １０.</summary>
    private static string InFiguresOf(string like, string words)
    {
        if (IsFull(like, true) is not { } single || IsFull(like, false) is not { } several)
            return words;
        return Number().Replace(words, number => (number.Length == 1 ? single : several)
            ? string.Concat(number.Value.Select(figure => (char)('０' + EraNumeral.ArabicDigit(figure)))) : string.Concat(number.Value.Select(figure => (char)('0' + EraNumeral.ArabicDigit(figure)))));

        static bool? IsFull(string like, bool isSingle)
        {
            var numbers = Number().Matches(like);
            return (numbers.FirstOrDefault(number => number.Length == 1 == isSingle) ?? numbers.FirstOrDefault())?.Value[0] is { } figure ? figure > '9' : null;
        }
    }

    [GeneratedRegex("[0-9０-９]{1,20}")]
    private static partial Regex Number();

    public static string Folded(string words) => string.Create(words.Length, words, static (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = Folded(from[i]);
    });

    private static char Folded(char sign) => sign switch
    {
        >= '！' and <= '～' => (char)(sign - '！' + '!'),
        '　' => ' ',
        '―' or '‐' or '–' or '−' or '—' or '─' => '-',
        _ => sign,
    };
}
