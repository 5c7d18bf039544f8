using System.Data.Common;
using System.Text.Json;
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
/// outside can be asked. The record grows on top of what this key or a former one has signed; folders are of one key.
/// </summary>
public sealed class JournalSigner(PolicyDbFactory databases, JournalKey key, CheckpointPlaces places)
{
    /// <summary>So many entries are signed at once, however short the time.</summary>
    public const int Most = 100;

    /// <summary>The longest that an entry waits for a signature.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lazy<TrustedKeys> keys = new(() => new TrustedKeys(key.OfPublic()), LazyThreadSafetyMode.PublicationOnly);
    private TreeEdge? edge;
    private DateOnly rebuilt;
    private DateTimeOffset committed;
    private DateTimeOffset? signed;

    /// <summary>What the last pass found; for the page of the operator.</summary>
    public JournalStanding Standing { get; private set; } = new(null, 0, [.. places.Folders.Select(folder => new FolderStanding(folder, FolderState.NotAsked, null))]);

    /// <summary>One pass: signs what is due, and sends out what a folder lacks.</summary>
    /// <param name="atOnce">Signs whatever is unsigned: before a stop, a backup, or when somebody asks.</param>
    /// <param name="hourAfter">Commits the hour behind this one, or behind the one under way, at once; null to wait until it is over.</param>
    public async Task SignAsync(CancellationToken ct, bool atOnce = false, long? hourAfter = null)
    {
        try
        {
            await PassAsync(atOnce, hourAfter, ct);
        }
        catch (Exception fault) when (IsOfTheRecord(fault))
        {
            // Somebody has put there what cannot even be read.
            Standing = Standing with { Folders = [.. Standing.Folders.Select(folder => folder with { State = FolderState.Differs })] };
            throw;
        }
    }

    /// <summary>Whether reading what stands in the record gave the fault, and not the database, a folder or a key.</summary>
    private static bool IsOfTheRecord(Exception? fault) => fault is not (null or DbException)
        && (fault is FormatException or InvalidCastException or OverflowException or JsonException or ArgumentException or KeyNotFoundException or InvalidOperationException { Source: "System.Text.Json" } || IsOfTheRecord(fault.InnerException));

    private async Task PassAsync(bool atOnce, long? hourAfter, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var last = await KeptNote.Newest(db, ofProcedures: false, keys.Value).FirstOrDefaultAsync(ct);
        // Once a day, after a start, and when another node has signed meanwhile, every entry up to the last signature is hashed anew.
        if (edge is null || edge.Size != (last?.Point.Size ?? 0) || rebuilt != TokyoTime.DateOf(db.Now))
        {
            (edge, rebuilt) = (await TreeAsync(db, last?.Point.Size ?? 0, ct), TokyoTime.DateOf(db.Now));
            if (last is not null && edge?.Root != last.Point.Root)
                edge = null;
        }
        var states = new List<FolderStanding>();
        foreach (var folder in places.Folders)
            states.Add(await AskAsync(db, folder, ct));
        var mayBeSigned = edge is not null && await MayBeSignedAsync(db, states, ct);
        if (mayBeSigned)
            last = await SignAsync(db, states, last, atOnce, ct) ?? last;
        await SendAsync(states, folder => SendAsync(db, folder, ct));
        // What is wrong with the trees of procedures keeps nothing back of the general one.
        if (mayBeSigned)
            await CommitAsync(db, states, hourAfter, ct);
        await SendAsync(states, folder => SendHoursAsync(db, folder, ct));
        Standing = new JournalStanding(last?.Point.At, last?.Point.Size ?? 0, states);
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
        var restored = await Restores.SizeAfterLosingAsync(db, checkpoint, keys.Value, ct);
        // What came back must still be what the backup held.
        if (restored is var (_, held, heldRoot) && (await TreeAsync(db, held, ct))?.Root != heldRoot)
            restored = null;
        return new FolderStanding(folder, restored is null ? FolderState.Differs : FolderState.Reached, checkpoint) { RestoredTo = restored?.Restored };
    }

    /// <summary>
    /// Whether the places outside have been asked and none objects. Where this key has signed before, one of them must hold a checkpoint: folders that are empty all at once were emptied, or are not those that
    /// they were.
    /// </summary>
    private async Task<bool> MayBeSignedAsync(PolicyDb db, List<FolderStanding> states, CancellationToken ct)
    {
        if (states.Count == 0)
            return true;
        if (states.Any(folder => folder.State == FolderState.Differs) || states.All(folder => folder.State == FolderState.Unreachable))
            return false;
        if (states.Any(folder => folder.Last is not null))
            return true;
        if (await KeptNote.HaveBegunAsync(db, ofProcedures: false, key.Own, ct))
        {
            SetEmptied(states);
            return false;
        }
        // Nothing is signed that no place can take: notes that only the database has look like those of folders that were emptied.
        Set(states, folder => folder.TryBegin(key.Public, db.Now) ? FolderState.Reached : FolderState.Unreachable);
        return states.Any(folder => folder.State == FolderState.Reached);
    }

