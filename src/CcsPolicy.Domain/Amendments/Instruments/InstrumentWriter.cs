using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Instruments.Forms;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改め文の書出し。</summary>
internal static partial class InstrumentWriter
{
    public static string Write(AmendingInstrument instrument, InstrumentUsage usage)
    {
        var text = new StringBuilder();
        if (instrument.Title.Length > 0)
            text.Append('○').Append(instrument.Title).Append('\n');
        if (instrument is { Amends.Length: > 0, IsRepeal: true })
            text.Append('　').Append(Named(instrument)).Append("は、廃止する。\n");
        else if (instrument.Amends.Length > 0)
            text.Append('　').Append(Named(instrument)).Append("の一部を次のように改正する。\n");
        if (!instrument.IsRepeal)
            foreach (var sentence in instrument.Sentences)
                Write(text, sentence, usage);
        if (instrument.Supplementary.Length > 0)
            text.Append('\n').Append(instrument.Supplementary).Append('\n');
        return text.ToString();
    }

    /// <summary>情報管理規程（平成15年規程第3号）</summary>
    public static string Named(AmendingInstrument instrument) => instrument.Number.Length == 0 ? instrument.Amends : $"{instrument.Amends}（{instrument.Number}）";

    private static void Write(StringBuilder text, AmendingSentence sentence, InstrumentUsage usage)
    {
        var (focus, block, within) = ("", "", (Place: "", End: 0));
        text.Append('　');
        for (var i = 0; i < sentence.Operations.Length; i++)
        {
            var operation = sentence.Operations[i];
            if (i >= within.End && Within(sentence.Operations, i, focus) is { } run)
            {
                within = run;
                text.Append(InstrumentAddress.InShort(run.Place, focus)).Append('中');
            }
            var clause = Clause(operation, i < within.End ? operation.Address[within.Place.Length..] : InstrumentAddress.InShort(operation.Address, focus), usage);
            var isLast = i == sentence.Operations.Length - 1;
            text.Append(clause).Append(clause[^1] switch { '削' => isLast ? "る" : "り", '付' or 'と' => isLast ? "する" : "し", _ => isLast ? "る" : "" }).Append(isLast ? '。' : '、');
            focus = InstrumentAddress.FocusAfter(operation, operation.Address);
            block = BlockOf(operation) ?? block;
        }
        text.Append('\n');
        if (block.Length > 0)
            text.Append(Indented(block, sentence.Operations[^1])).Append('\n');
    }

    /// <summary>Captions, ただし書 and 後段 begin one sign further in than the provisions.</summary>
    private static string Indented(string block, AmendingOperation last) =>
        last is AmendingOperation.AddSentence || InstrumentAddress.PartOf(last.Address).Part is SentenceParts.Proviso or SentenceParts.Latter or SentenceParts.Main or SentenceParts.First
            ? "　" + block.TrimStart('　') : ExplicitText.IsExplicit(block) ? block : Caption().Replace(block, "　");

    [GeneratedRegex("^(?=（[^）\n]{1,60}）\n(?:第|[0-9０-９]))", RegexOptions.Multiline)]
    private static partial Regex Caption();

    /// <summary>第3条中第2号を削り、第3号を第2号とし: two clauses and more of provisions beside each other name what holds them once. Null where the first is what was named last (同項を同条第3項とし).</summary>
    private static (string Place, int End)? Within(ImmutableArray<AmendingOperation> operations, int at, string focus)
    {
        if (Holder(operations[at]) is not { } place || operations[at].Address == focus)
            return null;
        var end = at + 1;
        while (end < operations.Length && Holder(operations[end]) == place)
            end++;
        return end - at > 1 ? (place, end) : null;
    }

    private static string? Holder(AmendingOperation operation)
    {
        if (operation is not (AmendingOperation.Delete or AmendingOperation.Renumber or AmendingOperation.Shift or AmendingOperation.Add { Side: AddedSide.After or AddedSide.Before }))
            return null;
        var address = InstrumentAddress.Row(operation.Address)?.First ?? operation.Address;
        if (operation is AmendingOperation.Delete)
        {
            // 2(3)中ただし書を削り、ア及びイを削り
            if (InstrumentAddress.PartOf(address) is { Part: SentenceParts.Proviso or SentenceParts.Latter, Place: var whole } && InstrumentAddress.Joint(address).Count == 0)
                return whole;
            address = InstrumentAddress.Several(address).First();
        }
        var step = InstrumentAddress.LastStep(address);
        var place = address[..^step.Length];
        return step is [.., '項' or '号'] ? place.Contains('条', StringComparison.Ordinal) ? place : null
            // 2中(4)を(5)とし: a sign is told without what holds it where it is read as of that.
            : place.Length > 0 && !place.EndsWith('の') && InstrumentAddress.Joint(address).Count == 0 && SentenceFocus.In(place).InFull(step) == address ? place : null;
    }

    private static string Clause(AmendingOperation operation, string place, InstrumentUsage usage)
    {
        var clause = AmendingForm.All.Select(form => form.Write(operation, place, usage)).OfType<string>().First();
        if (usage.Supplement == InstrumentAddress.Supplement)
            return clause;
        // What is quoted stays as it is.
        var quoted = clause.IndexOf('「');
        return quoted < 0 ? clause.Replace(InstrumentAddress.Supplement, usage.Supplement, StringComparison.Ordinal) : clause[..quoted].Replace(InstrumentAddress.Supplement, usage.Supplement, StringComparison.Ordinal) + clause[quoted..];
    }

    /// <summary>The lines that follow the sentence; null for what says no 次の.</summary>
    public static string? BlockOf(AmendingOperation operation) => operation switch
    {
        AmendingOperation.Add added => added.Block,
        AmendingOperation.Rewrite rewritten => rewritten.Block,
        AmendingOperation.AddSentence added => added.Block,
        _ => null,
    };
}
