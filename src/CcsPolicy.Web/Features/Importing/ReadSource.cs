using System.Collections.Immutable;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Imports;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>What a text says of its own dates, offered to the person who imports it.</summary>
public sealed record ProposedDates(EditionKind Kind, DateOnly? EnactedOn, DateOnly? PromulgatedOn, DateOnly? EffectiveFrom, DateOnly? AppliesFrom);

/// <summary>A text as it was understood: its structure, what to look at, and what it says of itself.</summary>
public sealed record SourceReading(string Text, ProvisionReading Read, ImmutableArray<TextDiagnostic> Diagnostics, ProposedDates Dates)
{
    public ProvisionTree Tree => Read.Tree;

    public int Provisions { get; } = Read.Tree.All().Count();

    public bool IsEmpty => Tree.Provisions.IsEmpty;
}

/// <summary>読取り。Reads a pasted text or the text of a file; any text gives a reading.</summary>
public static class ReadSource
{
    /// <summary>Two megabytes of text, more than the longest statute of the country.</summary>
    public const int MaxCharacters = 1_000_000;

    public static SourceReading Read(string text, IEnumerable<SourceRemark>? remarks = null)
    {
        var reading = ProvisionText.Read(text);
        var noted = (remarks ?? []).Select(r => new TextDiagnostic(Math.Max(1, r.Line), 1, DiagnosticSeverity.Warning, r.Code, r.Japanese, r.English));
        var diagnostics = reading.Diagnostics.Concat(noted).Distinct().OrderBy(d => d.Line).ThenBy(d => d.Column);
        return new SourceReading(text, reading, [.. diagnostics], Propose(reading));
    }

    private static ProposedDates Propose(ProvisionReading reading)
    {
        var history = reading.History;
        var kind = history.Amendments.Length > 0 ? EditionKind.PartialAmendment
            : history.Replaces is not null ? EditionKind.FullRevision
            : EditionKind.Enactment;
        var enacted = kind == EditionKind.PartialAmendment ? history.Amendments[^1].Date : history.Enacted?.Date;
        // Each amendment adds its own 附則: the last date is that of the text as it stands.
        var effective = reading.Effective.LastOrDefault(e => e.Kind == EffectiveKind.InForce && e.Date is not null)?.Date?.Date;
        var applies = reading.Effective.LastOrDefault(e => e.Kind == EffectiveKind.AppliesFrom && e.Date is not null)?.Date?.Date;
        return new ProposedDates(kind, enacted, history.Promulgated?.Date, effective, applies);
    }
}
