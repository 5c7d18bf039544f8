using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>A tree as it follows from the bytes of the entries that stand in it.</summary>
internal sealed class StoredTree(string id)
{
    public static readonly string General = PublicId.Write(JournalPosition.General);
    public static readonly string Catalogue = PublicId.Write(JournalPosition.Catalogue);

    private long expected;
    private long gone = -2;
    private long hour = long.MinValue;

    public string Id { get; } = id;

    /// <summary>How the tree is called in a report.</summary>
    public string Name { get; } = id == General ? "general" : id == Catalogue ? "catalogue" : id;

    /// <summary>The id by which commitments know the tree; null when what stands there is none.</summary>
    public Guid? Key { get; } = Guid.TryParseExact(id, "N", out var key) ? key : null;

    public bool IsGeneral => Id == General;

    /// <summary>Hashes over the bytes, up to the first gap.</summary>
    public List<TreeHash> Leaves { get; } = [];

    /// <summary>The instant of each of them.</summary>
    public List<DateTime> Instants { get; } = [];

    /// <summary>The hour whose commitment is the first to cover each of them; the general tree has none.</summary>
    public List<long> Hours { get; } = [];

    public long Count { get; private set; }

    /// <summary>Whether a place has been found empty: what stands after it is not in <see cref="Leaves"/>.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes the next entry and tells what is wrong with its place, if anything is. Answers whether the entry stands there: of two in one place the second does not.</summary>
    /// <param name="stored">The entry of the place; null when there is none.</param>
    public bool Take(in JudgedPlace place, ReadEntry? stored, List<(JournalFault Fault, long Number, string What)> wrong)
    {
        Count++;
        var number = place.Number;
        if (number < expected)
        {
            wrong.Add((JournalFault.Place, number, "Number"));
            return false;
        }
        if (number > expected)
        {
            wrong.Add((JournalFault.Missing, expected, "Number"));
            IsBroken = true;
        }
        expected = number + 1;
        if (stored is not { } entry)
        {
            // Of entries that are gone one after another the first is told.
            if (gone != number - 1)
                wrong.Add((JournalFault.Missing, number, "Journal"));
            (gone, IsBroken) = (number, true);
            return false;
        }
        if (!IsBroken)
        {
            Leaves.Add(entry.Leaf);
            Instants.Add(entry.At);
            if (!IsGeneral)
                // What has no hour is in no commitment, nor is what stands after it.
                Hours.Add(Math.Max(Hours.LastOrDefault(long.MinValue), place.Hour ?? long.MaxValue));
        }
        // Hours do not go back, so that each place is in the first commitment that it says.
        if (IsGeneral ? place.HasHour : place.Hour is null || place.Hour < hour)
            wrong.Add((JournalFault.Column, number, "Hour"));
        hour = Math.Max(hour, place.Hour ?? hour);
        if (place.Leaf != entry.Leaf)
            wrong.Add((JournalFault.Bytes, number, "Leaf"));
        if (entry.Wrong is { } column)
            wrong.Add((JournalFault.Column, number, column));
        if (entry.Tree != Id)
            wrong.Add((JournalFault.Place, number, "Tree"));
        return true;
    }
}
