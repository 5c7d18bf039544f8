using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 数字の読取り。Reads a whole number in the digits that texts use: 28, ２８, 二八, 二十八, 百二十. Bounded work: at most twelve digits.
/// </summary>
internal static partial class EraNumeral
{
    private const int Longest = 12;

    /// <summary>Reads the number that begins at <paramref name="at"/> and moves past it; false when there is none or it has no end in sight.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, ref int at, out int value)
    {
        value = 0;
        var i = at;
        if (i < text.Length && ArabicDigit(text[i]) >= 0)
        {
            for (; i < text.Length && ArabicDigit(text[i]) is var digit and >= 0; i++)
            {
                if (i - at >= 9) return false;
                value = value * 10 + digit;
            }
            at = i;
            return true;
        }
        int total = 0, run = 0;
        for (; i < text.Length && KanjiValue(text[i]) is var kanji and >= 0; i++)
        {
            if (i - at >= Longest || run > 99_999) return false;
            if (kanji < 10)
                run = run * 10 + kanji;
            else
            {
                total += Math.Max(run, 1) * kanji;
                run = 0;
            }
        }
        if (i == at) return false;
        value = total + run;
        at = i;
        return true;
    }

    public static bool IsDigit(char c) => ArabicDigit(c) >= 0 || KanjiValue(c) >= 0;

    public static int ArabicDigit(char c) => c is >= '0' and <= '9' ? c - '0' : c is >= '０' and <= '９' ? c - '０' : -1;

    /// <summary>0 to 9 for a digit, 10, 100 or 1000 for a unit, −1 otherwise.</summary>
    public static int KanjiValue(char c) => c switch
    {
        '〇' or '○' or '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => -1,
    };

    /// <summary>The text with its half-width digits in full width: 第３条 for 第3条.</summary>
    public static string FullWidth(string text) => string.Create(text.Length, text, static (wide, from) =>
    {
        for (var i = 0; i < wide.Length; i++)
            wide[i] = from[i] is >= '0' and <= '9' ? (char)(from[i] - '0' + '０') : from[i];
    });

    /// <summary>The text with its full-width digits in half width: 第3条 for 第３条.</summary>
    public static string HalfWidth(string text) => string.Create(text.Length, text, static (half, from) =>
    {
        for (var i = 0; i < half.Length; i++)
            half[i] = from[i] is >= '０' and <= '９' ? (char)(from[i] - '０' + '0') : from[i];
    });

    /// <summary>The text with its half-width numbers in kanji: 令和九年四月一日 for 令和9年4月1日.</summary>
    public static string InKanji(string text) => Number().Replace(text, number => Kanji(int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture)));

    [GeneratedRegex("[0-9]{1,9}")]
    private static partial Regex Number();

    /// <summary>二十八 for 28 and the like, up to 9999.</summary>
    public static string Kanji(int value)
    {
        if (value is < 1 or > 9999) return value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var made = new System.Text.StringBuilder();
        foreach (var (unit, sign) in Units)
        {
            var digit = value / unit % 10;
            if (digit == 0) continue;
            if (digit > 1 || unit == 1) made.Append("一二三四五六七八九"[digit - 1]);
            if (unit > 1) made.Append(sign);
        }
        return made.ToString();
    }

    private static readonly (int, char)[] Units = [(1000, '千'), (100, '百'), (10, '十'), (1, ' ')];
}
