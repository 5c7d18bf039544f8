using System.Security.Cryptography;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Testing;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>The verifier that was written from the page of the format alone finds what the product's own finds; and without one of its checks it would not.</summary>
public sealed class SecondVerifierTests(TamperingTests.Made made) : IClassFixture<TamperingTests.Made>
{
    private static readonly int Copies = TestLength.IsNightly ? 140 : 14;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Script => BothVerifiers.Script;

    [Fact]
    public async Task It_is_short() => Assert.InRange((await File.ReadAllLinesAsync(Script, Ct)).Length, 1, 200);

    [Fact]
    public async Task Both_say_the_same_of_sound_and_of_tampered_copies()
    {
        var proven = made.Journal;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await AgreeAsync("untouched", proven.Copy());
        await AgreeAsync("rolled back", proven.OlderCopy);
        for (var turn = 0; turn < Copies; turn++)
        {
            var copy = proven.Copy();
            await TamperAsync(copy, turn, other);
            await AgreeAsync($"{turn} {Tampering.Kinds[turn % Tampering.Kinds.Length]}", copy);
            File.Delete(copy);
        }
    }

    /// <summary>Ways to make of a record something that is none, which the two could read in two ways.</summary>
    private static readonly string[] DamagedRecords =
    [
        """replace(CAST(Bytes AS TEXT), '"v":1', '"v":2')""", """replace(CAST(Bytes AS TEXT), 'Z","details', '","details')""", """replace(CAST(Bytes AS TEXT), '"at":"2026-', '"at":"2026-9')""",
        """replace(CAST(Bytes AS TEXT), '"details":{', '"details":{"x":"' || x'ff' || '",')""", "CAST(Bytes AS TEXT) || '{}'", """replace(CAST(Bytes AS TEXT), '"rows":{', '"rows":{"x":1,')""",
        """replace(CAST(Bytes AS TEXT), '"salt":"', '"salt":"00')""",
    ];

    /// <summary>By what the database is told of it, to read the index takes less time than to read the table.</summary>
    private const string Small = "ANALYZE; UPDATE sqlite_stat1 SET stat = stat || ' sz=2' WHERE idx = 'Lies'; ";

    /// <summary>What is changed between the two is not written into the index.</summary>
    private const string Unindexed = "CREATE TEMP TABLE Aside AS SELECT * FROM sqlite_master WHERE name = 'Lies'; PRAGMA writable_schema=ON; DELETE FROM sqlite_master WHERE name = 'Lies'; PRAGMA writable_schema=RESET; ";
    private const string Indexed = "PRAGMA writable_schema=ON; INSERT INTO sqlite_master SELECT * FROM Aside; PRAGMA writable_schema=RESET";

