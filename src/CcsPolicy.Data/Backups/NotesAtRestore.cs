using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Backups;

/// <summary>What lies outside when a backup is restored, and what of it the restored record still says.</summary>
internal sealed class NotesAtRestore
{
    private readonly List<SignedNote> lasts;
    private readonly List<Checkpoint> all;

    private NotesAtRestore(List<SignedNote> lasts, List<Checkpoint> all, long hour)
    {
        (this.lasts, this.all, Hour) = (lasts, all, hour);
        Last = [.. lasts.Select(note => Checkpoint.TryParse(note.Text)).OfType<Checkpoint>().Distinct().OrderBy(checkpoint => checkpoint.Size)];
    }

    /// <summary>The last checkpoint of each folder.</summary>
    public IReadOnlyList<Checkpoint> Last { get; }

    /// <summary>The last hour of which a commitment lies outside; 0 for none.</summary>
    public long Hour { get; }

    /// <summary>The sizes at which the restored tree is to be compared.</summary>
    public IReadOnlyList<long> Sizes => [.. all.Select(checkpoint => checkpoint.Size).Distinct()];

    /// <param name="keys">The one that signs what was lost, and former ones: then only what they have signed before is believed. Null where nothing is signed; then nothing but the restored record itself is compared with what lies there.</param>
    public static NotesAtRestore Read(IReadOnlyList<CheckpointFolder> folders, TrustedKeys? keys)
    {
        return new(
            LastsIn(folders),
            [.. folders.SelectMany(folder => Signed(folder, CheckpointFolder.General)).Distinct()],
            folders.SelectMany(folder => Signed(folder, CheckpointFolder.Procedures)).Select(point => point.Size).DefaultIfEmpty().Max());

        IEnumerable<Checkpoint> Signed(CheckpointFolder folder, string tree) => folder.Notes(tree).Where(note => keys is null || keys.HaveSigned(note)).Select(note => Checkpoint.TryParse(note.Text)).OfType<Checkpoint>()
            .Where(point => point.Origin.EndsWith("/" + tree, StringComparison.Ordinal));
    }

    /// <summary>The last note of each folder.</summary>
    public static List<SignedNote> LastsIn(IReadOnlyList<CheckpointFolder> folders) => [.. folders.Select(folder => folder.Last(CheckpointFolder.General)).OfType<SignedNote>()];

    /// <summary>Whether the keys may speak for what the folders hold.</summary>
    public bool IsOf(TrustedKeys keys) => lasts.TrueForAll(keys.HaveSigned);

    /// <summary>How many entries stand as they were signed, and which checkpoints are lost.</summary>
    /// <param name="roots">The roots of the restored tree at <see cref="Sizes"/>.</param>
    /// <param name="size">Its entries.</param>
    /// <param name="acceptsAnother">Somebody who is answerable says that the record may go on in another way than any that was signed: as where a backup was made before the first signature behind a parting.</param>
    /// <exception cref="BackupException">The record was never the one that was signed.</exception>
    public (long Kept, List<Checkpoint> Lost) Compare(IReadOnlyDictionary<long, TreeHash> roots, long size, bool acceptsAnother)
    {
        var other = all.Where(checkpoint => checkpoint.Size <= size && !IsStanding(checkpoint)).Select(checkpoint => checkpoint.Size).ToList();
        if (other.Count == 0)
            return (size, [.. Last.Where(checkpoint => checkpoint.Size > size)]);
        // Two records may have gone on from one: after an older backup was restored, and now a newer one is. Then this one, too, was signed beyond the place where they part.
        var parting = other.Min();
        if (!acceptsAnother && !all.Exists(checkpoint => checkpoint.Size >= parting && checkpoint.Size <= size && IsStanding(checkpoint)))
            throw BackupException.Unsound([$"checkpoint {parting}"]);
        return (all.Where(checkpoint => checkpoint.Size < parting && IsStanding(checkpoint)).Select(checkpoint => checkpoint.Size).DefaultIfEmpty().Max(),
            [.. Last.Where(checkpoint => checkpoint.Size > size || !IsStanding(checkpoint))]);

        bool IsStanding(Checkpoint checkpoint) => roots.TryGetValue(checkpoint.Size, out var root) && root == checkpoint.Root;
    }
}
