using System.Globalization;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>丸数字: ① to ㊿, and ○2 of old prints.</summary>
internal sealed class CircledNumbering : NumberingForm
{
    public override string Name => "丸数字";

    public override FormRank Rank => FormRank.Floating;

    public override bool IsClosed => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        if (text.IsEmpty)
            return false;
        var value = text[0] switch
        {
            >= '①' and <= '⑳' => text[0] - '①' + 1,
            >= '㉑' and <= '㉟' => text[0] - '㉑' + 21,
            >= '㊱' and <= '㊿' => text[0] - '㊱' + 36,
            >= '❶' and <= '❿' => text[0] - '❶' + 1,
            _ => 0,
        };
        var length = 1;
        if (value == 0)
        {
            if (text[0] != '○' && text[0] != '◯')
                return false;
            var digits = Numberings.Arabic.Read(text[1..], out value);
            if (digits is 0 or > 2)
                return false;
            length += digits;
        }
        reading = new(ProvisionNumber.Of(value), ProvisionNumber.Of(value), length);
        return true;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) => number.HasBranch ? null : number.Main switch
    {
        >= 1 and <= 20 => ((char)('①' + number.Main - 1)).ToString(),
        >= 21 and <= 35 => ((char)('㉑' + number.Main - 21)).ToString(),
        >= 36 and <= 50 => ((char)('㊱' + number.Main - 36)).ToString(),
        > 50 and <= 99 => "○" + number.Main.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    public override ProvisionNumber? Next(ProvisionNumber number) => number.Main >= 99 ? null : base.Next(number);
}
