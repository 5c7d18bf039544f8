using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第5条を第6条とする。同項を同条第3項とする。(2)を(3)とする。第2条を「第二条」とする。</summary>
internal sealed partial class RenumberForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) =>
        operation is AmendingOperation.Renumber renumbered ? $"{place}を{Number(renumbered, place)}と" : null;

    /// <summary>同条第3項 where the place is told with what holds it, 第3項 after a 中.</summary>
    private static string Number(AmendingOperation.Renumber renumbered, string place)
    {
        var (was, step) = (InstrumentAddress.LastStep(renumbered.Address), InstrumentAddress.LastStep(renumbered.Number));
        if (!InstrumentAddress.IsOfUnits(was) || !InstrumentAddress.IsOfUnits(step))
            return renumbered.Number;
        // 第7条を同条第2項とし
        if (renumbered.Number == renumbered.Address + step)
            return "同条" + step;
        var holder = renumbered.Address[..^was.Length];
        return holder.Length == 0 || place == was ? step : InstrumentAddress.InShort(holder, renumbered.Address) + step;
    }

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var number = clause.Groups["number"];
        if (number.Value[0] != QuotedText.Sign && !InstrumentAddress.IsPlace(number.Value.Trim()) && InstrumentAddress.RowNumber(number.Value.Trim()) is null)
            return null;
        // 第3条第2項を同条第3項とする: 同条 is of the place itself.
        var place = PlaceOf(clause, focus);
        return new AmendingOperation.Renumber(place, number.Value == QuotedText.Sign.ToString() ? $"「{sentence.At(number.Index)}」" : InstrumentAddress.InFull(number.Value.Trim(), place));
    }

    [GeneratedRegex(@"\G" + Place + "を(?<number>\uE000|[^。、を\uE000]+?)と(?:する。|し、)")]
    private static partial Regex Clause();
}
