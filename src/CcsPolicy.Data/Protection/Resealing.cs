using System.Data;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Protection;

/// <summary>封印のし直しの結果。</summary>
public enum ResealOutcome
{
    /// <summary>Every document has a new key, and all its words are sealed by it.</summary>
    Done,

    /// <summary>A portal runs; what was not done yet is as it was.</summary>
    PortalRuns,

    /// <summary>The journal or a row is not as it was signed, or is no more as it was verified; what was not done yet is as it was. Sealed anew it would have got a record that calls it right.</summary>
    NotSound,

    /// <summary>A place that no signature covers yet was not given by the product. Nothing was changed: the record in it would make right whatever it names.</summary>
    ForeignPlace,

    /// <summary>A place outside cannot be reached; nothing was changed.</summary>
    CheckpointsAway,
}

/// <summary>
/// 封印のし直し。Gives every document a new key and seals all its words anew, on record or not, by the newest way of <see cref="Cipher"/>. The one place that changes what is on record: each document in one transaction, which takes the
/// guards away, compares what is sealed then with what was, puts the guards back and journals how the rows are now, so that whoever verifies follows. Broken off anywhere, each document is wholly as before or wholly done,
/// and run again it goes on with those that are left.
/// </summary>
/// <param name="before">The backup that is made first; null for a database that nobody would miss.</param>
public sealed class Resealing(PolicyDbFactory databases, JournalSequencer sequencer, UpdateBackup? before = null)
{
    /// <summary>Begins and ends a run; like <see cref="MasterKeyExchange.Fact"/> they count nothing.</summary>
    public const string Begun = "keys.reseal-begun";

    /// <inheritdoc cref="Begun"/>
    public const string Ended = "keys.resealed";

    /// <summary>In the journal of the document: how its rows are from then on.</summary>
    public const string OfDocument = "document.resealed";

    /// <summary>In the journal of what concerns procedures and no single one: all requests for access.</summary>
    public const string OfRequests = "requests.resealed";

    /// <summary>So many rows has one entry at most.</summary>
    internal const int RowsOfEntry = 200;

    /// <summary>The digest where no row of legal weight is.</summary>
    private const string Nothing = "";

    /// <summary>What is sealed anew in one transaction.</summary>
    /// <param name="Scopes">Whose keys are exchanged: a document, or all requests.</param>
    private sealed record Unit(JournalFact Fact, JournalLog Log, IReadOnlyList<DocumentId> Scopes);

