using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>書かれた改正規定。A sentence of an instrument as it is written, with the lines that follow it; of one that is a table, a row that changes something.</summary>
/// <param name="Number">From 1, in the order of the instrument; 0 for what stands around the sentences: title, lead, rows that change nothing, the own 附則.</param>
public sealed record WrittenSentence(int Number, string Words)
{
    /// <summary>The same words in an instrument that was written since, of several the nearest to where they stood; null when they stand there no longer.</summary>
    public WrittenSentence? StandingIn(IEnumerable<WrittenSentence> now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return now.Where(one => one.Number > 0 && one.Words == Words).MinBy(one => Math.Abs(one.Number - Number));
    }

    /// <summary>Lead, sentences and own 附則, in their order.</summary>
    internal static ImmutableArray<WrittenSentence> PartsOf(string instrument, AmendingInstrument read)
    {
        var own = read.Supplementary.Length == 0 ? instrument.Length : instrument.LastIndexOf(read.Supplementary, StringComparison.Ordinal);
        var lines = instrument[..own].Split('\n');
        var starts = read.Sentences.Select(sentence => sentence.Line - 1).ToList();
        if (!read.Unread.IsEmpty || starts.Count == 0)
            return [new(1, instrument.Trim('\n'))];
        return
        [
            new(0, Joined(0, starts[0])),
            .. starts.Select((start, i) => new WrittenSentence(i + 1, Joined(start, i + 1 < starts.Count ? starts[i + 1] : lines.Length))),
            new(0, instrument[own..].Trim('\n')),
        ];

        string Joined(int from, int to) => string.Join('\n', lines[from..to]).Trim('\n');
    }

    /// <summary>A part for each row.</summary>
    internal static IEnumerable<WrittenSentence> PartsOf(ComparisonTable table)
    {
        var number = 0;
        foreach (var row in table.Rows)
        {
            var (old, @new) = (Said(row.Old), Said(row.New));
            yield return old == @new ? new(0, @new) : new(++number, $"{old} → {@new}");
        }
    }

    private static string Said(ImmutableArray<TableRun>? side) => string.Concat((side ?? []).Select(run => run.Text));
}
