using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第5条を削る。第5条及び第6条を削り、…</summary>
internal sealed partial class DeleteForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation is AmendingOperation.Delete ? $"{WithCaption().Replace(place, "${article}の前の見出し及び同条")}を削" : null;

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block) => new AmendingOperation.Delete(PlaceOf(clause, focus));

    /// <summary>第4条の前の見出し及び同条: an article that goes with the caption that it shares with others.</summary>
    [GeneratedRegex("^(?<article>第[^。、]{1,40}?)の前の見出し及び\\k<article>$")]
    private static partial Regex WithCaption();

    [GeneratedRegex(@"\G" + Place + "を削(?:る。|り、)")]
    private static partial Regex Clause();
}
