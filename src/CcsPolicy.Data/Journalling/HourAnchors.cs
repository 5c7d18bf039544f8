using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>What was signed of the trees of procedures before: asked of every folder and of the database, and compared with the trees as they follow from the entries now.</summary>
/// <param name="key">Has signed what lies in the folders.</param>
/// <param name="keys">This and former ones, which have signed what the database keeps.</param>
internal sealed class HourAnchors(PolicyDb db, JournalKey key, TrustedKeys keys)
{
    private readonly List<Checkpoint> known = [];

    public bool IsEmpty => known.Count == 0;

    /// <summary>The newest hour that a folder holds; 0 when none holds any.</summary>
    public long Newest => known.Select(point => point.Size).DefaultIfEmpty().Max();

    /// <summary>Takes the last commitment of a folder.</summary>
    public FolderState Ask(CheckpointFolder folder)
    {
        try
        {
            if (folder.Last(CheckpointFolder.Procedures) is not { } note)
                return FolderState.Reached;
            if (!note.IsSignedBy(key.Key) || Checkpoint.TryParse(note.Text) is not { } point)
                return FolderState.Differs;
            known.Add(point);
            return FolderState.Reached;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return FolderState.Unreachable;
        }
    }

    /// <summary>The trees as they stood at the hour, out of the entries themselves; null when they have not grown out of what was signed before, or hold an entry that the product has not made or not given its place.</summary>
    public async Task<IReadOnlyList<(Guid Tree, long Size, TreeHash Root)>?> TreesAsync(long hour, CancellationToken ct)
    {
        var points = known.ToList();
        if (await KeptNote.Newest(db, ofProcedures: true, keys).FirstOrDefaultAsync(ct) is { } kept)
            points.Add(kept.Point);
        var hours = points.Select(point => point.Size).Distinct().ToList();
        var salts = await db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures && hours.Contains(n.Size)).ToDictionaryAsync(n => n.Size, n => n.Salt, ct);
        var lost = new HashSet<long>();
        foreach (var point in points)
            if (await Restores.HaveLostAsync(db, point, keys, ct))
                lost.Add(point.Size);
        // What was signed is compared with the signature; the codes are asked of what came after.
        if (await StandingAsync([.. hours.Append(hour)], hours.Where(signed => salts.ContainsKey(signed) && !lost.Contains(signed)).DefaultIfEmpty(long.MinValue).Max(), ct) is not { } standing)
            return null;
        foreach (var point in points)
            if (!lost.Contains(point.Size) && (!salts.TryGetValue(point.Size, out var salt) || HourCommitment.Of(salt, standing[point.Size]).Root != point.Root))
                return null;
        return standing[hour];
    }

    /// <summary>Every tree at every hour, by the hours that its places carry.</summary>
    /// <param name="signed">The last hour that a signature covers.</param>
    private async Task<Dictionary<long, List<(Guid Tree, long Size, TreeHash Root)>>?> StandingAsync(IReadOnlyList<long> hours, long signed, CancellationToken ct)
    {
        var standing = hours.Distinct().Order().ToDictionary(hour => hour, _ => new List<(Guid, long, TreeHash)>());
        var (tree, edge, before) = (Guid.Empty, new TreeEdge(), long.MinValue);
        var places = db.JournalPositions.Where(p => p.Tree != JournalPosition.General);
        var (count, read) = (await places.CountAsync(ct), 0);
        await foreach (var entry in PlacedEntry.WithCodesOf(db, places, ct))
        {
            read++;
            if (entry.Tree != tree)
            {
                Stood(long.MaxValue);
                (tree, edge, before) = (entry.Tree, new TreeEdge(), long.MinValue);
            }
            if (entry.Hour is not { } hour || hour < before || (hour > signed && !entry.IsOwn(db, edge.Last)))
                return null;
            Stood(hour);
            before = hour;
            if (!edge.TryAdd(entry.Number, entry.Leaf, entry.Bytes))
                return null;
        }
        Stood(long.MaxValue);
        return read < count ? null : standing;

        void Stood(long until)
        {
            foreach (var (hour, trees) in standing)
                if (hour >= before && hour < until && edge.Size > 0)
                    trees.Add((tree, edge.Size, edge.Root));
        }
    }
}
