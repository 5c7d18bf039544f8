using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>数の途中。Whether words that stand in a text begin or end within a number of it: 1回 in 11回, 4条 in 第14条, 1年 in 平成31年, 四条 in 第十四条. Such words hit something else than they say (誤爆).</summary>
internal static class NumberEdges
{
    private enum Figure
    {
        None,
        Arabic,
        Kanji,
    }

    /// <summary>Whether a number goes on at the beginning or at the end of the words.</summary>
    public static bool Cuts(string text, int at, int length) => length > 0 && (IsWithin(text, at) || IsWithin(text, at + length));

    /// <summary>What stands there in full: 第14条 for 4条.</summary>
    public static string Whole(string text, int at, int length)
    {
        var (begin, end) = (0, text.Length);
        foreach (var unit in TextUnits.Ends(text))
        {
            if (unit <= at)
                begin = unit;
            if (unit < at + length)
                continue;
            end = unit;
            break;
        }
        // A number in kanji may go on over more than one unit.
        while (begin > 0 && IsWithin(text, begin))
            begin--;
        while (end < text.Length && IsWithin(text, end))
            end++;
        return text[begin..end];
    }

    /// <summary>Whether the place between two signs is within a number: 1|1, 十|四, 1|,000 and 1.|5. A numeral beside another letter is none: 第|三者, 一|部.</summary>
    private static bool IsWithin(string text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return false;
        var (before, after) = (FigureOf(text[at - 1]), FigureOf(text[at]));
        return (before != Figure.None && before == after) || (before == Figure.Arabic && Joins(text, at)) || (after == Figure.Arabic && Joins(text, at - 1));
    }

    /// <summary>Whether the sign joins figures to one number: three of them after a comma, any after a point.</summary>
    private static bool Joins(string text, int at) =>
        text[at] is '.' or '．' ? IsArabic(text, at - 1) && IsArabic(text, at + 1)
            : text[at] is ',' or '，' && IsArabic(text, at - 1) && IsArabic(text, at + 1) && IsArabic(text, at + 2) && IsArabic(text, at + 3) && !IsArabic(text, at + 4);

    private static bool IsArabic(string text, int at) => at >= 0 && at < text.Length && FigureOf(text[at]) == Figure.Arabic;

    private static Figure FigureOf(char sign) =>
        EraNumeral.ArabicDigit(sign) >= 0 ? Figure.Arabic : sign is '万' or '億' || (sign != '○' && EraNumeral.KanjiValue(sign) >= 0) ? Figure.Kanji : Figure.None;
}