    [Theory]
    [InlineData("every entry about procedures is gone", "DELETE FROM Journal WHERE Log = 'Restricted'")]
    [InlineData("and its place", "DELETE FROM JournalPositions WHERE Tree NOT LIKE '00000000%'; DELETE FROM Journal WHERE Log = 'Restricted'")]
    [InlineData("their places alone", "DELETE FROM JournalPositions WHERE Tree NOT LIKE '00000000%'")]
    [InlineData("an hour is said to be the next", "UPDATE JournalNotes SET Size = Size + 1 WHERE OfProcedures = 1 AND Size = (SELECT MAX(Size) FROM JournalNotes WHERE OfProcedures = 1)")]
    [InlineData("an hour has two notes", "ALTER TABLE JournalNotes RENAME TO Former; CREATE TABLE JournalNotes AS SELECT * FROM Former; DROP TABLE Former; INSERT INTO JournalNotes SELECT OfProcedures, Size, At, 'a' || Note, zeroblob(16) FROM JournalNotes WHERE OfProcedures = 1")]
    [InlineData("ids in the letters that the database does not look for", "UPDATE Acknowledgements SET PersonId = lower(PersonId)")]
    [InlineData("ids of entries", "UPDATE Journal SET DocumentId = lower(DocumentId), ActorId = lower(ActorId)")]
    [InlineData("ids of entries without hyphens", "UPDATE Journal SET ActorId = lower(replace(ActorId, '-', '')) WHERE rowid % 2 = 0; UPDATE Journal SET DocumentId = lower(replace(DocumentId, '-', '')) WHERE rowid % 3 = 0")]
    [InlineData("an entry and its place", "UPDATE JournalPositions SET EntryId = lower(EntryId) WHERE Number = 3; UPDATE Journal SET Id = lower(Id) WHERE Id NOT IN (SELECT EntryId FROM JournalPositions)")]
    [InlineData("trees", "UPDATE JournalPositions SET Tree = lower(Tree)")]
    [InlineData("the last of each tree without hyphens", "UPDATE JournalPositions SET Tree = lower(replace(Tree, '-', '')) WHERE EntryId IN (SELECT EntryId FROM JournalPositions p WHERE Number = (SELECT MAX(Number) FROM JournalPositions q WHERE q.Tree = p.Tree))")]
    [InlineData("keys of rows", "UPDATE Grants SET Id = lower(Id); UPDATE Editions SET Id = lower(replace(Id, '-', '')); UPDATE People SET Id = CAST(Id AS BLOB)")]
    [InlineData("the first custodian", "UPDATE Documents SET CustodianId = (SELECT Id FROM People WHERE Id <> CustodianId)")]
    [InlineData("records as text", "UPDATE Journal SET Bytes = CAST(Bytes AS TEXT)")]
    [InlineData("records that nest deeply", "UPDATE Journal SET Bytes = CAST(replace(hex(zeroblob(60000)), '00', '[') AS BLOB) WHERE rowid % 2 = 0")]
    [InlineData("members twice", """UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '"v":1', '"v":1,"v":1') AS BLOB) WHERE rowid % 2 = 0""")]
    [InlineData("a detail twice", """UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '"details":{', '"details":{"x":"1","x":"2",') AS BLOB) WHERE rowid % 2 = 0""")]
    [InlineData("a number among details", """UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '"details":{"', '"details":{"x":1,"') AS BLOB) WHERE rowid % 2 = 0""")]
    [InlineData("members in another order", """UPDATE Journal SET Bytes = CAST(replace(replace(CAST(Bytes AS TEXT), ',"v":1', ''), '{"action"', '{"v":1,"action"') AS BLOB) WHERE rowid % 2 = 0""")]
    [InlineData("places without a number", "UPDATE JournalPositions SET Number = 'x' WHERE Number = 4")]
    [InlineData("hours that are none", "UPDATE JournalPositions SET Hour = x'00' WHERE Number % 3 = 0")]
    [InlineData("hours that go back", "UPDATE JournalPositions SET Hour = Hour - 2 WHERE Number % 3 = 2")]
    [InlineData("hours in the general tree", "UPDATE JournalPositions SET Hour = 1 WHERE Hour IS NULL")]
    [InlineData("salts of the general tree", "UPDATE JournalNotes SET Salt = x'00' WHERE OfProcedures = 0")]
    [InlineData("salts of the general tree as text", "UPDATE JournalNotes SET Salt = '' WHERE OfProcedures = 0")]
    [InlineData("decimals of the time of a note", "UPDATE JournalNotes SET At = At || '.1'")]
    [InlineData("codes", """UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '"mac":"', '"mac":"A') AS BLOB) WHERE rowid % 2 = 0; UPDATE Journal SET Bytes = CAST(substr(CAST(Bytes AS TEXT), 1, length(CAST(Bytes AS TEXT)) - 42) || '}' AS BLOB) WHERE rowid % 3 = 0""")]
    [InlineData("notes of no time", "UPDATE JournalNotes SET At = x'00' WHERE rowid % 2 = 0; UPDATE JournalNotes SET Note = x'00' WHERE rowid % 3 = 0")]
    [InlineData("notes of neither tree", "UPDATE JournalNotes SET OfProcedures = 2 WHERE rowid % 4 < 2; UPDATE JournalNotes SET OfProcedures = 'x' WHERE rowid % 5 = 0")]
    [InlineData("salts as text", "UPDATE JournalNotes SET Salt = 'x', Size = 'y' || rowid WHERE rowid % 2 = 0")]
    [InlineData("letters that are none", "UPDATE People SET Name = CAST(x'61ff62' AS TEXT); UPDATE Journal SET Action = CAST(x'ff' AS TEXT) WHERE rowid % 5 = 0; UPDATE JournalPositions SET Tree = CAST(x'ff' AS TEXT) WHERE Number = 2 AND Tree LIKE '0000%'")]
    [InlineData("reals and nothing", "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(replace(sql, 'INTEGER', 'BLOB'), 'NOT NULL', '') WHERE name IN ('Editions', 'Grants'); PRAGMA writable_schema=RESET; UPDATE Editions SET Kind = 0.5; UPDATE Grants SET Id = NULL")]
    [InlineData("a view in place of a table", "ALTER TABLE Acknowledgements RENAME TO Hidden; CREATE VIEW Acknowledgements AS SELECT * FROM Hidden; UPDATE Hidden SET Id = Id")]
    [InlineData("a view, and a table that says in the name of SQLite that it is none", "ALTER TABLE Acknowledgements RENAME TO Hidden; CREATE VIEW Acknowledgements AS SELECT * FROM Hidden; CREATE TABLE pragma_table_list AS SELECT 'main' AS schema, name, 'table' AS type FROM sqlite_master; UPDATE Hidden SET Id = Id")]
    [InlineData("a view in place of the journal", "ALTER TABLE JournalNotes RENAME TO Hidden; CREATE VIEW JournalNotes AS SELECT * FROM Hidden; UPDATE Hidden SET At = At")]
    [InlineData("a virtual table in place of a table", "ALTER TABLE Acknowledgements RENAME TO Hidden; CREATE VIRTUAL TABLE Acknowledgements USING fts5(Id); UPDATE Hidden SET Id = Id")]
    [InlineData("a virtual table in place of the journal", "ALTER TABLE Journal RENAME TO Hidden; CREATE VIRTUAL TABLE Journal USING fts5(Id); UPDATE Hidden SET Id = Id")]
    [InlineData("a virtual table that says it is a table with pages", "ALTER TABLE Acknowledgements RENAME TO Hidden; CREATE VIRTUAL TABLE Acknowledgements USING fts5(Id); PRAGMA writable_schema=ON; UPDATE sqlite_master SET rootpage = 2 WHERE name = 'Acknowledgements'")]
    [InlineData("an index that shows what the table held", "CREATE INDEX Lies ON People (Id, StaffNumber, Name, Kana, Mail, RowVersion); " + Small + Unindexed + "UPDATE People SET Name = 'x'; " + Indexed)]
    [InlineData("an index that hides places", "CREATE UNIQUE INDEX Lies ON JournalPositions (Tree, Number, Leaf, Hour, EntryId); " + Unindexed + "UPDATE JournalPositions SET Leaf = zeroblob(32) WHERE Number = 3; " + Indexed)]
    [InlineData("a restore that nobody signed", """
        DELETE FROM JournalNotes WHERE OfProcedures = 1 AND Size = (SELECT MAX(Size) FROM JournalNotes WHERE OfProcedures = 1);
        UPDATE Journal SET Action = 'backup.restored', Bytes = CAST(replace(replace(CAST(Bytes AS TEXT), 'test.recorded', 'backup.restored'), '"details":{', '"details":{"backup":"1","at":"2026-01-01T00:00:00.0000000Z","restored-at":"2030-01-01T00:00:00.0000000Z","restored-hour":"0","lost-hour":"999999999","held":"1","held-root":"x","restored-size":"999999999","root":"x","signature":"AAAAAAAAAAAAAAAA","size":"1",') AS BLOB)
            WHERE rowid = (SELECT MAX(rowid) FROM Journal WHERE Log = 'General' AND Action = 'test.recorded')
        """)]
    [InlineData("records", null)]
    [InlineData("records", null, 3)]
    public async Task Both_name_damage_in_the_same_way(string what, string? sql, int shift = 0)
    {
        sql ??= string.Join("; ", DamagedRecords.Select((damage, kind) => $"UPDATE Journal SET Bytes = CAST({damage} AS BLOB) WHERE (rowid + {shift}) % {DamagedRecords.Length} = {kind}"));
        var copy = made.Journal.Copy();
        Assert.NotEqual(0, await TamperingTests.TamperAsync(copy, db =>
        {
            using var command = db.CreateCommand();
#pragma warning disable CA2100 // Tampering is by any SQL.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command.ExecuteNonQuery();
        }));
        var found = await AgreeAsync(what, copy);
        Assert.NotEmpty(found);
        // What somebody calls a restore is no explanation: it is itself a finding, and the commitment that is gone stays one.
        Assert.Equal(what == "a restore that nobody signed", found.Any(finding => finding.Fault == JournalFault.Restore) && found.Any(finding => finding.Fault == JournalFault.Note));
        File.Delete(copy);
    }

