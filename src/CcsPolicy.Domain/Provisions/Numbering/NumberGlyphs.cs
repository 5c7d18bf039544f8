namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>数字の字体。A row of signs that count: digits, kanji, アイウ, イロハ, letters, roman figures.</summary>
internal abstract class NumberGlyphs
{
    public abstract string Name { get; }

    /// <summary>Length of the number at the start of the folded text, 0 when there is none.</summary>
    public abstract int Read(ReadOnlySpan<char> text, out int value);

    public abstract string? Write(int value, Numerals numerals);

    public virtual int Highest => 9999;
}

/// <summary>算用数字。</summary>
internal sealed class ArabicGlyphs : NumberGlyphs
{
    public override string Name => "算用数字";

    public override int Read(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            if (length == 4)
                return 0;
            value = value * 10 + (text[length++] - '0');
        }
        return value == 0 || text[0] == '0' ? 0 : length;
    }

    public override string? Write(int value, Numerals numerals)
    {
        var half = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return numerals == Numerals.Full ? Basics.EraNumeral.FullWidth(half) : half;
    }
}

/// <summary>A fixed row of signs, each one character: アイウ, イロハ, abc.</summary>
internal sealed class RowGlyphs(string name, string row) : NumberGlyphs
{
    /// <summary>五十音順; after ン there is no further sign.</summary>
    public static readonly RowGlyphs Kana = new("アイウ", "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン");

    /// <summary>いろは順; 47 signs, without ン.</summary>
    public static readonly RowGlyphs Iroha = new("イロハ", "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス");

    public static readonly RowGlyphs CircledKana = new("㋐㋑㋒", "㋐㋑㋒㋓㋔㋕㋖㋗㋘㋙㋚㋛㋜㋝㋞㋟㋠㋡㋢㋣㋤㋥㋦㋧㋨㋩㋪㋫㋬㋭㋮㋯㋰㋱㋲㋳㋴㋵㋶㋷㋸㋹㋺㋻");

    public static readonly RowGlyphs Lower = new("abc", "abcdefghijklmnopqrstuvwxyz");

    public static readonly RowGlyphs Upper = new("ABC", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public override string Name => name;

    public override int Highest => row.Length;

    public override int Read(ReadOnlySpan<char> text, out int value)
    {
        value = text.IsEmpty ? 0 : row.IndexOf(text[0]) + 1;
        return value > 0 ? 1 : 0;
    }

    public override string? Write(int value, Numerals numerals) =>
        value < 1 || value > row.Length ? null : row[value - 1].ToString();
}
