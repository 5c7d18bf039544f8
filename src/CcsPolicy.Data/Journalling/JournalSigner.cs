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
/// 記録への署名。Signs size and root of the general tree, every hundred entries or five minutes, and once an hour one commitment over all trees of procedures; both go to every folder. Before that,
/// each folder's last checkpoint is compared with the tree as it is now: a tree that has not grown out of what was signed before is never signed.
/// </summary>
public sealed class JournalSigner(PolicyDbFactory databases, JournalKey key, CheckpointPlaces places)
{
    /// <summary>So many entries are signed at once, however short the time.</summary>
    public const int Most = 100;

    /// <summary>The longest that an entry waits for a signature.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Guid, TreeEdge> procedures = [];
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
        var leaves = edge is null ? [] : await LeavesAsync(db, edge.Size, ct);
        var due = leaves.Count > 0 && (atOnce || leaves.Count >= Most || last is null || db.Now - last.At >= Longest);
        if (due && states.All(folder => folder.State != FolderState.Differs))
        {
            foreach (var (_, leaf) in leaves)
                edge!.Add(leaf);
            last = Sign(db, CheckpointFolder.General, edge!.Size, edge.Root, db.Now, []);
            await db.SaveChangesAsync(ct);
        }
        if (states.All(folder => folder.State != FolderState.Differs))
            await CommitAsync(db, ct);
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

    /// <summary>The general tree at an earlier size, out of the entries themselves; null when it has not so many, or one is not what it was.</summary>
    private static async Task<TreeEdge?> TreeAsync(PolicyDb db, long size, CancellationToken ct)
    {
        var tree = new TreeEdge();
        await foreach (var entry in db.JournalPositions.AsNoTracking().Where(p => p.Tree == JournalPosition.General && p.Number < size).OrderBy(p => p.Number)
            .Join(db.Journal.WithoutReader(), p => p.EntryId, e => e.Id, (p, e) => new { p.Number, p.Leaf, e.Bytes }).OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(ct))
            if (!tree.TryAdd(entry.Number, entry.Leaf, entry.Bytes))
                return null;
        return tree.Size == size ? tree : null;
    }

    private static async Task<List<(long Number, TreeHash Leaf)>> LeavesAsync(PolicyDb db, long from, CancellationToken ct, long to = long.MaxValue)
    {
        var leaves = new List<(long, TreeHash)>();
        foreach (var position in await db.JournalPositions.AsNoTracking().Where(p => p.Tree == JournalPosition.General && p.Number >= from && p.Number < to).OrderBy(p => p.Number)
            .Select(p => new { p.Number, p.Leaf }).ToListAsync(ct))
        {
            if (position.Number != from + leaves.Count || TreeHash.From(position.Leaf) is not { } leaf)
                break;
            leaves.Add((position.Number, leaf));
        }
        return leaves;
    }

    /// <summary>One hash of a fixed length over all trees of procedures as they stood at the full hour, salted: neither their number nor their sizes can be guessed from it.</summary>
    private async Task CommitAsync(PolicyDb db, CancellationToken ct)
    {
        var hour = db.Now.ToUnixTimeSeconds() / 3600;
        if (await LastAsync(db, ofProcedures: true, ct) is { } last && last.Size >= hour)
            return;
        var until = DateTimeOffset.FromUnixTimeSeconds(hour * 3600);
        foreach (var tree in await db.JournalPositions.Where(p => p.Tree != JournalPosition.General).GroupBy(p => p.Tree).Select(g => new { g.Key, Last = g.Max(p => p.Number) }).ToListAsync(ct))
        {
            var edge = procedures.GetValueOrDefault(tree.Key) ?? (procedures[tree.Key] = new TreeEdge());
            if (tree.Last < edge.Size)
                continue;
            var from = edge.Size;
            // In the order of the numbers: the clocks of two nodes may differ, and no place is passed over.
            foreach (var place in (await db.JournalPositions.AsNoTracking().Where(p => p.Tree == tree.Key && p.Number >= from).OrderBy(p => p.Number).Select(p => new { p.Leaf, p.GivenAt }).ToListAsync(ct))
                .TakeWhile(place => place.GivenAt < until))
                edge.Add(TreeHash.From(place.Leaf) ?? throw new InvalidDataException("A hash of the journal is damaged."));
        }
        var salt = db.Ids.NextBytes(16);
        Sign(db, CheckpointFolder.Procedures, hour, HourCommitment.Of(salt, procedures.Select(tree => (tree.Key, tree.Value.Size, tree.Value.Root))).Root, until, salt);
        await db.SaveChangesAsync(ct);
    }

    private JournalNote Sign(PolicyDb db, string tree, long size, TreeHash root, DateTimeOffset at, byte[] salt)
    {
        var name = $"{places.Origin}/{tree}";
        var note = new JournalNote
        {
            Id = db.Ids.Next(),
            OfProcedures = tree == CheckpointFolder.Procedures,
            Size = size,
            At = at,
            Note = SignedNote.Sign(new Checkpoint(name, size, root, at).Write(), name, key.Key).Write(),
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
                folder.Add(CheckpointFolder.General, note.At, signed, await LeavesAsync(db, size, ct, note.Size), key.Public);
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

    private static Task<JournalNote?> LastAsync(PolicyDb db, bool ofProcedures, CancellationToken ct) =>
        db.JournalNotes.AsNoTracking().Where(n => n.OfProcedures == ofProcedures).OrderByDescending(n => n.At).ThenByDescending(n => n.Size).FirstOrDefaultAsync(ct);
}
