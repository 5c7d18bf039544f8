using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// ずつ繰り下げる。Four and more neighbours that move by the same number are not written one by one: the one that moves first (the last of them downwards, the first upwards) stands singly, the others as
/// 第6条から第8条までを2条ずつ繰り下げる, and in a text of plain numbers 19から74までを1ずつ繰り下げる; signs as アからウまでをイからエまでとする.
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
            // イ, ロ, ハ are other numbers than ア, イ, ウ.
            var (isIroha, end) = (false, End(operations, at, false));
            if (End(operations, at, true) is var counted && counted > end)
                (isIroha, end) = (true, counted);
            if (end - at < Fewest)
            {
                collapsed.AddRange(operations[at..end]);
            }
            else
            {
                var step = Step(operations[at], isIroha)!.Value;
                var (near, far) = ((AmendingOperation.Renumber)operations[at + 1], (AmendingOperation.Renumber)operations[end - 1]);
                var (first, last) = step.By > 0 ? (far, near) : (near, far);
                collapsed.Add(operations[at]);
                collapsed.Add(IsCounted(step.Form) ? new AmendingOperation.Shift(first.Address, last.Address, step.By)
                    : new AmendingOperation.Renumber($"{first.Address}から{InstrumentAddress.LastStep(last.Address)}まで", $"{first.Number}から{last.Number}まで"));
            }
            at = end;
        }
        return collapsed.ToImmutable();
    }

    private static int End(ImmutableArray<AmendingOperation> operations, int at, bool isIroha)
    {
        var end = at + 1;
        while (end < operations.Length && Follows(operations[end - 1], operations[end], isIroha))
            end++;
        return end;
    }

    /// <summary>Whether it is told by how much they move (1条ずつ, 1ずつ); others are told with both rows: アからウまでをイからエまでとする.</summary>
    private static bool IsCounted(LabelForm form) => form is LabelForm.Ordinal or LabelForm.Plain or LabelForm.Bracketed or LabelForm.Circled;

    // 第6条の2 moves with 第6条: as a branch of the same number it stays one.
    private static bool Follows(AmendingOperation one, AmendingOperation next, bool isIroha) =>
        Step(one, isIroha) is { } step && Step(next, isIroha) is { } after && step.By == after.By && step.Form == after.Form && step.Above == after.Above
            && (after.Number == step.Number - Math.Sign(step.By) || (after.Number == step.Number && after.Branch != step.Branch && IsCounted(step.Form)))
            && one.Address[..^InstrumentAddress.LastStep(one.Address).Length] == next.Address[..^InstrumentAddress.LastStep(next.Address).Length];

    /// <summary>The number before, its branch, and by how much it moves; null for anything but a number of a unit (第6条), or one that is written in signs (19, (3), ③, ア, (a)) or with the levels above (1―3).</summary>
    private static (LabelForm Form, string Above, int Number, string Branch, int By)? Step(AmendingOperation operation, bool isIroha)
    {
        if (operation is not AmendingOperation.Renumber renumbered)
            return null;
        var (was, becomes) = (LabelNumber.Of(InstrumentAddress.LastStep(renumbered.Address), isIroha), LabelNumber.Of(InstrumentAddress.LastStep(renumbered.Number), isIroha));
        if (was.Form != becomes.Form || was.Form is LabelForm.None or LabelForm.Roman)
            return null;
        var layer = was.Form == LabelForm.Compound ? was.Segment.LastIndexOf('.') + 1 : 0;
        if (layer > 0 && !becomes.Segment.StartsWith(was.Segment[..layer], StringComparison.Ordinal))
            return null;
        return Main(was.Segment[layer..], out var from) is var branch && Main(becomes.Segment[layer..], out var to) == branch && from > 0 && to > 0 && from != to && (branch.Length == 0 || IsCounted(was.Form)) ? (was.Form, was.Segment[..layer], from, branch, to - from) : null;
    }

    /// <summary>6 of 6_2, and what is behind it.</summary>
    private static string Main(string segment, out int main)
    {
        var at = segment.AsSpan().IndexOf('_');
        _ = int.TryParse(at < 0 ? segment : segment.AsSpan(0, at), out main);
        return at < 0 ? "" : segment[at..];
    }
}
