using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条を次のように改める。題名を次のように改める。第2章の章名を次のように改める。全部を次のように改める。</summary>
internal sealed partial class RewriteForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) =>
        operation is AmendingOperation.Rewrite ? $"{place}を次のように改め" : null;

    protected override Regex Pattern => Clause();

    /// <summary>序文を次のように改める: a division without a number is told by its name.</summary>
    protected override bool IsPlace(string words) => base.IsPlace(words) || InstrumentAddress.IsName(words);

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block) => new AmendingOperation.Rewrite(PlaceOf(clause, focus), block);

    [GeneratedRegex(@"\G" + Place + "を次のように改め(?:る。|、)")]
    private static partial Regex Clause();
}
