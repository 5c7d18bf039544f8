using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条に次のただし書を加える。同条に後段として次のように加える。</summary>
internal sealed partial class SentenceForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation switch
    {
        AmendingOperation.AddSentence { Sentence: AddedSentence.Proviso } => $"{place}に次のただし書を加え",
        AmendingOperation.AddSentence => $"{place}に後段として次のように加え",
        _ => null,
    };

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block) =>
        new AmendingOperation.AddSentence(PlaceOf(clause, focus), clause.Groups["proviso"].Success ? AddedSentence.Proviso : AddedSentence.LatterPart, block);

    [GeneratedRegex(@"\G" + Place + "に(?:(?<proviso>次のただし書を|ただし書として次のように)|後段として次のように)加え(?:る。|、)")]
    private static partial Regex Clause();
}