    /// <summary>Each check is taken out of the text of the second verifier; then a tampering that it alone shows is missed.</summary>
    [Theory]
    [InlineData("if place[\"Leaf\"] != leaf:", "if False:", "UPDATE JournalPositions SET Leaf = zeroblob(32) WHERE Number = 20")]
    [InlineData("if column: add(\"column\", id_", "if False: add(\"column\", id_", "UPDATE Journal SET At = '2020-01-01 00:00:00' WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Number = 20)")]
    [InlineData("if ours.get(size) == root:", "if True:", "re-chain")]
    [InlineData("if hour in salts and commitment(salts[hour], [(id_, edge.size, edge.root()) for id_, edge in edges.items() if edge.size]) == root:", "if hour in salts:", "re-chain procedures")]
    [InlineData(" == one[-1] for", " is not None for", "UPDATE Grants SET \"From\" = '2020-01-01'")]
    [InlineData("    for name, record in rows.items(): add(", "    for name, record in (): add(", "DELETE FROM Acknowledgements")]
    [InlineData("else: add(\"row\", record[0][0]", "else: (lambda *_: 0)(\"row\", record[0][0]", "UPDATE OpennessDecisions SET Id = 'x' WHERE Id = (SELECT Id FROM OpennessDecisions LIMIT 1)")]
    [InlineData("str(point[3]) != text(note[\"At\"])", "not text(note[\"At\"])", "UPDATE JournalNotes SET At = '2020-01-01 00:00:00'")]
    [InlineData(" NOT INDEXED ", " ", "CREATE INDEX Lies ON People (Id, StaffNumber, Name, Kana, Mail, RowVersion); " + Small + Unindexed + "UPDATE People SET Name = 'x'; " + Indexed)]
    [InlineData(" if (row[\"schema\"], row[\"type\"]) == (\"main\", \"table\")", "", "ALTER TABLE Acknowledgements RENAME TO Hidden; CREATE VIEW Acknowledgements AS SELECT * FROM Hidden")]
    [InlineData("if id_ != home:", "if False:", "UPDATE Journal SET Log = 'Restricted' WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Number = 20)")]
    public async Task A_check_that_is_taken_out_misses_what_it_is_for(string check, string without, string tampering)
    {
        var proven = made.Journal;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var copy = proven.Copy();
        await TamperingTests.TamperAsync(copy, db =>
        {
            if (tampering.StartsWith("re-chain", StringComparison.Ordinal))
                return new Tampering(db, new Random(1)).Do("re-chain", tampering == "re-chain", 0, proven.Anchored, DateTimeOffset.MinValue, proven.CommittedUntil, other).ToString();
            using var command = db.CreateCommand();
#pragma warning disable CA2100 // Tampering is by any SQL.
            command.CommandText = tampering;
#pragma warning restore CA2100
            return command.ExecuteNonQuery().ToString(System.Globalization.CultureInfo.InvariantCulture);
        });
        var text = await File.ReadAllTextAsync(Script, Ct);
        Assert.Contains(check, text, StringComparison.Ordinal);
        var weakened = copy + ".py";
        await File.WriteAllTextAsync(weakened, text.Replace(check, without, StringComparison.Ordinal), Ct);
        var (whole, weak) = (await RunAsync(Script, copy), await RunAsync(weakened, copy));
        Assert.NotEmpty(whole.Findings);
        Assert.NotEqual(whole.Findings, weak.Findings);
        Assert.False((await proven.VerifyAsync(copy, Ct)).IsSound);
    }

    private Task<Expected> TamperAsync(string copy, int turn, ECDsa other) => TamperingTests.TamperAsync(copy, db => new Tampering(db, new Random(turn)).Do(
        Tampering.Kinds[turn % Tampering.Kinds.Length], (turn + (turn / Tampering.Kinds.Length)) % 2 == 0, 0, made.Journal.Anchored, DateTimeOffset.MinValue, made.Journal.CommittedUntil, other));

    private async Task<IReadOnlyList<JournalFinding>> AgreeAsync(string what, string copy) => (await BothVerifiers.AgreeAsync(made.Journal, what, copy, Ct)).Findings;

    private Task<BothVerifiers.Report> RunAsync(string script, string database) => BothVerifiers.RunAsync(script, database, made.Journal.Folders, null, Ct);
}
