using System.Text;
using CcsPolicy.Domain.Amendments.Instruments.Forms;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改め文の書出し。</summary>
internal static class InstrumentWriter
{
    public static string Write(AmendingInstrument instrument, InstrumentUsage usage)
    {
        var text = new StringBuilder();
        if (instrument.Title.Length > 0)
            text.Append('○').Append(instrument.Title).Append('\n');
        if (instrument.Amends.Length > 0)
            text.Append('　').Append(instrument.Amends).Append("の一部を次のように改正する。\n");
        foreach (var sentence in instrument.Sentences)
            Write(text, sentence, usage);
        if (instrument.Supplementary.Length > 0)
            text.Append('\n').Append(instrument.Supplementary).Append('\n');
        return text.ToString();
    }

    private static void Write(StringBuilder text, AmendingSentence sentence, InstrumentUsage usage)
    {
        var (focus, block) = ("", "");
        text.Append('　');
        for (var i = 0; i < sentence.Operations.Length; i++)
        {
            var operation = sentence.Operations[i];
            var clause = Clause(operation, InstrumentAddress.InShort(operation.Address, focus), usage);
            var isLast = i == sentence.Operations.Length - 1;
            text.Append(clause).Append(clause[^1] switch { '削' => isLast ? "る" : "り", '付' or 'と' => isLast ? "する" : "し", _ => isLast ? "る" : "" }).Append(isLast ? '。' : '、');
            focus = InstrumentAddress.FocusAfter(operation, operation.Address);
            block = BlockOf(operation) ?? block;
        }
        text.Append('\n');
        if (block.Length > 0)
            text.Append(block).Append('\n');
    }

    private static string Clause(AmendingOperation operation, string place, InstrumentUsage usage) =>
        AmendingForm.All.Select(form => form.Write(operation, place, usage)).OfType<string>().First();

    /// <summary>The lines that follow the sentence; null for what says no 次の.</summary>
    public static string? BlockOf(AmendingOperation operation) => operation switch
    {
        AmendingOperation.Add added => added.Block,
        AmendingOperation.Rewrite rewritten => rewritten.Block,
        AmendingOperation.AddSentence added => added.Block,
        _ => null,
    };
}
