using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// ずつ繰り下げる。Four and more neighbours that move by the same number are not written one by one: the one that moves first (the last of them downwards, the first upwards) stands singly, the others as
/// 第6条から第8条までを2条ずつ繰り下げる, and in a text of plain numbers 19から74までを1ずつ繰り下げる.
/// </summary>
internal static class ShiftedRuns
{
    private const int Fewest = 4;

    public static ImmutableArray<AmendingSentence> Collapse(ImmutableArray<AmendingSentence> sentences) => [.. sentences.Select(sentence => sentence with { Operations = Collapse(sentence.Operations) })];

    private static ImmutableArray<AmendingOperation> Collapse(ImmutableArray<AmendingOperation> operations)
    {
        var collapsed = ImmutableArray.CreateBuilder<AmendingOperation>();
        for (var at = 0; at < operations.Length;)
        {
            var end = at + 1;
            while (end < operations.Length && Follows(operations[end - 1], operations[end]))
                end++;
            if (end - at < Fewest)
            {
                collapsed.AddRange(operations[at..end]);
            }
            else
            {
                var by = Step(operations[at])!.Value.By;
                var (near, far) = (operations[at + 1].Address, operations[end - 1].Address);
                collapsed.Add(operations[at]);
                collapsed.Add(by > 0 ? new AmendingOperation.Shift(far, near, by) : new AmendingOperation.Shift(near, far, by));
            }
            at = end;
        }
        return collapsed.ToImmutable();
    }

    // 第6条の2 moves with 第6条: as a branch of the same number it stays one.
    private static bool Follows(AmendingOperation one, AmendingOperation next) =>
        Step(one) is { } step && Step(next) is { } after && step.By == after.By && step.Form == after.Form && (after.Number == step.Number - Math.Sign(step.By) || (after.Number == step.Number && after.Branch != step.Branch))
            && one.Address[..^InstrumentAddress.LastStep(one.Address).Length] == next.Address[..^InstrumentAddress.LastStep(next.Address).Length];

    /// <summary>The number before, its branch, and by how much it moves; null for anything but a number of a unit (第6条), or one that is written in figures (19, (3), ③).</summary>
    private static (LabelForm Form, int Number, string Branch, int By)? Step(AmendingOperation operation)
    {
        if (operation is not AmendingOperation.Renumber renumbered)
            return null;
        var (was, becomes) = (LabelNumber.Of(InstrumentAddress.LastStep(renumbered.Address)), LabelNumber.Of(InstrumentAddress.LastStep(renumbered.Number)));
        return was.Form == becomes.Form && was.Form is LabelForm.Ordinal or LabelForm.Plain or LabelForm.Bracketed or LabelForm.Circled
            && Main(was, out var from) is var branch && Main(becomes, out var to) == branch && from > 0 && to > 0 && from != to ? (was.Form, from, branch, to - from) : null;
    }

    /// <summary>6 of 6_2, and what is behind it.</summary>
    private static string Main(LabelNumber number, out int main)
    {
        var at = number.Segment.AsSpan().IndexOf('_');
        _ = int.TryParse(at < 0 ? number.Segment : number.Segment.AsSpan(0, at), out main);
        return at < 0 ? "" : number.Segment[at..];
    }
}
