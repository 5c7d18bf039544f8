namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>第建て: 第1, 第１, 第一, 第1の2, with no unit after it.</summary>
internal sealed class OrdinalNumbering : NumberingForm
{
    private const string Units = "条項号編章節款目部回次期種類位版年月日人者次表区";

    public override string Name => "第";

    public override FormRank Rank => FormRank.Floating;

    public override bool HasBranches => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        if (text.Length < 2 || text[0] != '第')
            return false;
        var at = 1;
        while (at < text.Length && text[at] == ' ')
            at++;
        NumberGlyphs glyphs = at < text.Length && char.IsAsciiDigit(text[at]) ? Numberings.Arabic : Numberings.Kanji;
        var digits = NumberSequence.Read(text[at..], glyphs, true, out var number);
        if (digits == 0)
            return false;
        var length = at + digits;
        var next = length;
        while (next < text.Length && text[next] == ' ')
            next++;
        // 第 3 条 is an article; 第1 目的 is not.
        if (next < text.Length && Units.Contains(text[next], StringComparison.Ordinal) && (next == length || (at > 1 && text[next] is '条' or '章' or '節' or '項' or '号')))
            return false;
        reading = new(number, number, length);
        return true;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals)
    {
        NumberGlyphs glyphs = numerals == Numerals.Kanji ? Numberings.Kanji : Numberings.Arabic;
        return NumberSequence.Write(number, glyphs, numerals, "第", "");
    }
}
