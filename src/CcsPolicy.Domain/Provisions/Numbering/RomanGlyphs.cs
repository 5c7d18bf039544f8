using System.Text;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>ローマ数字。One-character figures (Ⅳ, ⅳ) and figures made of letters (IV, iv) are the same.</summary>
internal sealed class RomanGlyphs(bool upper) : NumberGlyphs
{
    public static readonly RomanGlyphs Lower = new(false);

    public static readonly RomanGlyphs Upper = new(true);

    private static readonly (int Value, string Letters)[] Steps =
        [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    public override string Name => upper ? "ローマ数字（大）" : "ローマ数字（小）";

    public override int Highest => 89;

    public override int Read(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.IsEmpty)
            return 0;
        var single = text[0] - (upper ? 'Ⅰ' : 'ⅰ');
        if (single is >= 0 and < 12)
        {
            value = single + 1;
            return 1;
        }
        var length = 0;
        Span<char> letters = stackalloc char[8];
        while (length < text.Length && length < 8 && IsLetter(text[length]))
        {
            letters[length] = char.ToLowerInvariant(text[length]);
            length++;
        }
        for (var number = 1; length > 0 && number <= Highest; number++)
            if (letters[..length].SequenceEqual(Spell(number)))
            {
                value = number;
                return length;
            }
        return 0;
    }

    public override string? Write(int value, Numerals numerals)
    {
        if (value < 1 || value > Highest)
            return null;
        if (value <= 12)
            return ((char)((upper ? 'Ⅰ' : 'ⅰ') + value - 1)).ToString();
        return upper ? Spell(value).ToUpperInvariant() : Spell(value);
    }

    private bool IsLetter(char sign) => upper ? sign is 'I' or 'V' or 'X' or 'L' : sign is 'i' or 'v' or 'x' or 'l';

    private static readonly string[] Spellings = [.. Enumerable.Range(0, 90).Select(Compose)];

    private static string Spell(int value) => Spellings[value];

    private static string Compose(int value)
    {
        var text = new StringBuilder();
        foreach (var (step, letters) in Steps)
            for (; value >= step; value -= step)
                text.Append(letters);
        return text.ToString();
    }
}