    /// <summary>Says something else of every folder that was reached.</summary>
    private static void Set(List<FolderStanding> states, Func<CheckpointFolder, FolderState> state)
    {
        for (var at = 0; at < states.Count; at++)
            if (states[at].State == FolderState.Reached)
                states[at] = states[at] with { State = state(states[at].Folder) };
    }

    private static void SetDiffers(List<FolderStanding> states) => Set(states, _ => FolderState.Differs);

    // A share that is not mounted looks like a folder that nobody made.
    private static void SetEmptied(List<FolderStanding> states) => Set(states, folder => folder.Exists ? FolderState.Emptied : FolderState.Unreachable);

    /// <summary>Signs the general tree when it is due.</summary>
    private async Task<KeptNote?> SignAsync(PolicyDb db, List<FolderStanding> states, KeptNote? last, bool atOnce, CancellationToken ct)
    {
        var grown = edge!;
        if (await NewAsync(db, grown, ct) is not { } leaves)
        {
            SetDiffers(states);
            return null;
        }
        if (leaves.Count == 0 || !(atOnce || leaves.Count >= Most || last is null || db.Now - Since(last.Point.At) >= Longest))
            return null;
        // What is not saved is built anew out of the entries.
        edge = null;
        foreach (var leaf in leaves)
            grown.Add(leaf);
        // Where somebody has put a row in the place of the note, none can be kept, and the operator is told.
        if (await db.JournalNotes.AnyAsync(n => !n.OfProcedures && n.Size == grown.Size, ct))
        {
            SetDiffers(states);
            return null;
        }
        var note = Sign(db, CheckpointFolder.General, grown.Size, grown.Root, db.Now, []);
        await db.SaveChangesAsync(ct);
        (edge, signed) = (grown, db.Now);
        return KeptNote.Of(note, keys.Value);
    }

    // A note that a clock wrote that ran ahead tells nothing of when the next is due.
    private DateTimeOffset Since(DateTimeOffset last) => (signed ?? last) is var since && since <= databases.Setup.Clock.Now() ? since : DateTimeOffset.MinValue;

    /// <summary>The general tree at an earlier size, out of the entries themselves; null when it has not so many, or one is not what it was.</summary>
    private static async Task<TreeEdge?> TreeAsync(PolicyDb db, long size, CancellationToken ct)
    {
        var tree = new TreeEdge();
        await foreach (var entry in PlacedEntry.Of(db, db.JournalPositions.Where(p => p.Tree == JournalPosition.General && p.Number < size)).WithCancellation(ct))
            if (!tree.TryAdd(entry.Number, entry.Leaf, entry.Bytes))
                return null;
        return tree.Size == size ? tree : null;
    }

    /// <summary>What the general tree has grown by; null when a place is empty, or the product has not made the entry or not given it its place.</summary>
    private static async Task<List<TreeHash>?> NewAsync(PolicyDb db, TreeEdge signed, CancellationToken ct)
    {
        var (from, leaves) = (signed.Size, new List<TreeHash>());
        var places = db.JournalPositions.Where(p => p.Tree == JournalPosition.General && p.Number >= from);
        var count = await places.CountAsync(ct);
        await foreach (var entry in PlacedEntry.WithCodesOf(db, places, ct))
        {
            if (entry.Number != from + leaves.Count || TreeHash.From(entry.Leaf) is not { } leaf || leaf != TreeHash.OfLeaf(entry.Bytes) || !entry.IsOwn(db, leaves.Count > 0 ? leaves[^1] : signed.Last))
                return null;
            leaves.Add(leaf);
        }
        return leaves.Count < count ? null : leaves;
    }

