using System.Security.Cryptography;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>What a place outside holds, read before the database is: so the database can only be further on.</summary>
/// <param name="Notes">Checkpoints of the general tree that the key signed, in the order in which they came.</param>
/// <param name="Commitments">The same of all trees of procedures.</param>
/// <param name="Unsigned">How many notes the key did not sign.</param>
internal sealed record AnchorFolder(string Path, List<(Checkpoint Point, string Text)> Notes, List<(Checkpoint Point, string Text)> Commitments, int Unsigned, Dictionary<long, TreeHash> Leaves)
{
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static AnchorFolder Read(CheckpointFolder folder, ECDsa key)
    {
        var unsigned = 0;
        return new AnchorFolder(folder.Path, Signed(CheckpointFolder.General), Signed(CheckpointFolder.Procedures), unsigned, folder.Leaves());

        List<(Checkpoint, string)> Signed(string tree)
        {
            var signed = new List<(Checkpoint, string)>();
            foreach (var note in folder.Notes(tree))
                if (note.IsSignedBy(key) && Checkpoint.TryParse(note.Text) is { } point && point.Origin == note.Name && point.Origin.EndsWith("/" + tree, StringComparison.Ordinal))
                    signed.Add((point, note.Write()));
                else
                    unsigned++;
            return signed;
        }
    }
}
