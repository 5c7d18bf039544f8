using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第5条を削る。第5条及び第6条を削り、…</summary>
internal sealed partial class DeleteForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation is AmendingOperation.Delete ? $"{place}を削" : null;

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block) => new AmendingOperation.Delete(PlaceOf(clause, focus));

    [GeneratedRegex(@"\G" + Place + "を削(?:る。|り、)")]
    private static partial Regex Clause();
}
