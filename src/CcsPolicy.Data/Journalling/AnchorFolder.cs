using System.Collections.Concurrent;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>A note that a key signed.</summary>
/// <param name="IsAsked">Whether the database must agree with it; of others only those count that it agrees with.</param>
internal readonly record struct AnchoredNote(Checkpoint Point, string Text, bool IsAsked);

/// <summary>What a place outside holds, read before the database is: so the database can only be further on.</summary>
/// <param name="Notes">Checkpoints of the general tree that a key signed that counts, in the order in which they came.</param>
/// <param name="Commitments">The same of all trees of procedures.</param>
/// <param name="Unsigned">How many notes none of them signed.</param>
/// <param name="Leaves">The hashes of entries, by their numbers; read only when a root differs, since they do no more than say where.</param>
internal sealed record AnchorFolder(string Path, List<AnchoredNote> Notes, List<AnchoredNote> Commitments, int Unsigned, Lazy<Dictionary<long, TreeHash>> Leaves)
{
    /// <summary>Whether its last checkpoint is of a former key: none that is signed later comes to it any more.</summary>
    public bool IsFormer { get; private init; }

    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <param name="known">The last notes that the database must know of; null for all.</param>
    public static AnchorFolder Read(CheckpointFolder folder, TrustedKeys keys, IReadOnlySet<string>? known)
    {
        var unsigned = 0;
        var general = Signed(CheckpointFolder.General);
        return new AnchorFolder(folder.Path, general, Signed(CheckpointFolder.Procedures), known is null ? unsigned : 0, new(folder.Leaves))
        {
            IsFormer = general is [.., var last] && SignedNote.TryParse(last.Text) is { } note && !keys.HasSignedNow(note),
        };

        List<AnchoredNote> Signed(string tree)
        {
            var (signed, notes) = (new List<AnchoredNote>(), folder.Notes(tree).ToList());
            var isSigned = new bool[notes.Count];
            // A signature takes a tenth of a millisecond, and there are ten thousand of them for a million entries. A key serves one thread.
            if (notes.Count > 0)
                Parallel.ForEach(Partitioner.Create(0, notes.Count), keys.Copy, (range, _, own) =>
                {
                    for (var at = range.Item1; at < range.Item2; at++)
                        isSigned[at] = own.HaveSigned(notes[at]);
                    return own;
                }, _ => { });
            foreach (var (note, holds) in notes.Zip(isSigned))
                if (holds && Checkpoint.TryParse(note.Text) is { } point && point.Origin == note.Name && point.Origin.EndsWith("/" + tree, StringComparison.Ordinal))
                    signed.Add(new(point, note.Write(), known is null));
                else
                    unsigned++;
            // They came one after another: whoever knows one knows those before it.
            for (var at = known is null ? -1 : signed.FindLastIndex(note => known.Contains(note.Text)); at >= 0; at--)
                signed[at] = signed[at] with { IsAsked = true };
            return signed;
        }
    }
}
