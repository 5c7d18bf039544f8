using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>Where checkpoints go and under which name.</summary>
/// <param name="Origin">Names the installation on every checkpoint, as <c>aoba.example/ccspolicy</c>.</param>
public sealed record CheckpointPlaces(string Origin, IReadOnlyList<CheckpointFolder> Folders);

/// <summary>
/// 記録への署名。Signs size and root of the general tree, every hundred entries or five minutes, and once an hour one commitment over all trees of procedures; both go to every folder. Before that, each folder's
/// last checkpoint is compared with the trees as they are now: one that has not grown out of what was signed before is never signed, nor an entry that the product has not made, nor anything as long as no place
/// outside can be asked.
/// </summary>
public sealed class JournalSigner(PolicyDbFactory databases, JournalKey key, CheckpointPlaces places)
{
    /// <summary>So many entries are signed at once, however short the time.</summary>
    public const int Most = 100;

    /// <summary>The longest that an entry waits for a signature.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private TreeEdge? edge;
    private DateOnly rebuilt;

    /// <summary>What the last pass found; for the page of the operator.</summary>
    public JournalStanding Standing { get; private set; } = new(null, 0, [.. places.Folders.Select(folder => new FolderStanding(folder, FolderState.NotAsked, null))]);

    /// <summary>One pass: signs what is due, and sends out what a folder lacks.</summary>
    /// <param name="atOnce">Signs whatever is unsigned: before a stop, a backup, or when somebody asks.</param>
    public async Task SignAsync(CancellationToken ct, bool atOnce = false)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var last = await LastAsync(db, ofProcedures: false, ct);
        // Once a day, and after a start, every entry up to the last signature is hashed anew.
        if (edge is null || rebuilt != TokyoTime.DateOf(db.Now))
            (edge, rebuilt) = (await TreeAsync(db, last?.Size ?? 0, ct), TokyoTime.DateOf(db.Now));
        var states = new List<FolderStanding>();
        foreach (var folder in places.Folders)
            states.Add(await AskAsync(db, folder, ct));
        if (edge is not null && await MayBeSignedAsync(db, states, ct))
        {
            var signed = await SignAsync(db, states, last, atOnce, ct);
            last = signed ?? last;
            await CommitAsync(db, states, ct);
        }
        for (var at = 0; at < states.Count; at++)
            if (states[at].State == FolderState.Reached)
                states[at] = await SendAsync(db, states[at], ct);
        Standing = new JournalStanding(last?.At, last?.Size ?? 0, states);
    }

    /// <summary>The folder's last checkpoint of the general tree, and whether the tree has grown out of it.</summary>
    private async Task<FolderStanding> AskAsync(PolicyDb db, CheckpointFolder folder, CancellationToken ct)
    {
        SignedNote? note;
        try
        {
            note = folder.Last(CheckpointFolder.General);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new FolderStanding(folder, FolderState.Unreachable, null);
        }
        if (note is null)
            return new FolderStanding(folder, edge is null ? FolderState.Differs : FolderState.Reached, null);
        if (!note.IsSignedBy(key.Key) || Checkpoint.TryParse(note.Text) is not { } checkpoint)
            return new FolderStanding(folder, FolderState.Differs, null);
        if (edge is null)
            return new FolderStanding(folder, FolderState.Differs, checkpoint);
        var root = checkpoint.Size == edge.Size ? edge.Root : (await TreeAsync(db, checkpoint.Size, ct))?.Root;
        if (root == checkpoint.Root)
            return new FolderStanding(folder, FolderState.Reached, checkpoint);
        var restored = await Restores.SizeAfterLosingAsync(db, checkpoint, key.Key, ct);
        return new FolderStanding(folder, restored is null ? FolderState.Differs : FolderState.Reached, checkpoint) { RestoredTo = restored };
    }

    /// <summary>
    /// Whether the places outside have been asked and none objects. Where this key has signed before, one of them must hold a checkpoint: folders that are empty all at once were emptied, or are not those that
    /// they were. One note is not enough to say so: the first may have been saved in the moment before the power failed.
    /// </summary>
    private async Task<bool> MayBeSignedAsync(PolicyDb db, List<FolderStanding> states, CancellationToken ct)
    {
        if (states.Count == 0)
            return true;
        if (states.Any(folder => folder.State == FolderState.Differs) || states.All(folder => folder.State == FolderState.Unreachable))
            return false;
        if (states.Any(folder => folder.Last is not null) || !await HasSignedAsync(db, ofProcedures: false, ct))
            return true;
        SetEmptied(states);
        return false;
    }

    /// <summary>Whether at least two of the notes that the database keeps are of this key.</summary>
    private async Task<bool> HasSignedAsync(PolicyDb db, bool ofProcedures, CancellationToken ct) =>
        (await db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures == ofProcedures).OrderByDescending(n => n.Size).Take(2).Select(n => n.Note).ToListAsync(ct))
            .Count(note => SignedNote.TryParse(note)?.IsSignedBy(key.Key) == true) == 2;

    private static void SetAll(List<FolderStanding> states, FolderState state)
    {
        for (var at = 0; at < states.Count; at++)
            if (states[at].State == FolderState.Reached)
                states[at] = states[at] with { State = state };
    }

    // A share that is not mounted looks like a folder that nobody made.
    private static void SetEmptied(List<FolderStanding> states)
    {
        for (var at = 0; at < states.Count; at++)
            if (states[at].State == FolderState.Reached)
                states[at] = states[at] with { State = states[at].Folder.Exists ? FolderState.Emptied : FolderState.Unreachable };
    }

    /// <summary>Signs the general tree when it is due.</summary>
    private async Task<JournalNote?> SignAsync(PolicyDb db, List<FolderStanding> states, JournalNote? last, bool atOnce, CancellationToken ct)
    {
        if (await NewAsync(db, edge!.Size, ct) is not { } leaves)
        {
            SetAll(states, FolderState.Differs);
            return null;
        }
        if (leaves.Count == 0 || !(atOnce || leaves.Count >= Most || last is null || db.Now - last.At >= Longest))
            return null;
        foreach (var leaf in leaves)
            edge.Add(leaf);
        var note = Sign(db, CheckpointFolder.General, edge.Size, edge.Root, db.Now, []);
        await db.SaveChangesAsync(ct);
        return note;
    }

    /// <summary>The general tree at an earlier size, out of the entries themselves; null when it has not so many, or one is not what it was.</summary>
    private static async Task<TreeEdge?> TreeAsync(PolicyDb db, long size, CancellationToken ct)
    {
        var tree = new TreeEdge();
        await foreach (var entry in PlacedEntry.Of(db, db.JournalPositions.Where(p => p.Tree == JournalPosition.General && p.Number < size)).WithCancellation(ct))
            if (!tree.TryAdd(entry.Number, entry.Leaf, entry.Bytes))
                return null;
        return tree.Size == size ? tree : null;
    }

    /// <summary>What the general tree has grown by; null when an entry is not of the product's making.</summary>
    private static async Task<List<TreeHash>?> NewAsync(PolicyDb db, long from, CancellationToken ct)
    {
        var leaves = new List<TreeHash>();
        await foreach (var entry in PlacedEntry.Of(db, db.JournalPositions.Where(p => p.Tree == JournalPosition.General && p.Number >= from)).WithCancellation(ct))
        {
            if (entry.Number != from + leaves.Count)
                break;
            if (TreeHash.From(entry.Leaf) is not { } leaf || leaf != TreeHash.OfLeaf(entry.Bytes) || !RecordMac.IsIn(db, entry.Bytes))
                return null;
            leaves.Add(leaf);
        }
        return leaves;
    }

    /// <summary>One hash of a fixed length over all trees of procedures as they stood at the full hour, salted: neither their number nor their sizes can be guessed from it.</summary>
    private async Task CommitAsync(PolicyDb db, List<FolderStanding> states, CancellationToken ct)
    {
        var hour = db.Now.ToUnixTimeSeconds() / 3600;
        if (states.Any(folder => folder.State == FolderState.Differs) || (await LastAsync(db, ofProcedures: true, ct))?.Size >= hour)
            return;
        var outside = new HourAnchors(db, key);
        for (var at = 0; at < states.Count; at++)
            if (states[at].State == FolderState.Reached)
                states[at] = states[at] with { State = outside.Ask(states[at].Folder) };
        if (states.Any(folder => folder.State == FolderState.Differs))
            return;
        if (states.Any(folder => folder.State == FolderState.Reached) && outside.IsEmpty && await HasSignedAsync(db, ofProcedures: true, ct))
        {
            SetEmptied(states);
            return;
        }
        // After a restore this hour may have been signed already.
        if (outside.Newest >= hour)
            return;
        if (await outside.TreesAsync(hour, ct) is not { } trees)
        {
            SetAll(states, FolderState.Differs);
            return;
        }
        var salt = db.Ids.NextBytes(16);
        Sign(db, CheckpointFolder.Procedures, hour, HourCommitment.Of(salt, trees).Root, DateTimeOffset.FromUnixTimeSeconds(hour * 3600), salt);
        await db.SaveChangesAsync(ct);
    }

    private JournalNote Sign(PolicyDb db, string tree, long size, TreeHash root, DateTimeOffset at, byte[] salt)
    {
        var name = $"{places.Origin}/{tree}";
        var second = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        var note = new JournalNote
        {
            OfProcedures = tree == CheckpointFolder.Procedures,
            Size = size,
            At = second,
            Note = SignedNote.Sign(new Checkpoint(name, size, root, second).Write(), name, key.Key).Write(),
            Salt = salt,
        };
        db.JournalNotes.Add(note);
        return note;
    }

    /// <summary>Sends the folder every checkpoint that it lacks.</summary>
    private async Task<FolderStanding> SendAsync(PolicyDb db, FolderStanding standing, CancellationToken ct)
    {
        var (folder, last) = (standing.Folder, standing.Last);
        try
        {
            // After a restore the record grows again out of what was restored.
            var size = standing.RestoredTo ?? last?.Size ?? 0;
            foreach (var note in await db.JournalNotes.AsNoTracking().Where(n => !n.OfProcedures && n.Size > size).OrderBy(n => n.Size).ToListAsync(ct))
            {
                var signed = SignedNote.TryParse(note.Note)!;
                folder.Add(CheckpointFolder.General, note.At, signed, await LeavesAsync(db, size, note.Size, ct), key.Public);
                (size, last) = (note.Size, Checkpoint.TryParse(signed.Text));
            }
            var hour = folder.Last(CheckpointFolder.Procedures) is { } sent && Checkpoint.TryParse(sent.Text) is { } commitment ? commitment.Size : 0;
            foreach (var note in await db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures && n.Size > hour).OrderBy(n => n.Size).ToListAsync(ct))
                folder.Add(CheckpointFolder.Procedures, note.At, SignedNote.TryParse(note.Note)!, [], key.Public);
            return standing with { Last = last };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return standing with { State = FolderState.Unreachable };
        }
    }

    private static async Task<List<(long Number, TreeHash Leaf)>> LeavesAsync(PolicyDb db, long from, long to, CancellationToken ct) =>
        [.. (await db.JournalPositions.AsNoTracking().Where(p => p.Tree == JournalPosition.General && p.Number >= from && p.Number < to).OrderBy(p => p.Number).Select(p => new { p.Number, p.Leaf }).ToListAsync(ct))
            .Select(place => (place.Number, TreeHash.From(place.Leaf) ?? default))];

    private static Task<JournalNote?> LastAsync(PolicyDb db, bool ofProcedures, CancellationToken ct) =>
        db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures == ofProcedures).OrderByDescending(n => n.Size).FirstOrDefaultAsync(ct);
}
