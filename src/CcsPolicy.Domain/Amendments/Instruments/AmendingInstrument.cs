using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改正規定。A sentence of an instrument: clauses that follow one another.</summary>
/// <param name="Line">Where it stands in the instrument, from 1; 0 when it was not read from one.</param>
public sealed record AmendingSentence(ImmutableArray<AmendingOperation> Operations, int Line)
{
    /// <summary>第2条, where the instrument amends its texts each in an article of its own; empty where it has none.</summary>
    public string Article { get; init; } = "";
}

/// <summary>改め文。An amending instrument: what it is called, which text it amends, and its sentences.</summary>
public sealed record AmendingInstrument
{
    /// <summary>The instrument's own title; empty when it has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title of the text that it says to amend; empty when it names none.</summary>
    public string Amends { get; init; } = "";

    /// <summary>平成15年規程第3号: the year and number of that text as the lead tells them; empty when it tells none.</summary>
    public string Number { get; init; } = "";

    public ImmutableArray<AmendingSentence> Sentences { get; init; } = [];

    /// <summary>The lines of its own 附則, 施行期日 and 経過措置, which do not amend the text.</summary>
    public string Supplementary { get; init; } = "";

    /// <summary>廃止: the whole text goes, and no word of it is amended.</summary>
    public bool IsRepeal => Sentences is [{ Operations: [AmendingOperation.Delete { Address: InstrumentAddress.Whole }] }];

    /// <summary>全部改正: the whole text is written anew.</summary>
    public bool IsFullRevision => Sentences.Any(sentence => sentence.Operations.Any(operation => operation is AmendingOperation.Rewrite { IsOfWhole: true }));

    /// <summary>The line of the instrument on which its own 附則 begins, from 1; 1 where it has none.</summary>
    public int SupplementaryLineIn(string instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var text = instrument.Replace("\r\n", "\n", StringComparison.Ordinal);
        var at = Supplementary.Length == 0 ? -1 : text.LastIndexOf(Supplementary, StringComparison.Ordinal);
        return at < 0 ? 1 : text.AsSpan(0, at).Count('\n') + 1;
    }

    /// <summary>What could not be read; an instrument with any of them is not applied.</summary>
    public ImmutableArray<AmendingRefusal> Unread { get; init; } = [];
}

/// <summary>改正できない理由。</summary>
/// <param name="Line">The line of the instrument, from 1.</param>
/// <param name="Words">The clause or the line that it is about.</param>
public sealed record AmendingRefusal(int Line, string Words, DomainError Error);
