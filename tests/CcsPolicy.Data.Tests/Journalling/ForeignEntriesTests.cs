using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>Somebody who can write to the database past the product adds entries: they look right, and are never signed.</summary>
public sealed class ForeignEntriesTests
{
    /// <summary>An entry like the newest of the product, under another id, which its record says too.</summary>
    private const string Added = """
        INSERT INTO Journal (Id, Log, At, ActorId, Action, DocumentId, Bytes)
        SELECT 'AAAAAAAA-AAAA-4AAA-AAAA-AAAAAAAAAAAA', Log, At, ActorId, Action, DocumentId, CAST(replace(CAST(Bytes AS TEXT), lower(replace(Id, '-', '')), 'aaaaaaaaaaaa4aaaaaaaaaaaaaaaaaaa') AS BLOB) FROM Journal ORDER BY At DESC LIMIT 1
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_that_the_product_has_not_made_gets_no_place_and_no_signature_and_is_told_of()
    {
        await using var journal = await AJournal.OpenAsync();
        var sequencer = journal.Database.Get<JournalSequencer>();
        await journal.SignedAsync(5, Ct);
        Assert.Empty(sequencer.Foreign);
        await journal.TamperAsync(Added);
        await journal.RecordAsync(3);
        Assert.Equal(3, await sequencer.GiveAsync(Ct));
        await journal.Signer.SignAsync(Ct, atOnce: true);
        Assert.Equal("aaaaaaaaaaaa4aaaaaaaaaaaaaaaaaaa", Assert.Single(sequencer.Foreign).ToString());
        Assert.Equal(8, journal.Last().Size);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Equal((8, 1), (report.Anchored, report.Unplaced.Length));
    }

    [Theory]
    [InlineData(",\"mac\":\"", ",\"mac\":\"0")]
    [InlineData("\"number\":\"4\"", "\"number\":\"5\"")]
    [InlineData("test.recorded", "test.recorder")]
    [InlineData(",\"v\":1,", ",\"v\":1 ,")]
    public async Task A_record_that_was_changed_before_it_had_its_place_gets_none(string what, string into)
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.RecordAsync(5);
        await journal.TamperAsync($"UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '{what}', '{into}') AS BLOB) WHERE At = (SELECT MAX(At) FROM Journal)".Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        Assert.Equal(4, await journal.Database.Get<JournalSequencer>().GiveAsync(Ct));
    }

    [Fact]
    public async Task Thousands_of_them_keep_no_other_entry_from_its_place()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.RecordAsync(2);
        await journal.TamperAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4100)
            INSERT INTO Journal (Id, Log, At, Action, Bytes) SELECT printf('BBBBBBBB-BBBB-4BBB-BBBB-%012X', i), 'General', '2020-01-01 00:00:00', 'x', x'00' FROM n
            """);
        await journal.RecordAsync(3);
        var sequencer = journal.Database.Get<JournalSequencer>();
        Assert.Equal(5, await sequencer.GiveAsync(Ct));
        Assert.Equal(1_000, sequencer.Foreign.Count);
    }

    [Fact]
    public async Task One_with_a_place_of_its_own_making_stops_the_signing()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await AddWithPlaceAsync(journal);
        await journal.SignedAsync(2, Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(5, journal.Last().Size);
    }

    [Fact]
    public async Task A_copy_of_a_genuine_checkpoint_vouches_for_nothing_more_than_it_says()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await AddWithPlaceAsync(journal);
        await journal.TamperAsync("INSERT INTO JournalNotes (OfProcedures, Size, At, Note, Salt) SELECT 0, 6, At, Note, Salt FROM JournalNotes WHERE OfProcedures = 0");
        var signer = journal.AfterRestart();
        await signer.SignAsync(Ct, atOnce: true);
        await journal.TamperAsync("DELETE FROM JournalNotes WHERE OfProcedures = 0 AND Size = 6");
        await journal.RecordAsync(2);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.All(journal.Folders, folder => Assert.Single(folder.Notes(CheckpointFolder.General)));
    }

    [Theory]
    [InlineData("'x'")]
    [InlineData("(SELECT replace(Note, 'at 2026', 'at 2025') FROM JournalNotes LIMIT 1)")]
    public async Task A_note_that_the_key_has_not_signed_is_passed_over(string note)
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.TamperAsync($"INSERT INTO JournalNotes (OfProcedures, Size, At, Note, Salt) VALUES (0, 900, '2026-11-01 00:00:00', {note}, x''), (1, 900000, '2026-11-01 00:00:00', {note}, x'')");
        await journal.SignedAsync(3, Ct);
        Assert.Equal((8, 8), (journal.Last().Size, journal.Last(1).Size));
        Assert.Equal(8, (await new JournalTails(journal.Database.Databases, journal.Key).ReadAsync(Ct)).Last is { } last ? Domain.Journal.Checkpoint.TryParse(last.Text)!.Size : 0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task An_entry_that_is_gone_before_it_was_signed_stops_the_signing(int number)
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(3);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await journal.TamperAsync($"PRAGMA foreign_keys = OFF; DELETE FROM Journal WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Number = {number})");
        await journal.Signer.SignAsync(Ct, atOnce: true);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(5, journal.Last().Size);
    }

    [Fact]
    public async Task A_genuine_record_that_was_taken_away_and_is_put_back_later_gets_no_place()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(1);
        await journal.TakeLastAwayAsync();
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(30));
        await journal.SignedAsync(3, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromDays(1));
        await journal.PutBackAsync();
        var (sequencer, signer) = (new JournalSequencer(journal.Database.Databases, journal.Key), journal.AfterRestart());
        await journal.RecordAsync(2);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await sequencer.GiveAsync(Ct));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.Single(sequencer.Foreign);
        Assert.Equal(10, journal.Last().Size);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_genuine_record_that_somebody_puts_into_a_place_by_hand_is_not_signed(bool isOfProcedure)
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(1, isOfProcedure ? procedure : null);
        await journal.TakeLastAwayAsync();
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(3, Ct);
        await journal.PutBackAsync();
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
        {
            var entry = await db.Journal.WithoutReader().SingleAsync(e => !db.JournalPositions.Any(p => p.EntryId == e.Id), Ct);
            var last = await db.JournalPositions.OrderByDescending(p => p.Number).FirstAsync(p => p.Tree == JournalPosition.TreeOf(entry.Log, entry.DocumentId), Ct);
            await db.InsertManyAsync([new JournalPosition { EntryId = entry.Id, Tree = last.Tree, Number = last.Number + 1, Leaf = Domain.Journal.TreeHash.OfLeaf(entry.Bytes).ToBytes(), Hour = last.Hour }], Ct);
        }
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        var before = (journal.Last().Size, journal.Last(tree: CheckpointFolder.Procedures).Size);
        var signer = journal.AfterRestart();
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(before, (journal.Last().Size, journal.Last(tree: CheckpointFolder.Procedures).Size));
    }

    [Fact]
    public async Task A_genuine_record_that_somebody_puts_under_the_place_of_another_is_not_signed()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(1);
        await journal.TakeLastAwayAsync();
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(1);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
        {
            var former = (await db.Database.SqlQueryRaw<byte[]>("SELECT Bytes AS Value FROM Aside").ToListAsync(Ct))[0];
            await journal.TamperAsync($"UPDATE Journal SET Bytes = (SELECT Bytes FROM Aside) WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Number = 5); UPDATE JournalPositions SET Leaf = x'{Convert.ToHexString(Domain.Journal.TreeHash.OfLeaf(former).ToBytes())}' WHERE Number = 5");
        }
        var signer = journal.AfterRestart();
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(5, journal.Last().Size);
    }

    [Theory]
    [InlineData("At = (SELECT MAX(At) FROM Journal)")]
    [InlineData("Id = '00000000-0000-0000-0000-0000000000AA'")]
    public async Task A_record_with_other_columns_beside_it_than_its_own_gets_no_place(string column)
    {
        await using var journal = await WithheldAsync();
        await journal.TamperAsync($"UPDATE Aside SET {column}; INSERT INTO Journal SELECT * FROM Aside");
        var sequencer = new JournalSequencer(journal.Database.Databases, journal.Key);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await sequencer.GiveAsync(Ct));
        Assert.Single(sequencer.Foreign);
    }

    [Fact]
    public async Task Newer_entries_that_somebody_makes_look_old_let_no_older_one_in()
    {
        await using var journal = await WithheldAsync();
        await journal.TamperAsync("UPDATE Journal SET At = (SELECT MIN(At) FROM Journal); INSERT INTO Journal SELECT * FROM Aside");
        var sequencer = new JournalSequencer(journal.Database.Databases, journal.Key);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await sequencer.GiveAsync(Ct));
        Assert.Single(sequencer.Foreign);
    }

    [Theory]
    [InlineData("UPDATE Journal SET Bytes = x''")]
    [InlineData("UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '\"at\":\"2', '\"at\":\"1') AS BLOB)")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM Journal")]
    public async Task Newer_entries_that_somebody_takes_away_for_a_moment_let_no_older_one_in(string taking)
    {
        await using var journal = await WithheldAsync();
        await journal.TamperAsync($"CREATE TABLE Kept AS SELECT * FROM Journal; {taking}; INSERT INTO Journal SELECT * FROM Aside");
        var sequencer = new JournalSequencer(journal.Database.Databases, journal.Key);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await sequencer.GiveAsync(Ct));
        // What is recorded meanwhile waits, however long, and is not taken for old.
        await journal.RecordAsync(1);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(1);
        Assert.Equal(0, await sequencer.GiveAsync(Ct));
        await journal.TamperAsync("PRAGMA foreign_keys = OFF; INSERT OR REPLACE INTO Journal SELECT * FROM Kept");
        Assert.Equal(2, await sequencer.GiveAsync(Ct));
        Assert.Single(sequencer.Foreign);
        await journal.Signer.SignAsync(Ct, atOnce: true);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        Assert.Equal(10, journal.Last().Size);
    }

    [Fact]
    public async Task A_code_that_is_gone_means_nothing_once_its_place_is_signed()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(5, Ct);
        for (var hour = 0; hour < 2; hour++)
        {
            journal.Database.Clock.Advance(TimeSpan.FromHours(1));
            await journal.RecordAsync(1, procedure);
            await journal.SignedAsync(2, Ct);
        }
        await journal.TamperAsync("DELETE FROM JournalVouchers WHERE EntryId IN (SELECT EntryId FROM JournalPositions WHERE Number < 2)");
        var signer = journal.AfterRestart();
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(1);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        Assert.Equal(journal.Database.Clock.GetUtcNow().ToUnixTimeSeconds() / 3600, journal.Last(tree: CheckpointFolder.Procedures).Size);
        // Of what is not signed yet it is asked for, and holds up nothing of the general tree.
        await journal.RecordAsync(1, procedure);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await journal.TamperAsync("DELETE FROM JournalVouchers WHERE EntryId = (SELECT EntryId FROM JournalPositions WHERE Hour IS NOT NULL ORDER BY Number DESC LIMIT 1)");
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(1, Ct);
        var again = journal.AfterRestart();
        await again.SignAsync(Ct, atOnce: true);
        Assert.All(again.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(again.Standing.Size, journal.Last().Size);
    }

    [Fact]
    public async Task A_code_of_a_place_that_somebody_adds_holds_up_nobody_else()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(3);
        await journal.TamperAsync("INSERT INTO JournalVouchers (EntryId, Code) SELECT Id, zeroblob(16) FROM Journal WHERE At = (SELECT MAX(At) FROM Journal)");
        var sequencer = new JournalSequencer(journal.Database.Databases, journal.Key);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await sequencer.GiveAsync(Ct));
        Assert.Single(sequencer.Foreign);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stops_nothing_and_what_waited_long_gets_its_place()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        var back = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(journal.Database.Clock.GetUtcNow().AddHours(-1));
        var databases = new PolicyDbFactory(journal.Database.Databases.Setup with { Clock = back });
        var (sequencer, signer) = (new JournalSequencer(databases, journal.Key), new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders)));
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            await db.Leases.ExecuteDeleteAsync(Ct);
            db.Record(new("test.recorded"));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal(1, await sequencer.GiveAsync(Ct));
        back.Advance(TimeSpan.FromMinutes(15));
        await signer.SignAsync(Ct);
        Assert.Equal(6, journal.Last().Size);
        // The keeper hangs for five minutes, in which something is recorded.
        await sequencer.GiveAsync(Ct);
        back.Advance(TimeSpan.FromMinutes(1));
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            db.Record(new("test.recorded"));
            await db.SaveChangesAsync(Ct);
        }
        back.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await sequencer.GiveAsync(Ct));
        Assert.Empty(sequencer.Foreign);
    }

    [Fact]
    public async Task A_row_in_the_place_of_the_next_note_is_told()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.TamperAsync("INSERT INTO JournalNotes (OfProcedures, Size, At, Note, Salt) VALUES (0, 8, '2026-11-01 00:00:00', 'x', x'')");
        await journal.SignedAsync(3, Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        await journal.SignedAsync(1, Ct);
        Assert.Equal(9, journal.Last().Size);
    }

    [Fact]
    public async Task A_place_is_in_the_next_commitment_also_when_the_clock_of_its_node_goes_behind()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.SignedAsync(1, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(1, Ct);
        var committed = journal.Last(tree: CheckpointFolder.Procedures).Size;
        // Another node takes over, two hours behind.
        var behind = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(journal.Database.Clock.GetUtcNow().AddHours(-2));
        await journal.RecordAsync(1, procedure);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
            await db.Leases.ExecuteDeleteAsync(Ct);
        Assert.Equal(1, await new JournalSequencer(new PolicyDbFactory(journal.Database.Databases.Setup with { Clock = behind }), journal.Key).GiveAsync(Ct));
        await using var read = journal.Database.OpenFor(Reader.Nobody);
        Assert.Equal(committed + 1, await read.JournalPositions.Where(p => p.Tree == procedure.Id.Value).OrderByDescending(p => p.Number).Select(p => p.Hour).FirstAsync(Ct));
        Assert.Empty((await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings);
    }

    /// <summary>An entry that the product has not made, in the place behind five that it has signed.</summary>
    private static async Task AddWithPlaceAsync(AJournal journal)
    {
        await journal.TamperAsync(Added);
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        var entry = await db.Journal.WithoutReader().SingleAsync(e => !db.JournalPositions.Any(p => p.EntryId == e.Id), Ct);
        await db.InsertManyAsync([new JournalPosition { EntryId = entry.Id, Tree = JournalPosition.General, Number = 5, Leaf = Domain.Journal.TreeHash.OfLeaf(entry.Bytes).ToBytes(), Hour = null }], Ct);
    }

    /// <summary>A record that somebody has taken out of the journal before it had a place, and newer ones an hour later.</summary>
    private static async Task<AJournal> WithheldAsync()
    {
        var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.RecordAsync(1);
        await journal.TakeLastAwayAsync();
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(3, Ct);
        return journal;
    }
}
