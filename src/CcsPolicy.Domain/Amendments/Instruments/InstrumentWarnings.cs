using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改正文を取り込むときの注意。What a person should look at before an instrument is taken in, though it is applied: another number of the text, days that cannot be, numbers that leave a gap.</summary>
internal static class InstrumentWarnings
{
    public static ImmutableArray<AmendingRefusal> Of(ProvisionTree before, IEnumerable<DateOnly> days, AmendedText amended, string instrument, DateOnly? enacted, DateOnly? effective)
    {
        var (read, found) = (amended.Instrument, ImmutableArray.CreateBuilder<AmendingRefusal>());
        if (read.Number.Length > 0 && InstrumentHead.NumberOf(before) is { Length: > 0 } own && !AreSame(read.Number, own))
            found.Add(new(LeadOf(read, instrument), read.Number, InstrumentErrors.OtherNumber(read.Number, own)));
        var line = read.SupplementaryLineIn(instrument);
        if (effective is { } from && days.ToList() is { Count: > 0 } known && known.Min() is var first && from < first)
            found.Add(new(line, "附則", InstrumentErrors.BeforeFirstEdition(EraDateText.InEra(from), EraDateText.InEra(first))));
        var told = ProvisionMeaning.Of(ProvisionText.Read(read.Supplementary).Tree).Effective.Where(one => one is { Kind: EffectiveKind.InForce, Date: not null }).ToList();
        if (told.GroupBy(one => (one.At, one.Written)).FirstOrDefault(group => group.Select(one => one.Date!.Date).Distinct().Count() > 1 && !group.Key.Written.StartsWith("ただし", StringComparison.Ordinal)) is { } twice)
            found.Add(new(line, "附則", InstrumentErrors.InForceTwice(string.Join("と", twice.Select(one => one.Date!.Written).Distinct()))));
        if (enacted is { } made && told.Find(one => one.Date!.Date < made) is { Date: { } early })
            found.Add(new(line, "附則", InstrumentErrors.InForceBeforeMade(early.Written, EraDateText.InEra(made))));
        if (amended.Succeeded)
            found.AddRange(Gaps(before, amended.Tree).Select(gap => new AmendingRefusal(LineOf(read, gap.Label), gap.Label, InstrumentErrors.NumberLeavesGap(gap.Label, gap.Before))));
        return found.ToImmutable();
    }

    private static bool AreSame(string one, string other) => Plain(one) == Plain(other);

    /// <summary>令和8年規程第4号, whatever its figures and spaces.</summary>
    private static string Plain(string number) => InstrumentAddress.InOtherNumerals(ProvisionPaths.Folded(number)) is var other && number.Any(char.IsDigit) ? ProvisionPaths.Folded(number) : ProvisionPaths.Folded(other);

    private static int LeadOf(AmendingInstrument read, string instrument) =>
        Array.FindIndex(instrument.ReplaceLineEndings("\n").Split('\n'), line => line.Contains(read.Number, StringComparison.Ordinal)) + 1;

    /// <summary>New provisions whose number goes on two and more from the one before them: (5) behind (3).</summary>
    private static IEnumerable<(string Label, string Before)> Gaps(ProvisionTree before, ProvisionTree after)
    {
        var known = before.All().Select(at => at.Provision.Key).ToHashSet();
        var open = new Stack<ImmutableArray<Provision>>([after.Provisions]);
        while (open.TryPop(out var siblings))
            for (var at = 0; at < siblings.Length; at++)
            {
                if (!siblings[at].Children.IsEmpty)
                    open.Push(siblings[at].Children);
                if (at > 0 && !known.Contains(siblings[at].Key) && siblings[at].Kind == siblings[at - 1].Kind && Number(siblings[at - 1].Label) is { } one && Number(siblings[at].Label) is { } next && one.Form == next.Form && next.Number > one.Number + 1)
                    yield return (siblings[at].Label, siblings[at - 1].Label);
            }
    }

    /// <summary>5 of (5), 3 of 第3条の2 and of 第1条から第3条まで; null where there is none.</summary>
    private static (LabelForm Form, int Number)? Number(string label) =>
        LabelNumber.Of(label) is { Segment: { Length: > 0 } segment, Form: var form } && int.TryParse(segment.Split('-')[^1].Split('_')[0], out var number) ? (form, number) : null;

    private static int LineOf(AmendingInstrument read, string label) =>
        read.Sentences.FirstOrDefault(sentence => sentence.Operations.Any(operation => InstrumentWriter.BlockOf(operation)?.Split('\n').Any(line => line.TrimStart().StartsWith(label, StringComparison.Ordinal)) == true))?.Line ?? 1;
}
