using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>書類一式。Sheets that are saved together: what goes round with an amendment, a list to be signed, the record of a year. One model, written as Word and as PDF.</summary>
/// <param name="Title">The title of the text; it names the file.</param>
/// <param name="Marking">Stands on each sheet; null for none.</param>
/// <param name="MissingGlyphs">Begins the note of characters that the font of the PDF lacks.</param>
internal sealed record Parcel(string Title, string Maker, DateTimeOffset MadeAt, string? Marking, string MissingGlyphs, ImmutableArray<ParcelSheet> Sheets);

/// <summary>書類。Begins on a page of its own.</summary>
/// <param name="IsLandscape">On its side, as a table of two columns of text is.</param>
internal sealed record ParcelSheet(string Title, bool IsLandscape, ImmutableArray<ParcelPart> Parts);

/// <summary>書類の部分。The hierarchy is closed.</summary>
internal abstract record ParcelPart
{
    private ParcelPart()
    {
    }

    /// <summary>Lines that are indented as drafting has it, by full-width spaces.</summary>
    public sealed record Indented(ImmutableArray<string> Lines) : ParcelPart;

    /// <summary>A text of provisions from beginning to end.</summary>
    public sealed record Text(ImmutableArray<ParcelLine> Lines) : ParcelPart;

    /// <summary>新旧対照表</summary>
    public sealed record Compared(ComparisonTable Table) : ParcelPart;

    /// <summary>A table with the names of its columns; without names, of facts: name and value.</summary>
    /// <param name="Shares">How wide each column is, of the whole.</param>
    public sealed record Grid(ImmutableArray<string> Heads, ImmutableArray<ImmutableArray<string>> Rows, ImmutableArray<int> Shares) : ParcelPart;

    /// <summary>押印欄: a box below each name.</summary>
    public sealed record Stamps(ImmutableArray<string> Names) : ParcelPart;
}

/// <summary>本文の行。</summary>
/// <param name="Depth">Of its provision, from 1; 0 for what stands above the body.</param>
/// <param name="BeginsBlock">Whether a new 条, or what stands by itself as one does, begins.</param>
internal readonly record struct ParcelLine(string Words, int Depth, bool BeginsBlock);
