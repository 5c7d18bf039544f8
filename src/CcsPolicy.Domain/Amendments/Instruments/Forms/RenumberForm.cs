using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第5条を第6条とする。同項を同条第3項とする。(2)を(3)とする。第2条を「第二条」とする。</summary>
internal sealed partial class RenumberForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) =>
        operation is AmendingOperation.Renumber renumbered ? $"{place}を{renumbered.Number}と" : null;

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var number = clause.Groups["number"];
        if (number.Value[0] != QuotedText.Sign && !InstrumentAddress.IsPlace(number.Value.Trim()))
            return null;
        var written = number.Value == QuotedText.Sign.ToString() ? $"「{sentence.At(number.Index)}」" : InstrumentAddress.InFull(number.Value.Trim(), focus.Named);
        return new AmendingOperation.Renumber(PlaceOf(clause, focus), written);
    }

    [GeneratedRegex(@"\G" + Place + "を(?<number>\uE000|[^。、を\uE000]+?)と(?:する。|し、)")]
    private static partial Regex Clause();
}
