using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改正文の取込み。What one edition of a text becomes by an instrument that somebody else wrote: amended, with the line 改正 and the instrument's own 附則.</summary>
public static class TakenInstrument
{
    /// <summary>The days on which it is in force part by part, the first one first, null for an event (公布の日); one of them where it is not in parts.</summary>
    public static ImmutableArray<DateOnly?> StagesOf(string instrument) =>
        AmendingText.Read(instrument) is var read && InstrumentDates.Of(read) is { Succeeded: true } dates ? dates.Value.StagesOf(read) : [];

    /// <summary>The edition to come, or every reason why the instrument does not fit; of one that repeals the text, the text as it is.</summary>
    /// <param name="before">The edition that it amends: the one that is in force right before.</param>
    /// <param name="days">From when the editions on record are in force.</param>
    /// <param name="enacted">制定日 of the instrument; needed when it has a 附則 of its own.</param>
    /// <param name="effective">施行日 of the edition; says which part is meant of an instrument that is in force part by part.</param>
    /// <param name="asIf">Of a preview, a day near which it was made, while <paramref name="enacted"/> is not given: the line 改正 and the 附則 are left to be completed, and that is told.</param>
    public static AmendedText On(ProvisionTree before, IEnumerable<DateOnly> days, string instrument, DateOnly? enacted, DateOnly? effective, IdSource ids, DateOnly? asIf = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        var isLater = false;
        var amended = AmendingText.Apply(before, instrument, ids, read => InstrumentDates.Of(read).Then(dates => StageOn(effective, dates, read)));
        amended = amended with { Warnings = InstrumentWarnings.Of(before, days, amended, instrument, enacted, effective) };
        if (!amended.Succeeded)
            return amended;
        // A text that is repealed keeps its words.
        if (amended.Instrument.IsRepeal)
            return amended with { Tree = before };
        if (amended.Tree.Provisions.IsEmpty)
            return Refused("", AmendmentErrors.EmptyText);
        // The 附則 of an instrument that is in force part by part came with its first part.
        if (isLater || amended.Instrument.Supplementary.Length == 0)
            return amended;
        if ((enacted ?? asIf) is not { } day)
            return Refused("附則", InstrumentErrors.SupplementNeedsDate);
        if (enacted is null)
            amended = amended with { Warnings = amended.Warnings.Add(new(amended.Instrument.SupplementaryLineIn(instrument), "附則", InstrumentErrors.DayNotGiven)) };
        var entered = new AmendmentEntry(day) { IsOpen = enacted is null }.AddTo(amended.Tree, amended.Instrument);
        return entered.Error is { } refusal ? Refused("附則", refusal) : amended with { Tree = Lineage.Carry(amended.Tree, entered.Value, ids) };

        AmendedText Refused(string words, DomainError why) => amended with { Tree = before, Refusals = [new(words.Length == 0 ? 1 : amended.Instrument.SupplementaryLineIn(instrument), words, why)] };

        Result<AmendingInstrument> StageOn(DateOnly? day, InstrumentDates dates, AmendingInstrument read)
        {
            var stages = dates.StagesOf(read);
            if (stages.Length < 2)
                return read;
            // An event has no day of its own in the text: any day before those that are told may be it.
            if (day is null || (!stages.Contains(day) && (stages[0] is not null || day > stages[1])))
                return InstrumentErrors.DatesDiffer;
            var stage = stages.Contains(day) ? day : null;
            isLater = stage != stages[0];
            return isLater && (!AmendmentEntry.IsIn(before, read) || stages.OfType<DateOnly>().TakeWhile(earlier => earlier < stage).Except(days).Any()) ? InstrumentErrors.EarlierDatesFirst : dates.Only(stage, read);
        }
    }
}
