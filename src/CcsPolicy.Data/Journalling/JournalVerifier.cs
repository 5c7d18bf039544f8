using System.Globalization;
using System.Security.Cryptography;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 記録の検証。Computes every hash of the journal anew from what the database holds, compares it with the checkpoints outside and the rows of legal weight with their records. It writes nothing, opens no
/// word, and needs no key but public ones. A second program does the same from docs/reference/journal-format.md: deploy/verify_journal.py.
/// </summary>
public sealed class JournalVerifier(PolicyDbFactory databases)
{
    private const int MostFindings = 1_000;

    /// <summary>A place is given within seconds; after so long something has stopped giving them.</summary>
    private static readonly TimeSpan PlaceIsLate = TimeSpan.FromHours(1);

    /// <summary>What is signed within minutes or an hour is not, or does not reach the folders that were named, when so much time has passed.</summary>
    private static readonly TimeSpan TailIsOld = TimeSpan.FromDays(1);

    private readonly List<JournalFinding> findings = [];
    private readonly Dictionary<(string Tree, long Number), long?> hours = [];
    private readonly Dictionary<string, StoredTree> trees = [];
    private readonly RowRecords records = new();
    private readonly List<(JournalFault, long, string)> wrong = [];
    private StoredTree? last;
    private readonly List<(JournalRestore Restore, Dictionary<string, string> Told)> restores = [];

    /// <summary>Restores that explain nothing, since nothing was lost as far as they knew.</summary>
    private readonly List<JournalRestore> untold = [];
    private TrustedKeys keys = new([]);

    /// <summary>The last notes outside that the database must know of, when it is of a former time: a backup. Later ones, and what lies there unsigned, say nothing against it. Null for one in use.</summary>
    public IReadOnlySet<string>? Known { get; init; }

    /// <summary>A verifier of a database that may be a copy or a backup: it is opened without any key of documents.</summary>
    public static JournalVerifier Of(DatabaseProvider provider, string connection, TimeProvider clock) =>
        new(new PolicyDbFactory(new PolicyDbSetup(provider, connection, new DocumentKeys(MasterKeys.Of(), IdSource.Random), IdSource.Random, clock)));

    /// <summary>A verifier of a file of SQLite, which is only read.</summary>
    public static JournalVerifier OfFile(string path, TimeProvider clock)
    {
        // Nobody has a file open that has no log beside it; then none is made beside it either, and the folder need not be one that can be written to.
        var inUse = File.Exists(path + "-wal") || File.Exists(path + "-journal");
        return Of(DatabaseProvider.Sqlite, inUse ? $"Data Source={path};Mode=ReadOnly;Pooling=False" : $"Data Source={new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1;Mode=ReadOnly;Pooling=False", clock);
    }

    /// <summary>
    /// Leaves out SQLite's own lock around each call, in a process that verifies and does nothing else: no connection is used by two threads at once there, and there are thirty million calls. To be said before
    /// the first database is opened; afterwards it changes nothing.
    /// </summary>
    public static void TakeLocksFromSqlite()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <summary>Verifies once; make another verifier for another time.</summary>
    /// <param name="folders">The places outside; without any there is nothing to compare with, and nothing is anchored.</param>
    /// <param name="trusted">The public keys whose signatures count: the present one first, then former ones; none without folders.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public async Task<JournalReport> VerifyAsync(IReadOnlyList<CheckpointFolder> folders, IReadOnlyList<ECDsa> trusted, CancellationToken ct)
    {
        keys = new TrustedKeys(trusted);
        // What lies outside is read first: whatever is signed meanwhile does not look cut off.
        var anchors = keys.IsEmpty ? [] : folders.Select(folder => AnchorFolder.Read(folder, keys, Known)).OrderBy(folder => folder.IsFormer).ToList();
        var db = databases.OpenFor(Reader.Nobody);
        await using var stored = await StoredJournal.OpenAsync(db, ct);
        foreach (var name in RecordedRows.All(db.Model).Select(rows => rows.Table).Concat([StoredJournal.JournalTable, StoredJournal.PlacesTable, StoredJournal.NotesTable]).Where(name => !stored.HasTable(name)))
            findings.Add(new JournalFinding(JournalFault.Table, null, null, name, false));
        var entries = new ReadEntries();
        await stored.EachAsync(StoredJournal.JournalTable, stored.Entries, ReadEntries.Judge, entries.Add, ct);
        await stored.EachAsync(StoredJournal.PlacesTable, stored.Places, JudgedPlace.Judge, place => Take(place, entries), ct);
        var unplaced = TakeUnplaced(entries);
        var notes = await stored.NotesAsync(ct);
        var general = trees.Values.FirstOrDefault(tree => tree.IsGeneral) ?? new StoredTree(Guid.Empty.ToString("N"));
        var procedures = trees.Values.Where(tree => !tree.IsGeneral).ToList();
        var check = new AnchorCheck(general, procedures, [.. restores], notes, findings) { IsOfThen = Known is not null };
        // The trees are in memory by now: they are hashed while the database gives its rows.
        var checking = Task.Run(() =>
        {
            foreach (var folder in anchors)
                check.Compare(folder);
            check.CompareNotes(anchors, keys);
        }, ct);
        var (rows, unplacedRows, rowFindings) = await records.CompareAsync(stored, ct);
        await checking;
        findings.AddRange(rowFindings);
        var named = trees.Values.ToDictionary(tree => tree.Name);
        var ordered = findings.Select(finding => finding is not { Tree: { } tree, Number: { } number } ? finding
            : finding with { IsAnchored = check.IsCovered(named.GetValueOrDefault(tree) ?? general, number, hours.GetValueOrDefault((tree, number))) });
        return new JournalReport(
            [.. ordered.Distinct().OrderBy(finding => finding.Fault switch { JournalFault.Table => 0, JournalFault.Row => 2, _ => 1 }).ThenBy(finding => finding.Tree != "general").ThenBy(finding => finding.Number is null or < 0)
                .ThenBy(finding => finding.Number).ThenBy(finding => finding.Between?.From).Take(MostFindings)],
            keys.Ids, general.Count, check.Anchored, check.AnchoredAt, check.GeneralTail(), unplaced.All, unplaced.Long, procedures.Sum(tree => tree.Count), check.CommittedUntil, check.ProcedureTail(), rows, unplacedRows,
            [.. restores.Select(restore => restore.Restore).Concat(untold).OrderBy(restore => restore.Number)],
            [.. Warnings(check.GeneralTail(), check.ProcedureTail(), unplaced.Long)]);
    }

