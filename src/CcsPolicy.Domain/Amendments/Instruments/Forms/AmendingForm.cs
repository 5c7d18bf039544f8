using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>改正の言い方。One way of saying an operation: how it is written as a clause, and how that clause is read.</summary>
internal abstract class AmendingForm
{
    /// <summary>A place: it has no を and no に in it but that of 並びに, and 、 only between several places.</summary>
    protected const string Place = "(?<place>" + Words + "+?(?:、" + Words + "+?)*?)";

    /// <summary>One sign of a place.</summary>
    protected const string Words = @"(?:（見出しを含む。）|[^。、をに\uE000]|(?<=並び)に)";

    /// <summary>In the order in which they are tried.</summary>
    public static readonly IReadOnlyList<AmendingForm> All =
        [new WordsForm(), new CaptionForm(), new SentenceForm(), new AddForm(), new RewriteForm(), new DeleteForm(), new ShiftForm(), new RenumberForm()];

    /// <summary>The clause as far as its verb, which 、 or 。 follows: 「第3条中「甲」を「乙」に改め」. Null when it says another kind of operation.</summary>
    /// <param name="place">The place in the words that the sentence has for it (同条).</param>
    public abstract string? Write(AmendingOperation operation, string place, InstrumentUsage usage);

    /// <summary>Reads a clause that begins at a place of the sentence.</summary>
    /// <param name="block">The lines after the sentence, for what says 次の.</param>
    public AmendingOperation? Read(QuotedText sentence, int at, SentenceFocus focus, string block, out int end)
    {
        var match = Pattern.Match(sentence.Text, at);
        end = at + match.Length;
        return match.Success && match.Index == at && IsPlace(focus.InFull(match.Groups["place"].Value.Trim())) ? Read(match, sentence, focus, block) : null;
    }

    protected abstract Regex Pattern { get; }

    protected abstract AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block);

    protected virtual bool IsPlace(string words) => InstrumentAddress.IsPlace(words);

    /// <summary>The place of the clause in full.</summary>
    protected static string PlaceOf(Match clause, SentenceFocus focus, string group = "place") => focus.InFull(clause.Groups[group].Value.Trim());
}