    /// <summary>One hash of a fixed length over all trees of procedures as they stood at the full hour, salted: neither their number nor their sizes can be guessed from it.</summary>
    private async Task CommitAsync(PolicyDb db, List<FolderStanding> states, long? hourAfter, CancellationToken ct)
    {
        var (now, last) = (db.Now.ToUnixTimeSeconds() / 3600, await KeptNote.LastSizeAsync(db, ofProcedures: true, keys.Value, ct));
        if (states.Any(folder => folder.State == FolderState.Differs) || (hourAfter is null && !MayFollow(last)))
            return;
        var outside = new HourAnchors(db, key, keys.Value);
        Set(states, outside.Ask);
        if (states.Any(folder => folder.State == FolderState.Differs))
            return;
        if (states.Any(folder => folder.State == FolderState.Reached) && outside.IsEmpty && await KeptNote.HaveBegunAsync(db, ofProcedures: true, key.Own, ct))
        {
            SetEmptied(states);
            return;
        }
        // After a restore this hour may have been signed already.
        var newest = Math.Max(last, outside.Newest);
        if (hourAfter is null && !MayFollow(newest))
            return;
        var hour = hourAfter is { } after ? Math.Max(Math.Max(newest, now), after) + 1 : newest > now ? newest + 1 : now;
        // Places that were given while a clock ran far ahead are not left waiting until time has come there.
        if (await db.JournalPositions.MaxAsync(p => p.Hour, ct) is { } given && given > hour + 2)
            hour = given;
        // A former key has signed this hour: the new one begins with the next. Anything else was put there by somebody.
        if (await db.JournalNotes.AsNoTracking().FirstOrDefaultAsync(n => n.OfProcedures && n.Size == hour, ct) is { } taken)
        {
            if (SignedNote.TryParse(taken.Note) is not { } other || Checkpoint.TryParse(other.Text)?.Size != hour)
                SetDiffers(states);
            return;
        }
        if (await outside.TreesAsync(hour, ct) is not { } trees)
        {
            SetDiffers(states);
            return;
        }
        var salt = db.Ids.NextBytes(16);
        Sign(db, CheckpointFolder.Procedures, hour, HourCommitment.Of(salt, trees).Root, DateTimeOffset.FromUnixTimeSeconds(hour * 3600), salt);
        await db.SaveChangesAsync(ct);
        committed = db.Now;

        // Where a clock once ran far ahead, hours go on from the one that was signed last, one for each that passes: their numbers never go back. Where one or two are ahead, as after a restore, time catches up.
        bool MayFollow(long signed) => signed < now || (signed > now + 2 && (db.Now - committed).Duration() >= TimeSpan.FromHours(1));
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

    private static async Task SendAsync(List<FolderStanding> states, Func<FolderStanding, Task<FolderStanding>> send)
    {
        for (var at = 0; at < states.Count; at++)
            if (states[at].State == FolderState.Reached)
                try
                {
                    states[at] = await send(states[at]);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    states[at] = states[at] with { State = FolderState.Unreachable };
                }
    }

    /// <summary>Sends the folder every checkpoint of the general tree that it lacks.</summary>
    private async Task<FolderStanding> SendAsync(PolicyDb db, FolderStanding standing, CancellationToken ct)
    {
        var (folder, last) = (standing.Folder, standing.Last);
        // After a restore the record grows again out of what was restored.
        var size = standing.RestoredTo ?? last?.Size ?? 0;
        await foreach (var note in KeptNote.From(db, ofProcedures: false, size + 1, key.Own).WithCancellation(ct))
        {
            folder.Add(CheckpointFolder.General, note.Point.At, note.Note, await LeavesAsync(db, size, note.Point.Size, ct), key.Public);
            (size, last) = (note.Point.Size, note.Point);
        }
        return standing with { Last = last };
    }

    /// <summary>Sends the folder every commitment of an hour that it lacks.</summary>
    private async Task<FolderStanding> SendHoursAsync(PolicyDb db, FolderStanding standing, CancellationToken ct)
    {
        var folder = standing.Folder;
        var hour = folder.Last(CheckpointFolder.Procedures) is { } sent && Checkpoint.TryParse(sent.Text) is { } commitment ? commitment.Size : 0;
        await foreach (var note in KeptNote.From(db, ofProcedures: true, hour + 1, key.Own).WithCancellation(ct))
            folder.Add(CheckpointFolder.Procedures, note.Point.At, note.Note, [], key.Public);
        return standing;
    }

    private static async Task<List<(long Number, TreeHash Leaf)>> LeavesAsync(PolicyDb db, long from, long to, CancellationToken ct) =>
        [.. (await db.JournalPositions.AsNoTracking().Where(p => p.Tree == JournalPosition.General && p.Number >= from && p.Number < to).OrderBy(p => p.Number).Select(p => new { p.Number, p.Leaf }).ToListAsync(ct))
            .Select(place => (place.Number, TreeHash.From(place.Leaf) ?? default))];
}
