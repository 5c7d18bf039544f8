namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>片括弧の番号: 1), ア), a).</summary>
internal sealed class HalfParenthesizedNumbering(NumberGlyphs glyphs) : NumberingForm
{
    public NumberGlyphs Glyphs => glyphs;

    public override string Name => glyphs.Name + ")";

    public override FormRank Rank => FormRank.Floating;

    public override bool IsClosed => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        var length = glyphs.Read(text, out var value);
        if (length == 0 || length >= text.Length || text[length] != ')')
            return false;
        reading = new(ProvisionNumber.Of(value), ProvisionNumber.Of(value), length + 1);
        return true;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) =>
        number.HasBranch ? null : NumberSequence.Write(number, glyphs, numerals, "", numerals == Numerals.Full ? "）" : ")");

    public override ProvisionNumber? Next(ProvisionNumber number) =>
        number.IsNone || number.Main >= glyphs.Highest ? null : base.Next(number);
}
