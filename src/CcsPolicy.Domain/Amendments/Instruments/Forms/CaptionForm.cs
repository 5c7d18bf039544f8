using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条の見出しを「（…）」に改める。第3条に見出しとして「（…）」を付する。第3条の見出しを削る。2の見出しを「体制」に改める。</summary>
internal sealed partial class CaptionForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation switch
    {
        AmendingOperation.SetCaption { IsName: true } named => $"{place}{(place == InstrumentAddress.Title ? "" : $"の{place[Math.Max(place.LastIndexOfAny([.. "編章節款目"]), 0)]}名")}を「{named.Caption}」に改め",
        AmendingOperation.SetCaption { Caption: null } gone => $"{place}の{Before(gone)}見出しを削",
        AmendingOperation.SetCaption { IsNew: true } added => $"{place}{(added.IsBefore ? "の前に" : "に")}見出しとして「{Bracketed(added)}」を付",
        AmendingOperation.SetCaption changed => $"{place}の{Before(changed)}見出しを「{Bracketed(changed)}」に改め",
        _ => null,
    };

    private static string Before(AmendingOperation.SetCaption caption) => caption.IsBefore ? "前の" : "";

    private static string Bracketed(AmendingOperation.SetCaption caption) => caption.IsBare ? caption.Caption! : $"（{caption.Caption}）";

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var quoted = clause.Value.IndexOf(QuotedText.Sign);
        if (quoted < 0)
            return new AmendingOperation.SetCaption(PlaceOf(clause, focus), null) { IsBefore = clause.Groups["before"].Success };
        var caption = sentence.At(clause.Index + quoted);
        // 第2章の節名: of no section.
        if (clause.Groups["name"] is { Success: true, Length: > 0 } name && PlaceOf(clause, focus) is var holder && holder.LastIndexOfAny([.. "編章節款目"]) is >= 0 and var unit && holder[unit] != name.Value[0])
            return null;
        if (clause.Groups["name"].Success)
            return new AmendingOperation.SetCaption(PlaceOf(clause, focus), caption) { IsName = true, IsBare = true };
        var isBare = !(caption.Length > 1 && caption[0] is '（' or '(' && caption[^1] is '）' or ')');
        return new AmendingOperation.SetCaption(PlaceOf(clause, focus), isBare ? caption : caption[1..^1]) { IsNew = clause.Groups["new"].Success, IsBefore = clause.Groups["before"].Success, IsBare = isBare };
    }

    [GeneratedRegex(@"\G(?:(?<place>題名)(?<name>)を\uE000に改め(?:る。|、)|" + Place + "(?:の(?<name>[編章節款目]名)を\uE000に改め(?:る。|、)|の(?<before>前の)?見出し(?:を\uE000に改め(?:る。|、)|を削(?:る。|り、))|(?<new>(?<before>の前)?に見出しとして\uE000を付(?:する。|し、))))")]
    private static partial Regex Clause();
}
