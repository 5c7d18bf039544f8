using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Instruments.Tables;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 取り込んだ改正文。An instrument that is in force part by part, as it was given: each part becomes an amendment of its own, and whoever decides on one sees the whole, since its 附則 names what stands in the others.
/// </summary>
/// <param name="Text">What of it amends the text in question: nothing of what amends others.</param>
public sealed record GivenInstrument(string Text, ImmutableArray<GivenPart> Parts)
{
    /// <summary>The instrument; null where it is not in parts, or what is given is none for the text of this title.</summary>
    public static GivenInstrument? Of(string title, string given)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(given);
        if (!AmendingText.IsInstrument(given))
            return null;
        var part = AmendingText.PartFor(title, given);
        // What amends another text may be of one that the reader may not know.
        if (part == given && AmendingText.TextsAmendedBy(given).Length > 1)
            return null;
        var read = AmendingText.Read(part);
        // Of a table the clauses are not known apart from the text that it amends: what its 附則 names is what is told.
        if (AmendingTableText.Read(part) is not null)
            return InstrumentDates.PartsOfTable(read) is { Length: > 1 } parts ? new(part.ReplaceLineEndings("\n").Trim('\n'), parts) : null;
        if (InstrumentDates.Of(read) is not { Succeeded: true, Value: var dates } || dates.StagesOf(read) is not { Length: > 1 } stages)
            return null;
        var lines = part.ReplaceLineEndings("\n").Split('\n').Where((line, at) => at == 0 || line.Trim().Length > 0);
        return new(string.Join('\n', lines).Trim('\n'), [.. stages.Select(day => new GivenPart(day, [.. dates.Only(day, read).Sentences.SelectMany(sentence => sentence.Operations).Select(operation => operation.Address).Distinct()]))]);
    }

    /// <summary>The part that an amendment of this day is; null where it is none of them.</summary>
    public GivenPart? On(DateOnly? effective) =>
        Parts.FirstOrDefault(part => part.Day is not null && part.Day == effective) ?? (Parts is [{ Day: null } first, { Day: var next }, ..] && effective < next ? first : null);
}

/// <summary>改正文の部分。What of an instrument is in force from one day.</summary>
/// <param name="Day">Null for an event (公布の日).</param>
/// <param name="Places">What its clauses amend, as they name it, in their order; none for what is left of a table beside what its 附則 names.</param>
public sealed record GivenPart(DateOnly? Day, ImmutableArray<string> Places);
