using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>A tree as it follows from the bytes of the entries that stand in it.</summary>
internal sealed class StoredTree(string id)
{
    private static readonly string General = PublicId.Write(JournalPosition.General);
    private static readonly string Catalogue = PublicId.Write(JournalPosition.Catalogue);

    private long expected;
    private long gone = -2;

    public string Id { get; } = id;

    /// <summary>How the tree is called in a report.</summary>
    public string Name { get; } = id == General ? "general" : id == Catalogue ? "catalogue" : id;

    public bool IsGeneral => Id == General;

    /// <summary>Hashes over the bytes, up to the first gap.</summary>
    public List<TreeHash> Leaves { get; } = [];

    /// <summary>When each of them got its place, and its own instant.</summary>
    public List<(string GivenAt, string At)> Instants { get; } = [];

    public long Count { get; private set; }

    /// <summary>Whether a place has been found empty: what stands after it is not in <see cref="Leaves"/>.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes the next entry and says what is wrong with its place, if anything is.</summary>
    public IEnumerable<(JournalFault Fault, long Number, string What)> Take(StoredEntry stored, TreeHash leaf, string? wrongColumn)
    {
        Count++;
        if (stored.Number < expected)
        {
            yield return (JournalFault.Place, stored.Number, "Number");
            yield break;
        }
        if (stored.Number > expected)
        {
            yield return (JournalFault.Missing, expected, "Number");
            IsBroken = true;
        }
        expected = stored.Number + 1;
        if (stored.Entry is not { } entry)
        {
            // Of entries that are gone one after another the first is told.
            if (gone != stored.Number - 1)
                yield return (JournalFault.Missing, stored.Number, "Journal");
            (gone, IsBroken) = (stored.Number, true);
            yield break;
        }
        if (!IsBroken)
        {
            Leaves.Add(leaf);
            Instants.Add((stored.GivenAt, entry.At));
        }
        if (stored.Leaf is not { Length: TreeHash.Length } kept || TreeHash.From(kept) != leaf)
            yield return (JournalFault.Bytes, stored.Number, "Leaf");
        if (wrongColumn is not null)
            yield return (JournalFault.Column, stored.Number, wrongColumn);
        if (TreeOf(stored.Log, entry.Document) != Id)
            yield return (JournalFault.Place, stored.Number, "Tree");
    }

    private static string? TreeOf(string log, string? document) => log switch
    {
        nameof(JournalLog.General) => General,
        nameof(JournalLog.Restricted) => document ?? Catalogue,
        _ => null,
    };
}