    /// <summary>Seals everything anew; when an earlier run was broken off, what that one left.</summary>
    /// <param name="folders">Where the checkpoints lie by which the journal is verified first.</param>
    /// <param name="keys">The public keys of the journal; none without folders.</param>
    /// <exception cref="BackupException">The backup could not be made; nothing was changed.</exception>
    /// <exception cref="CryptographicException">Words do not open, or the key file does not belong to this database. The document at hand, and those after it, are as they were.</exception>
    public async Task<ResealOutcome> RunAsync(IReadOnlyList<CheckpointFolder> folders, IReadOnlyList<ECDsa> keys, CancellationToken ct)
    {
        if (await JournalSequencer.IsUnderWayAsync(databases, ct))
            return ResealOutcome.PortalRuns;
        if (folders.Any(folder => !folder.Exists))
            return ResealOutcome.CheckpointsAway;
        await sequencer.GiveOnceAsync(ct);
        var verified = await DigestsAsync(ct);
        if (await new JournalVerifier(databases).VerifyAsync(folders, keys, ct) is not { IsSound: true, UnplacedRows: 0 } report)
            return ResealOutcome.NotSound;
        // The verifier believes what has a place, and of what is signed that it was looked at before.
        await using (var db = databases.OpenFor(Reader.Nobody))
            if (!await PlacedEntry.AreOwnAsync(db, report, ct))
                return ResealOutcome.ForeignPlace;
        if (before is not null)
            await before.MakeAsync(ct);
        foreach (var unit in await BeginAsync(ct))
        {
            // One that was started meanwhile may hold former keys in memory. What it seals by them opens all the same, and waits for the next run.
            if (await JournalSequencer.IsUnderWayAsync(databases, ct))
                return ResealOutcome.PortalRuns;
            if (!await ResealAsync(unit, verified, ct))
                return ResealOutcome.NotSound;
            // Without a place an entry explains no change of a row that is otherwise only added.
            await sequencer.GiveOnceAsync(ct);
        }
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            db.Record(new JournalFact(Ended));
            await db.SaveChangesAsync(ct);
        }
        await sequencer.GiveOnceAsync(ct);
        return ResealOutcome.Done;
    }

    /// <summary>What is to be done: everything, or what is left of a run that has begun and not ended.</summary>
    private async Task<List<Unit>> BeginAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var journal = db.Journal.WithoutReader().AsNoTracking();
        var last = await journal.Where(e => e.Action == Begun || e.Action == Ended).OrderByDescending(e => e.At).ThenBy(e => e.Action == Begun).Select(e => new { e.Action, e.At }).FirstOrDefaultAsync(ct);
        var since = last?.At ?? default;
        if (last?.Action != Begun)
        {
            since = db.Now;
            db.Record(new JournalFact(Begun));
            await db.SaveChangesAsync(ct);
        }
        var done = await journal.Where(e => e.At >= since && (e.Action == OfDocument || e.Action == OfRequests)).Select(e => e.DocumentId).Distinct().ToListAsync(ct);
        var documents = await db.Documents.WithoutReader().AsNoTracking().Select(d => new { d.Id, d.Tier }).ToListAsync(ct);
        var requests = done.Contains(null) ? [] : await db.AccessRequests.WithoutReader().AsNoTracking().Select(r => r.Id).ToListAsync(ct);
        var units = documents.Where(d => !done.Contains(d.Id)).OrderBy(d => d.Id.Value)
            .Select(d => new Unit(new JournalFact(OfDocument, d.Id), d.Tier == Tier.Procedure ? JournalLog.Restricted : JournalLog.General, [d.Id])).ToList();
        if (requests.Count > 0)
            units.Add(new Unit(new JournalFact(OfRequests), JournalLog.Restricted, [.. requests.Select(PolicyDb.ScopeOf)]));
        return units;
    }

    /// <summary>How the rows of legal weight that hold words are, for each document: taken before they are verified, so that whatever is done to them since then is seen.</summary>
    private async Task<Dictionary<DocumentId, string>> DigestsAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var tables = SealedTable.All(db.Model);
        var digests = new Dictionary<DocumentId, string>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var document in await db.Documents.WithoutReader().AsNoTracking().Select(d => d.Id).ToListAsync(ct))
            digests.Add(document, await DigestAsync(db, tables, document, ct));
        return digests;
    }

    /// <returns>False when a row is no more as it was verified; then nothing was changed.</returns>
    private async Task<bool> ResealAsync(Unit unit, Dictionary<DocumentId, string> verified, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var tables = SealedTable.All(db.Model);
        var names = tables.Select(table => table.Name).ToHashSet();
        var exchanged = new List<(DocumentId Scope, SealingKeys Keys)>();
        // What is compared is what is recorded: nobody changes a row in between.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        foreach (var scope in unit.Scopes)
            if (await DigestAsync(db, tables, scope, ct) != verified.GetValueOrDefault(scope, Nothing))
                return false;
        await DatabasePreparation.WithoutGuardsAsync(db, names.Contains, async () =>
        {
            foreach (var scope in unit.Scopes)
            {
                var (row, keys) = databases.Setup.Keys.Further(scope, db.KeysOf(scope));
                db.DocumentKeys.Add(row);
                foreach (var table in tables)
                    foreach (var of in await table.KeysAsync(db, scope, ct))
                        await ResealAsync(db, table, of, keys, ct);
                exchanged.Add((scope, keys));
            }
        }, ct);
        await RecordAsync(db, unit, tables, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var (scope, keys) in exchanged)
            databases.Setup.Keys.Take(scope, keys);
        return true;
    }

    /// <summary>Seals the words of a row by the newest key, and reads them again as they are stored then.</summary>
    private static async Task ResealAsync(PolicyDb db, SealedTable table, object[] row, SealingKeys keys, CancellationToken ct)
    {
        var plain = (await table.WordsAsync(db, row, ct)).Select(words => words.IsEmpty ? null : keys.Open(words)).ToList();
        await table.WriteAsync(db, row, [.. plain.Select(words => words is null ? default : keys.Seal(words, db.Ids))], ct);
        foreach (var (now, said) in (await table.WordsAsync(db, row, ct)).Zip(plain))
            if (said is null ? !now.IsEmpty : SealingKeys.NumberIn(now) != keys.Newest || !keys.Open(now).AsSpan().SequenceEqual(said))
                throw new CryptographicException("What was sealed anew does not say what it said.");
    }

    /// <summary>Journals the rows of legal weight as the database holds them now.</summary>
    private static async Task RecordAsync(PolicyDb db, Unit unit, IReadOnlyList<SealedTable> tables, CancellationToken ct)
    {
        var entries = new List<(byte[] Salt, List<(string Name, string Hash)> Rows)>();
        var digest = new RowDigest();
        foreach (var scope in unit.Scopes)
            await foreach (var row in RowsAsync(db, tables, scope, ct))
            {
                if (entries is [] or [.., { Rows.Count: >= RowsOfEntry }])
                    entries.Add((db.Ids.NextBytes(16), []));
                entries[^1].Rows.Add((row.Name, row.HashOf(entries[^1].Salt, digest)));
            }
        if (entries.Count == 0)
            entries.Add((db.Ids.NextBytes(16), []));
        foreach (var (salt, rows) in entries)
            db.Record(unit.Fact, unit.Log, salt, [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal)]);
    }

    /// <summary>One digest over the rows of legal weight of a document, whatever their order; it stays in memory and so needs no salt.</summary>
    private static async Task<string> DigestAsync(PolicyDb db, IReadOnlyList<SealedTable> tables, DocumentId scope, CancellationToken ct)
    {
        var (rows, digest) = (new List<string>(), new RowDigest());
        await foreach (var row in RowsAsync(db, tables, scope, ct))
            rows.Add($"{row.Name} {row.HashOf([], digest)}");
        return rows.Count == 0 ? Nothing : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Order(StringComparer.Ordinal)))));
    }

    /// <summary>The rows of legal weight among those of a document that hold words; each is read before the next is asked for.</summary>
    private static async IAsyncEnumerable<StoredRows> RowsAsync(PolicyDb db, IReadOnlyList<SealedTable> tables, DocumentId scope, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var table in tables)
            if (RecordedRows.Of(table.Entity) is { } kind)
            {
                await using var stored = await StoredRows.OpenAsync(db, kind, table.Condition, scope.Value, ct);
                while (await stored.NextAsync(ct))
                    yield return stored;
            }
    }
}
