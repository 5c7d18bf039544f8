namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>附則: 附則, 附　則, 付則, 改正附則. It has a name and no number.</summary>
internal sealed class SupplementaryNumbering : NumberingForm
{
    public override string Name => "附則";

    public override FormRank Rank => FormRank.Root;

    public override bool IsClosed => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        var at = text.StartsWith("改正") ? 2 : 0;
        if (at >= text.Length || text[at] is not ('附' or '付'))
            return false;
        at++;
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at >= text.Length || text[at] != '則')
            return false;
        reading = new(ProvisionNumber.None, ProvisionNumber.None, at + 1);
        return true;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) => number.IsNone ? Name : null;

    public override ProvisionNumber? Next(ProvisionNumber number) => null;
}
