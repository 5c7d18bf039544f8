using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// ずつ繰り下げる。Four and more neighbours that move by the same number are not written one by one: the one that moves first (the last of them downwards, the first upwards) stands singly, the others as
/// 第6条から第8条までを2条ずつ繰り下げる.
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
                var (_, by) = Step(operations[at])!.Value;
                var (near, far) = (operations[at + 1].Address, operations[end - 1].Address);
                collapsed.Add(operations[at]);
                collapsed.Add(by > 0 ? new AmendingOperation.Shift(far, near, by) : new AmendingOperation.Shift(near, far, by));
            }
            at = end;
        }
        return collapsed.ToImmutable();
    }

    private static bool Follows(AmendingOperation one, AmendingOperation next) =>
        Step(one) is var (number, by) && Step(next) is var (after, byAlso) && by == byAlso && after == number - Math.Sign(by)
            && one.Address[..^InstrumentAddress.LastStep(one.Address).Length] == next.Address[..^InstrumentAddress.LastStep(next.Address).Length];

    /// <summary>The number before and by how much it moves; null for anything but a number of a unit without branches.</summary>
    private static (int Number, int By)? Step(AmendingOperation operation) =>
        operation is AmendingOperation.Renumber renumbered && InstrumentAddress.LastStep(renumbered.Address) is var was && InstrumentAddress.IsOfUnits(was) && InstrumentAddress.IsOfUnits(renumbered.Number)
            && int.TryParse(LabelNumber.Of(was).Segment, out var from) && int.TryParse(LabelNumber.Of(renumbered.Number).Segment, out var to) && from != to ? (from, to - from) : null;
}
