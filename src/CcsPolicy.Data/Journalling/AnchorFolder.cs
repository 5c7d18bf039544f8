using System.Collections.Concurrent;
using System.Security.Cryptography;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>What a place outside holds, read before the database is: so the database can only be further on.</summary>
/// <param name="Notes">Checkpoints of the general tree that the key signed, in the order in which they came.</param>
/// <param name="Commitments">The same of all trees of procedures.</param>
/// <param name="Unsigned">How many notes the key did not sign.</param>
/// <param name="Leaves">The hashes of entries, by their numbers; read only when a root differs, since they do no more than say where.</param>
internal sealed record AnchorFolder(string Path, List<(Checkpoint Point, string Text)> Notes, List<(Checkpoint Point, string Text)> Commitments, int Unsigned, Lazy<Dictionary<long, TreeHash>> Leaves)
{
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static AnchorFolder Read(CheckpointFolder folder, ECDsa key)
    {
        var unsigned = 0;
        return new AnchorFolder(folder.Path, Signed(CheckpointFolder.General), Signed(CheckpointFolder.Procedures), unsigned, new(folder.Leaves));

        List<(Checkpoint, string)> Signed(string tree)
        {
            var (signed, notes) = (new List<(Checkpoint, string)>(), folder.Notes(tree).ToList());
            var isSigned = new bool[notes.Count];
            // A signature takes a tenth of a millisecond, and there are ten thousand of them for a million entries. A key serves one thread.
            var (parameters, id) = (key.ExportParameters(includePrivateParameters: false), SignedNote.IdOf(key));
            if (notes.Count > 0)
                Parallel.ForEach(Partitioner.Create(0, notes.Count), () => ECDsa.Create(parameters), (range, _, own) =>
                {
                    for (var at = range.Item1; at < range.Item2; at++)
                        isSigned[at] = notes[at].IsSignedBy(own, id);
                    return own;
                }, own => own.Dispose());
            foreach (var (note, holds) in notes.Zip(isSigned))
                if (holds && Checkpoint.TryParse(note.Text) is { } point && point.Origin == note.Name && point.Origin.EndsWith("/" + tree, StringComparison.Ordinal))
                    signed.Add((point, note.Write()));
                else
                    unsigned++;
            return signed;
        }
    }
}
