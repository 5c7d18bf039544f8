using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>A database whose journal is sequenced and signed, with two folders for checkpoints.</summary>
internal sealed class AJournal : IAsyncDisposable
{
    public const string Origin = "aoba.example/ccspolicy";

    private readonly string place;

    private AJournal(TestDatabase database)
    {
        Database = database;
        place = Directory.CreateTempSubdirectory("ccspolicy-journal-").FullName;
        Folders = [new(Path.Combine(place, "one")), new(Path.Combine(place, "two"))];
        Key = JournalKey.ReadOrCreate(KeyFile = Path.Combine(place, "keys", "journal.key"));
        Signer = new JournalSigner(database.Databases, Key, new CheckpointPlaces(Origin, Folders));
    }

    public TestDatabase Database { get; }

    public IReadOnlyList<CheckpointFolder> Folders { get; }

    public JournalKey Key { get; }

    public string KeyFile { get; }

    public JournalSigner Signer { get; }

    public static async Task<AJournal> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) => new(await TestDatabase.CreateAsync(provider));

    /// <summary>The same installation after a restart.</summary>
    public JournalSigner AfterRestart() => new(Database.Databases, Key, new CheckpointPlaces(Origin, Folders));

    /// <summary>A procedure that entries can be about.</summary>
    public async Task<PolicyDocument> AProcedureAsync(CancellationToken ct)
    {
        await using var arranged = new AnOrganisation(Database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        await arranged.SaveAsync(ct);
        return procedure;
    }

    /// <summary>So many entries, one a millisecond, about the document or about none.</summary>
    public async Task RecordAsync(int entries, PolicyDocument? document = null)
    {
        await using var db = Database.OpenFor(Reader.Nobody);
        for (var entry = 0; entry < entries; entry++)
        {
            Database.Clock.Advance(TimeSpan.FromMilliseconds(1));
            db.Record(new JournalFact("test.recorded").With("number", entry), document);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Entries with their places and a signature over them.</summary>
    public async Task SignedAsync(int entries, CancellationToken ct)
    {
        await RecordAsync(entries);
        await Database.Get<JournalSequencer>().GiveAsync(ct);
        await Signer.SignAsync(ct, atOnce: true);
    }

    public Checkpoint Last(int folder = 0, string tree = CheckpointFolder.General) => Checkpoint.TryParse(Folders[folder].Last(tree)!.Text)!;

    /// <summary>The root that the entries have as they stand in the database.</summary>
    public async Task<TreeHash> RootAsync(CancellationToken ct)
    {
        await using var db = Database.OpenFor(Reader.Nobody);
        var edge = new TreeEdge();
        foreach (var entry in await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Log == JournalLog.General)
            .Join(db.JournalPositions, e => e.Id, p => p.EntryId, (e, p) => new { e.Bytes, p.Number }).OrderBy(e => e.Number).ToListAsync(ct))
            edge.Add(TreeHash.OfLeaf(entry.Bytes));
        return edge.Root;
    }

    /// <summary>Changes rows by a way that no guard of the database stops: as its owner would. The guards stand again afterwards.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var db = Database.OpenFor(Reader.Nobody);
        foreach (var statement in GuardTriggers.Names(DatabaseProvider.Sqlite).Select(name => $"DROP TRIGGER IF EXISTS \"{name}\"").Append(sql).Concat(GuardTriggers.Statements(DatabaseProvider.Sqlite)))
            await db.Database.ExecuteSqlRawAsync(statement);
    }

    /// <summary>Takes the newest entry out of the journal before it has a place, into a table <c>Aside</c>.</summary>
    public Task TakeLastAwayAsync() => TamperAsync("CREATE TABLE Aside AS SELECT * FROM Journal WHERE At = (SELECT MAX(At) FROM Journal); DELETE FROM Journal WHERE Id IN (SELECT Id FROM Aside)");

    /// <summary>Puts it back, as it was.</summary>
    public Task PutBackAsync() => TamperAsync("INSERT INTO Journal SELECT * FROM Aside; DROP TABLE Aside");

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        await Database.DisposeAsync();
        Directory.Delete(place, recursive: true);
    }
}
