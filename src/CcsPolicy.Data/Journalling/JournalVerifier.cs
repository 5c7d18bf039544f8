using System.Security.Cryptography;
using System.Threading.Channels;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 記録の検証。Computes every hash of the journal anew from what the database holds, compares it with the checkpoints outside and the rows of legal weight with their records. It writes nothing, opens no
/// word, and needs no key but the public one. A second program does the same from docs/reference/journal-format.md: deploy/verify_journal.py.
/// </summary>
public sealed class JournalVerifier(PolicyDbFactory databases)
{
    private const int Batch = 4_096;
    private const int MostFindings = 1_000;

    /// <summary>A place is given within seconds; after so long something has stopped giving them.</summary>
    private static readonly TimeSpan PlaceIsLate = TimeSpan.FromHours(1);

    private readonly List<JournalFinding> findings = [];
    private readonly Dictionary<(string Tree, long Number), string> given = [];
    private readonly Dictionary<string, StoredTree> trees = [];
    private readonly RowRecords records = new();
    private readonly List<(JournalRestore Restore, TreeHash? Root)> restores = [];

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

    /// <summary>Verifies once; make another verifier for another time.</summary>
    /// <param name="folders">The places outside; without any there is nothing to compare with, and nothing is anchored.</param>
    /// <param name="key">The public key of the signatures; null without folders.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public async Task<JournalReport> VerifyAsync(IReadOnlyList<CheckpointFolder> folders, ECDsa? key, CancellationToken ct)
    {
        // What lies outside is read first: whatever is signed meanwhile does not look cut off.
        var anchors = key is null ? [] : folders.Select(folder => AnchorFolder.Read(folder, key)).ToList();
        var db = databases.OpenFor(Reader.Nobody);
        await using var stored = await StoredJournal.OpenAsync(db, db.Database.GetDbConnection(), ct);
        await ReadTreesAsync(stored, ct);
        var unplaced = await ReadUnplacedAsync(stored, ct);
        var notes = await stored.NotesAsync(ct);
        var general = trees.Values.FirstOrDefault(tree => tree.IsGeneral) ?? new StoredTree(Guid.Empty.ToString("N"));
        var procedures = trees.Values.Where(tree => !tree.IsGeneral).ToList();
        var check = new AnchorCheck(general, procedures, [.. restores], notes, findings);
        foreach (var folder in anchors)
            check.Compare(folder);
        check.CompareNotes(anchors, key);
        var rows = await records.CompareAsync(stored, findings, ct);
        var named = trees.Values.ToDictionary(tree => tree.Name);
        var ordered = findings.Select(finding => finding is not { Tree: { } tree, Number: { } number } ? finding
            : finding with { IsAnchored = check.IsCovered(named.GetValueOrDefault(tree) ?? general, number, given.GetValueOrDefault((tree, number))) });
        return new JournalReport(
            [.. ordered.Distinct().OrderBy(finding => finding.Fault == JournalFault.Row).ThenBy(finding => finding.Tree != "general").ThenBy(finding => finding.Number is null or < 0)
                .ThenBy(finding => finding.Number).ThenBy(finding => finding.Between?.From).Take(MostFindings)],
            key is null ? null : Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..8],
            general.Count, check.Anchored, check.AnchoredAt, check.GeneralTail(), unplaced.All, unplaced.Long, procedures.Sum(tree => tree.Count), check.CommittedUntil, check.ProcedureTail(), rows,
            [.. restores.Select(restore => restore.Restore)]);
    }

    private async Task ReadTreesAsync(StoredJournal stored, CancellationToken ct)
    {
        // One reads from the database while the other hashes.
        var batches = Channel.CreateBounded<List<object[]>>(4);
        var reading = Task.Run(async () =>
        {
            try
            {
                var batch = new List<object[]>(Batch);
                await foreach (var entry in stored.EntriesAsync(ct))
                {
                    batch.Add(entry);
                    if (batch.Count < Batch)
                        continue;
                    await batches.Writer.WriteAsync(batch, ct);
                    batch = new List<object[]>(Batch);
                }
                await batches.Writer.WriteAsync(batch, ct);
                batches.Writer.Complete();
            }
#pragma warning disable CA1031 // It comes out where the batches are taken.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                batches.Writer.Complete(fault);
            }
        }, ct);
        var leaf = new LeafReader();
        await foreach (var batch in batches.Reader.ReadAllAsync(ct))
            foreach (var entry in batch)
                Take(StoredJournal.EntryOf(entry), leaf);
        await reading;
    }

    private void Take(StoredEntry stored, LeafReader leaf)
    {
        if (!trees.TryGetValue(stored.Tree, out var tree))
            trees.Add(stored.Tree, tree = new StoredTree(stored.Tree));
        var wrong = stored.Entry is { } columns ? leaf.Read(stored.Bytes, columns) : null;
        foreach (var (fault, number, what) in tree.Take(stored, TreeHash.OfLeaf(stored.Bytes), wrong))
            if (findings.Count < MostFindings)
            {
                findings.Add(new JournalFinding(fault, tree.Name, number, what, false));
                given[(tree.Name, number)] = stored.GivenAt;
            }
        if (stored.Entry is null)
            return;
        records.Take(tree.Id, stored.Number, leaf);
        if (tree.IsGeneral && leaf.Restored is { } told && Restores.Number(told, "restored-size") is { } kept)
            restores.Add((new JournalRestore(stored.Number, new DateTimeOffset(leaf.At), Restores.Number(told, "size") ?? 0, kept), TreeHash.TryParse(told.GetValueOrDefault("root"))));
    }

    private async Task<(UnanchoredTail All, UnanchoredTail Long)> ReadUnplacedAsync(StoredJournal stored, CancellationToken ct)
    {
        var (leaf, count, old, oldest) = (new LeafReader(), 0L, 0L, (DateTimeOffset?)null);
        var before = databases.Setup.Clock.Now() - PlaceIsLate;
        await foreach (var row in stored.UnplacedAsync(ct))
        {
            var entry = StoredJournal.EntryOf(row);
            count++;
            if (leaf.Read(entry.Bytes, entry.Entry!.Value) is { } wrong)
                findings.Add(new JournalFinding(JournalFault.Column, null, null, $"{wrong} {entry.Entry.Value.Id}", false));
            records.Take("", -1, leaf);
            if (leaf.At == default)
                continue;
            old += leaf.At < before ? 1 : 0;
            if (oldest is null || leaf.At < oldest)
                oldest = new DateTimeOffset(leaf.At);
        }
        return (new UnanchoredTail(count, oldest), new UnanchoredTail(old, old > 0 ? oldest : null));
    }
}
