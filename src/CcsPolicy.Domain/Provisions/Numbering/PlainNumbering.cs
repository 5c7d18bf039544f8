namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>裸の番号: 2, ２, 1., 一, ア, イ, a, Ⅰ. A branch is written with の: 4の2, 一の二.</summary>
internal sealed class PlainNumbering(NumberGlyphs glyphs, bool branches) : NumberingForm
{
    public NumberGlyphs Glyphs => glyphs;

    public override string Name => glyphs.Name;

    public override FormRank Rank => FormRank.Floating;

    public override bool HasBranches => branches;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        var length = NumberSequence.Read(text, glyphs, branches, out var number);
        if (length == 0)
            return false;
        // 一から四まで, 二及び三, イからハまで: one line that stands for several units.
        var through = number;
        length = NumberSequence.ReadSpan(text, length, glyphs, branches, "", "", ref through);
        if (through.Equals(number) && length < text.Length && text[length] == '.' && glyphs is not KanjiGlyphs
            && (length + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[length + 1])))
            length++;
        reading = new(number, through, length);
        return true;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) => NumberSequence.Write(number, glyphs, numerals, "", "");

    public override ProvisionNumber? Next(ProvisionNumber number) =>
        number.IsNone || (number.Parts.Length == 1 && number.Main >= glyphs.Highest) ? null : base.Next(number);
}
