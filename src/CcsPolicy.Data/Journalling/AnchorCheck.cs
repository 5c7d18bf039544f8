using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>Compares the trees of a database with what was signed outside.</summary>
internal sealed class AnchorCheck(
    StoredTree general, IReadOnlyList<StoredTree> procedures, IReadOnlyList<(JournalRestore Restore, Dictionary<string, string> Told)> restores, IReadOnlyList<StoredNote> notes, List<JournalFinding> findings)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Entries of the general tree under the last checkpoint that agrees.</summary>
    public long Anchored { get; private set; }

    public DateTimeOffset? AnchoredAt { get; private set; }

    public DateTimeOffset? CommittedUntil { get; private set; }

    /// <summary>Whether the database is of a former time: then the signature of a restore is enough, though nothing outside covers it yet.</summary>
    public required bool IsOfThen { get; init; }

    private long covered;

    /// <summary>How many entries are under a checkpoint in every folder of the present key.</summary>
    private long? coveredNow;
    private long coveredHour = long.MinValue;

    /// <summary>Compares with one folder; those of former keys come last.</summary>
    public void Compare(AnchorFolder folder)
    {
        if (folder.Unsigned > 0)
            Add(JournalFault.Note, null, null, $"{folder.Path}: {folder.Unsigned.ToString(CultureInfo.InvariantCulture)} not signed by a key that counts");
        CompareCommitments(folder, CompareGeneral(folder));
    }

    /// <summary>Compares the database's own copies of checkpoints: each is signed by the key, and none that holds outside is missing.</summary>
    public void CompareNotes(IReadOnlyList<AnchorFolder> folders, TrustedKeys keys)
    {
        if (keys.IsEmpty)
            return;
        // A signature that was verified outside is not verified again.
        var verified = folders.SelectMany(folder => folder.Notes.Concat(folder.Commitments)).Select(note => note.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (note, before) in notes.Zip(notes.Prepend(null)))
            if (note.OfProcedures == before?.OfProcedures && note.Size == before?.Size)
                Add(JournalFault.Note, null, null, $"{NameOf(note)} twice");
            else if (SignedNote.TryParse(note.Note) is not { } signed || (!verified.Contains(note.Note) && !keys.HaveSigned(signed)) || Checkpoint.TryParse(signed.Text) is not { } point || point.Size != note.Size || point.Origin != signed.Name
                || point.Origin.EndsWith("/" + CheckpointFolder.Procedures, StringComparison.Ordinal) != note.OfProcedures
                || point.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) != note.At || note.Salt?.Length != (note.OfProcedures == true ? HourCommitment.SaltLength : 0))
                Add(JournalFault.Note, null, null, NameOf(note));
        // Before the first signature there was nothing to name; that there was one, either the record or a place outside shows.
        if (IsOfThen && folders.Any(folder => folder.Notes.Count > 0) && !folders.Any(folder => folder.Notes.Exists(note => note.IsAsked))
            && (Anchored > 0 || notes.Any(note => SignedNote.TryParse(note.Note) is { } signed && keys.HaveSigned(signed))))
            Add(JournalFault.Note, null, null, "nothing of what lay outside when the backup was begun lies in the folders");
        var kept = notes.Select(note => note.Note).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in folders)
            foreach (var (point, _, _) in Standing(folder).Where(note => note.IsAsked && !kept.Contains(note.Text)))
                Add(JournalFault.Note, null, null, $"JournalNotes: {CheckpointFolder.General} {point.Size.ToString(CultureInfo.InvariantCulture)} missing");
    }

    private static string NameOf(StoredNote note) => $"JournalNotes: {(note.OfProcedures != false ? CheckpointFolder.Procedures : CheckpointFolder.General)} {note.Size.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whether a checkpoint speaks of the place, be it that it agrees or not.</summary>
    /// <param name="hour">The hour of the place, where the tree does not know it.</param>
    public bool IsCovered(StoredTree tree, long number, long? hour = null) => number >= 0 && (tree.IsGeneral ? number < covered
        : (hour ?? (number < tree.Hours.Count ? tree.Hours[(int)number] : null)) <= coveredHour);

    public UnanchoredTail GeneralTail() => new(general.Count - Anchored, general.Count > Anchored ? Instant(general, (int)Anchored) : null);

    public UnanchoredTail ProcedureTail()
    {
        var (length, oldest) = (0L, (DateTimeOffset?)null);
        foreach (var tree in procedures)
        {
            var first = CommittedUntil is { } until ? SizeAt(tree, 0, until.ToUnixTimeSeconds() / 3600) : 0;
            length += tree.Count - first;
            if (tree.Count > first && Instant(tree, first) is { } at && (oldest is null || at < oldest))
                oldest = at;
        }
        return new UnanchoredTail(length, oldest);
    }

    private static DateTimeOffset? Instant(StoredTree tree, int number) =>
        number < tree.Instants.Count && tree.Instants[number] is var at && at != default ? new DateTimeOffset(at) : null;

    /// <summary>Checkpoints of the general tree without those that a restore has undone.</summary>
    private List<AnchoredNote> Standing(AnchorFolder folder)
    {
        var undone = new HashSet<int>();
        foreach (var (restore, told) in restores)
            for (var at = folder.Notes.FindLastIndex(note => note.Point.Size == restore.Size && note.Point.Root.ToString() == told["root"]); at >= 0; at--)
                if (folder.Notes[at].Point.Size > restore.RestoredSize)
                    undone.Add(at);
        return [.. folder.Notes.Where((_, at) => !undone.Contains(at))];
    }

    /// <summary>Answers up to which entry a restore is covered for the folder: by its own checkpoints, or where it gets no more of them, by those of every folder that does.</summary>
    private long CompareGeneral(AnchorFolder folder)
    {
        var standing = Standing(folder);
        var roots = Roots(general.Leaves, standing.Select(note => note.Point.Size).Concat(restores.Select(restore => Restores.Held(restore.Told)?.Size ?? 0)));
        var (good, at) = (0L, (DateTimeOffset?)null);
        standing.RemoveAll(note => !note.IsAsked && !Agrees(note.Point));
        covered = Math.Max(covered, standing.Select(note => note.Point.Size).DefaultIfEmpty().Max());
        foreach (var (point, _, _) in standing)
            if (Agrees(point))
                (good, at) = point.Size >= good ? (point.Size, point.At) : (good, at);
            else
            {
                // A gap has been named where it is.
                var first = FirstDifference(folder, good, point) ?? (point.Size > general.Leaves.Count && general.Leaves.Count >= good ? general.Leaves.Count : null);
                Add(first == general.Leaves.Count ? JournalFault.Missing : JournalFault.Signed, general.Name, first ?? good, first is null ? $"{folder.Path}: until {point.Size.ToString(CultureInfo.InvariantCulture)}" : folder.Path);
                break;
            }
        var covers = folder.IsFormer ? Math.Max(good, coveredNow ?? 0) : good;
        if (!folder.IsFormer)
            coveredNow = Math.Min(coveredNow ?? good, good);
        foreach (var (restore, told) in restores)
            if ((restore.Number >= covers && !IsOfThen && folder.Notes.Any(note => note.Point.Size > restore.RestoredSize)) || Restores.Held(told) is not var (held, heldRoot) || !roots.TryGetValue(held, out var kept) || kept != heldRoot)
                Add(JournalFault.Restore, general.Name, restore.Number, folder.Path);
        if (good > Anchored)
            (Anchored, AnchoredAt) = (good, at);
        return covers;

        bool Agrees(Checkpoint point) => roots.TryGetValue(point.Size, out var root) && root == point.Root;
    }

    /// <summary>The first entry that is not the one whose hash lies outside; null when the hashes outside are not those that were signed.</summary>
    private long? FirstDifference(AnchorFolder folder, long good, Checkpoint point)
    {
        var edge = new TreeEdge();
        for (var number = 0L; number < point.Size; number++)
        {
            if (!folder.Leaves.Value.TryGetValue(number, out var leaf))
                return null;
            edge.Add(leaf);
        }
        if (edge.Root != point.Root)
            return null;
        for (var number = good; number < point.Size; number++)
            if (number >= general.Leaves.Count || general.Leaves[(int)number] != folder.Leaves.Value[number])
                return number;
        return null;
    }

    private static Dictionary<long, TreeHash> Roots(List<TreeHash> leaves, IEnumerable<long> sizes)
    {
        var (wanted, roots, edge) = (sizes.ToHashSet(), new Dictionary<long, TreeHash>(), new TreeEdge());
        if (wanted.Contains(0))
            roots[0] = edge.Root;
        foreach (var leaf in leaves)
        {
            edge.Add(leaf);
            if (wanted.Contains(edge.Size))
                roots[edge.Size] = edge.Root;
        }
        return roots;
    }

    private void CompareCommitments(AnchorFolder folder, long covers)
    {
        var salts = notes.Where(note => note.OfProcedures == true).GroupBy(note => note.Size).ToDictionary(note => note.Key, note => note.First().Salt ?? []);
        // A restore that no checkpoint covers yet explains nothing.
        var explained = restores.Where(restore => IsOfThen || restore.Restore.Number < covers).Select(restore => restore.Told).ToList();
        var edges = procedures.Where(tree => tree.Key is not null).ToDictionary(tree => tree, _ => new TreeEdge());
        JournalFinding? open = null;
        DateTimeOffset before = DateTimeOffset.MinValue;
        foreach (var (point, _, isAsked) in folder.Commitments.OrderBy(note => note.Point.Size))
        {
            foreach (var (tree, edge) in edges)
                for (var size = SizeAt(tree, (int)edge.Size, point.Size); edge.Size < size;)
                    edge.Add(tree.Leaves[(int)edge.Size]);
            var isKept = salts.TryGetValue(point.Size, out var salt);
            var agrees = isKept && HourCommitment.Of(salt!, edges.Select(tree => (tree.Key.Key!.Value, tree.Value.Size, tree.Value.Root))).Root == point.Root;
            // A restore may have been made knowing that the trees were no longer those of the hour.
            if (!agrees && (!isAsked || explained.Exists(told => Restores.HasLost(told, point))))
                continue;
            coveredHour = Math.Max(coveredHour, point.Size);
            var hour = point.Size.ToString(CultureInfo.InvariantCulture);
            if (!isKept)
            {
                Add(JournalFault.Note, null, null, $"JournalNotes: {CheckpointFolder.Procedures} {hour} missing");
                continue;
            }
            if (agrees)
            {
                // One hour alone that differs is a changed note or a time of giving; the trees themselves go on.
                if (open is not null)
                    findings.Add(open);
                (open, before) = (null, point.At);
                if (CommittedUntil is null || point.At > CommittedUntil)
                    CommittedUntil = point.At;
            }
            else
                open ??= Differing(point.At, before);
        }
        if (open is not null)
            findings.Add(open);
    }

    private static JournalFinding Differing(DateTimeOffset until, DateTimeOffset before)
    {
        var from = before == DateTimeOffset.MinValue ? until - Hour : before;
        return new JournalFinding(JournalFault.Committed, null, null, until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), true) { Between = (from, until) };
    }

    private static int SizeAt(StoredTree tree, int from, long hour)
    {
        while (from < tree.Leaves.Count && tree.Hours[from] <= hour)
            from++;
        return from;
    }

    private void Add(JournalFault fault, string? tree, long? number, string what) => findings.Add(new JournalFinding(fault, tree, number, what, false));
}
