using System.Text;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>漢数字。Both ways of writing are read: 百五十二 and 一五二; the first is written.</summary>
internal sealed class KanjiGlyphs : NumberGlyphs
{
    private const string Digits = "〇一二三四五六七八九";

    public override string Name => "漢数字";

    public override int Read(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        var length = 0;
        var digits = 0;
        var pending = 0;
        var units = false;
        for (; length < text.Length && length < 9; length++)
        {
            var unit = Unit(text[length]);
            var digit = Digit(text[length]);
            if (unit > 0)
            {
                if (digits > 1)
                    return 0;
                value += (digits == 0 ? 1 : pending) * unit;
                (pending, digits, units) = (0, 0, true);
            }
            else if (digit >= 0)
            {
                if (++digits > (units ? 1 : 4))
                    return 0;
                pending = pending * 10 + digit;
            }
            else
            {
                break;
            }
        }
        value += pending;
        return value is > 0 and <= 9999 ? length : 0;
    }

    public override string? Write(int value, Numerals numerals)
    {
        if (value is < 1 or > 9999)
            return null;
        var text = new StringBuilder();
        foreach (var (unit, sign) in stackalloc[] { (1000, '千'), (100, '百'), (10, '十') })
        {
            var digit = value / unit % 10;
            if (digit > 1)
                text.Append(Digits[digit]);
            if (digit > 0)
                text.Append(sign);
        }
        if (value % 10 > 0)
            text.Append(Digits[value % 10]);
        return text.ToString();
    }

    private static int Unit(char sign) => sign switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => 0,
    };

    private static int Digit(char sign) => sign switch
    {
        '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => -1,
    };
}
