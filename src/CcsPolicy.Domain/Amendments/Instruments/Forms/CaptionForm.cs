using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条の見出しを「（…）」に改める。第3条に見出しとして「（…）」を付する。第3条の見出しを削る。</summary>
internal sealed partial class CaptionForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation switch
    {
        AmendingOperation.SetCaption { Caption: null } => $"{place}の見出しを削",
        AmendingOperation.SetCaption { IsNew: true } added => $"{place}に見出しとして「（{added.Caption}）」を付",
        AmendingOperation.SetCaption changed => $"{place}の見出しを「（{changed.Caption}）」に改め",
        _ => null,
    };

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var quoted = clause.Value.IndexOf(QuotedText.Sign);
        if (quoted < 0)
            return new AmendingOperation.SetCaption(PlaceOf(clause, focus), null);
        var caption = sentence.At(clause.Index + quoted);
        if (caption.Length > 1 && caption[0] is '（' or '(' && caption[^1] is '）' or ')')
            caption = caption[1..^1];
        return new AmendingOperation.SetCaption(PlaceOf(clause, focus), caption) { IsNew = clause.Groups["new"].Success };
    }

    [GeneratedRegex(@"\G" + Place + "(?:の(?:前の)?見出し(?:を\uE000に改め(?:る。|、)|を削(?:る。|り、))|(?<new>(?:の前)?に見出しとして\uE000を付(?:する。|し、)))")]
    private static partial Regex Clause();
}
