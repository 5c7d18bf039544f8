using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第6条から第8条までを2条ずつ繰り下げる。19から74までを1ずつ繰り下げる。</summary>
internal sealed partial class ShiftForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage)
    {
        if (operation is not AmendingOperation.Shift shift)
            return null;
        var last = InstrumentAddress.LastStep(shift.Last);
        // 19から74までを1ずつ: what is only a number or a sign has no unit.
        return $"{place}{(shift.IsPair ? "及び" : "から")}{last}{(shift.IsPair ? "" : "まで")}を{usage.Count(Math.Abs(shift.By))}{(InstrumentAddress.IsOfUnits(last) ? last[InstrumentAddress.LastUnit(last)] : "")}ずつ繰り{(shift.By > 0 ? "下げ" : "上げ")}";
    }

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var at = 0;
        if (!EraNumeral.TryRead(clause.Groups["by"].Value.Normalize(System.Text.NormalizationForm.FormKC), ref at, out var by))
            return null;
        var first = PlaceOf(clause, focus);
        var last = InstrumentAddress.LastOf(first, InstrumentAddress.InFull(clause.Groups["last"].Value, focus.Named));
        return new AmendingOperation.Shift(first, last, clause.Groups["down"].Success ? by : -by) { IsPair = clause.Groups["pair"].Success };
    }

    [GeneratedRegex(@"\G(?<place>[^。、をに\uE000]+?)(?:から(?<last>[^。、をに\uE000]{1,60}?)まで|(?<pair>及び)(?<last>[^。、をに\uE000]{1,60}?))を(?<by>[0-9０-９一二三四五六七八九十]+)[編章節款目条項号]?ずつ(?:(?<down>繰り?下げ)|繰り?上げ)(?:る。|、)")]
    private static partial Regex Clause();
}
