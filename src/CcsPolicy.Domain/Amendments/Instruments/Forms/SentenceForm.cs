using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条に次のただし書を加える。同条に後段として次のように加える。第3条に次の見出しを付する。</summary>
internal sealed partial class SentenceForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation switch
    {
        AmendingOperation.AddSentence { Sentence: AddedSentence.Proviso } => $"{place}に次のただし書を加え",
        AmendingOperation.AddSentence { Sentence: AddedSentence.Caption } caption => $"{place}{(caption.IsBefore ? "の前" : "")}に次の見出しを付",
        AmendingOperation.AddSentence => $"{place}に後段として次のように加え",
        _ => null,
    };

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block) =>
        new AmendingOperation.AddSentence(PlaceOf(clause, focus), clause.Groups["proviso"].Success ? AddedSentence.Proviso : clause.Groups["caption"].Success ? AddedSentence.Caption : AddedSentence.LatterPart, block) { IsBefore = clause.Groups["before"].Success };

    [GeneratedRegex(@"\G" + Place + "(?:に(?:(?<proviso>次のただし書を|ただし書として次のように)|後段として次のように)加え(?:る。|、)|(?<before>の前)?に(?<caption>)(?:次の見出しを|見出しとして次のように)付(?:する。|し、))")]
    private static partial Regex Clause();
}
