namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>括弧付きの番号: (1), （１）, ⑴, (一), (ア), (イ), (a), (ⅰ). The branch stands after the bracket: (2)の2.</summary>
internal sealed class ParenthesizedNumbering(NumberGlyphs glyphs, bool branches) : NumberingForm
{
    public NumberGlyphs Glyphs => glyphs;

    public override string Name => "(" + glyphs.Name + ")";

    public override FormRank Rank => FormRank.Floating;

    public override bool HasBranches => branches;

    public override bool IsClosed => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        if (text.IsEmpty)
            return false;
        var length = ReadSingle(text[0], out var single);
        var number = ProvisionNumber.Of(single);
        if (length == 0)
        {
            if (text[0] is not ('(' or '[' or '〔' or '【' or '<' or '〈'))
                return false;
            var at = SkipSpace(text, 1);
            var digits = glyphs.Read(text[at..], out var value);
            if (digits == 0)
                return false;
            number = ProvisionNumber.Of(value);
            at += digits;
            if (branches)
                at = NumberSequence.ReadBranches(text, at, glyphs, ref number);
            at = SkipSpace(text, at);
            if (at >= text.Length || text[at] != Closing(text[0]))
                return false;
            length = at + 1;
        }
        if (branches)
            length = NumberSequence.ReadBranches(text, length, glyphs, ref number);
        var through = number;
        length = NumberSequence.ReadSpan(text, length, glyphs, false, "(", ")", ref through);
        reading = new(number, through, length);
        return true;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) =>
        numerals == Numerals.Full && glyphs is ArabicGlyphs
            ? NumberSequence.Write(number, glyphs, numerals, "（", "）")
            : NumberSequence.Write(number, glyphs, numerals, "(", ")");

    public override ProvisionNumber? Next(ProvisionNumber number) =>
        number.IsNone || (number.Parts.Length == 1 && number.Main >= glyphs.Highest) ? null : base.Next(number);

    /// <summary>⑴ to ⒇ and ⒜ to ⒵ are one character each.</summary>
    private int ReadSingle(char sign, out int value)
    {
        value = glyphs switch
        {
            ArabicGlyphs when sign is >= '⑴' and <= '⒇' => sign - '⑴' + 1,
            KanjiGlyphs when sign is >= '㈠' and <= '㈩' => sign - '㈠' + 1,
            _ when ReferenceEquals(glyphs, RowGlyphs.Lower) && sign is >= '⒜' and <= '⒵' => sign - '⒜' + 1,
            _ => 0,
        };
        return value > 0 ? 1 : 0;
    }

    private static char Closing(char open) => open switch
    {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '<' => '>',
        '〈' => '〉',
        _ => '〕',
    };

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }
}