    private IEnumerable<JournalWarning> Warnings(UnanchoredTail general, UnanchoredTail procedures, UnanchoredTail longUnplaced)
    {
        var old = databases.Setup.Clock.Now() - TailIsOld;
        if (general.Oldest < old)
            yield return JournalWarning.Tail;
        if (procedures.Oldest < old)
            yield return JournalWarning.ProcedureTail;
        if (longUnplaced.Length > 0)
            yield return JournalWarning.Unplaced;
    }

    private void Take(in JudgedPlace place, ReadEntries entries)
    {
        if (last is not { } tree || place.Tree != tree.Id)
        {
            if (!trees.TryGetValue(place.Tree, out tree!))
                trees.Add(place.Tree, tree = new StoredTree(place.Tree));
            last = tree;
        }
        var entry = entries.Take(place.Entry);
        var stands = tree.Take(place, entry, wrong);
        foreach (var (fault, at, what) in wrong)
            if (findings.Count < MostFindings)
            {
                findings.Add(new JournalFinding(fault, tree.Name, at, what, false));
                hours[(tree.Name, at)] = place.Hour;
            }
        wrong.Clear();
        if (!stands || entry is not { } stored)
            return;
        records.Take(tree.Id, place.Number, stored);
        if (tree.IsGeneral && stored.More?.Restored is { } told)
            Take(place.Number, told, stored.At);
    }

    /// <summary>A restore that names what was lost explains it when a key that counts has signed it; otherwise somebody else has written that.</summary>
    private void Take(long number, Dictionary<string, string> told, DateTime at)
    {
        if (keys.HaveSigned(told))
            restores.Add((new JournalRestore(number, Restores.At(told, "restored-at")!.Value, Restores.Number(told, "size")!.Value, Restores.Number(told, "restored-size")!.Value), told));
        else if (!keys.IsEmpty && told.ContainsKey("size"))
            findings.Add(new JournalFinding(JournalFault.Restore, "general", number, "unsigned", false));
        else if (Restores.Number(told, "restored-size") is { } kept)
            untold.Add(new JournalRestore(number, new DateTimeOffset(at), 0, kept));
    }

    private (UnanchoredTail All, UnanchoredTail Long) TakeUnplaced(ReadEntries entries)
    {
        var (count, oldest, late, lateOldest) = (0L, (DateTimeOffset?)null, 0L, (DateTimeOffset?)null);
        var now = databases.Setup.Clock.Now();
        foreach (var (entry, id) in entries.Unplaced())
        {
            count++;
            if (entry.Wrong is { } column)
                findings.Add(new JournalFinding(JournalFault.Column, null, null, $"{column} {id}", false));
            records.TakeUnplaced(entry);
            // What is no record says no instant.
            if (entry.At == default && entry.Wrong is not null)
                continue;
            var at = new DateTimeOffset(entry.At);
            oldest = at < oldest ? at : oldest ?? at;
            // One of a time to come would never grow old.
            if (at >= now - PlaceIsLate && at <= now + RecordAge.Most)
                continue;
            late++;
            lateOldest = at < lateOldest ? at : lateOldest ?? at;
        }
        return (new UnanchoredTail(count, oldest), new UnanchoredTail(late, lateOldest));
    }
}
