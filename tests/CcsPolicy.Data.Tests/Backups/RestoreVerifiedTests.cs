using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Tests.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Backups;

/// <summary>復元の前の検証: what was changed before a backup was made does not come back by it as a sound record.</summary>
public sealed class RestoreVerifiedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CREATE TEMP TABLE Gone AS SELECT EntryId FROM JournalPositions WHERE Tree = '00000000-0000-0000-0000-000000000000' AND Number >= 30; DELETE FROM JournalNotes WHERE OfProcedures = 0 AND Size > 30; DELETE FROM JournalPositions WHERE EntryId IN Gone; DELETE FROM Journal WHERE Id IN Gone")]
    [InlineData("CREATE TEMP TABLE Gone AS SELECT Id FROM Journal WHERE Log = 'Restricted'; DELETE FROM JournalPositions WHERE EntryId IN Gone; DELETE FROM Journal WHERE Id IN Gone")]
    [InlineData("DELETE FROM JournalNotes WHERE OfProcedures = 1")]
    [InlineData("UPDATE Documents SET Tier = 'Standard'")]
    public async Task What_was_changed_before_the_backup_is_refused_and_no_restore_explains_it(string change)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(3, procedure);
        await journal.SignedAsync(20, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(2));
        await journal.SignedAsync(15, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        var sound = await backup.Making.RunAsync(Ct);
        await journal.TamperAsync(change);
        var changed = await backup.Making.MakeAsync(Ct);
        await backup.Restoring.RunAsync(await RequestAsync(sound), Ct);

        var request = await RequestAsync(changed);
        var refused = await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct));
        Assert.Contains("--accept-findings", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(request.Folder));
        // A drill says so as well.
        await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request with { Journals = false }, Ct));
        // Whoever knows of it may go on, and that is on record.
        var accepted = await backup.Restoring.RunAsync(request with { AcceptsFindings = true }, Ct);
        Assert.NotEmpty(accepted.Findings);
        var databases = backup.Open(accepted);
        await using var db = databases.OpenFor(Reader.Nobody);
        Assert.Equal($"{accepted.Findings.Count}", Restores.DetailsOf((await db.Journal.WithoutReader().SingleAsync(e => e.Action == BackupFacts.Restored, Ct)).Bytes)["findings"]);
        // The record goes on from there, its hours too.
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        for (var hour = 0; hour < 3; hour++)
        {
            journal.Database.Clock.Advance(TimeSpan.FromHours(1));
            db.Record(new("test.recorded"));
            await db.SaveChangesAsync(Ct);
            await new JournalSequencer(databases, journal.Key).GiveAsync(Ct);
            await signer.SignAsync(Ct, atOnce: true);
            Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        }
        Assert.Equal(journal.Database.Clock.GetUtcNow().ToUnixTimeSeconds() / 3600, journal.Last(tree: CheckpointFolder.Procedures).Size);

        async Task<RestoreRequest> RequestAsync(MadeBackup made) => await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
    }

    [Fact]
    public async Task What_is_signed_after_a_backup_of_an_hour_before_it_says_nothing_against_it()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(5, Ct);
        // The portal is stopped before a full hour and brought up to date after it.
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(90));
        var made = await backup.Making.MakeAsync(Ct);
        await journal.SignedAsync(5, Ct);
        Assert.True(journal.Last(tree: CheckpointFolder.Procedures).At < made.MadeAt);
        await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct);
    }

    [Fact]
    public async Task A_backup_of_what_a_restore_has_just_left_comes_back_too()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(5, Ct);
        var first = await backup.Making.RunAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(2));
        await journal.SignedAsync(5, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        var restored = backup.Open(await backup.Restoring.RunAsync(await RequestAsync(first), Ct));
        var second = await new BackupMaking(restored, backup.Places, ABackup.Programs).MakeAsync(Ct);
        await backup.Restoring.RunAsync(await RequestAsync(second) with { Journals = false }, Ct);

        async Task<RestoreRequest> RequestAsync(MadeBackup made) => await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
    }

    [Theory]
    [InlineData("Hour IS NOT NULL")]
    [InlineData("Hour IS NULL AND Number = (SELECT COUNT(*) FROM main.JournalPositions WHERE Hour IS NULL)")]
    public async Task What_was_lost_by_a_restore_is_not_put_back_by_the_places_that_it_had(string which)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(3, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(3, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        var databases = backup.Open(await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct));
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        var size = signer.Standing.Size;
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            await db.Database.OpenConnectionAsync(Ct);
            var live = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(journal.Database.ConnectionString).DataSource;
            await db.Database.ExecuteSqlAsync($"ATTACH {live} AS live", Ct);
            foreach (var statement in new[]
            {
                $"CREATE TEMP TABLE Back AS SELECT * FROM live.JournalPositions WHERE {which} AND EntryId NOT IN (SELECT EntryId FROM main.JournalPositions)",
                "INSERT INTO main.Journal SELECT * FROM live.Journal WHERE Id IN (SELECT EntryId FROM Back)",
                "INSERT INTO main.JournalPositions SELECT * FROM Back",
                "INSERT INTO main.JournalVouchers SELECT * FROM live.JournalVouchers WHERE EntryId IN (SELECT EntryId FROM Back)",
                // Whatever key they were made under.
                "DELETE FROM main.DocumentKeys WHERE DocumentId IN (SELECT DocumentId FROM live.DocumentKeys)",
                "INSERT INTO main.DocumentKeys SELECT * FROM live.DocumentKeys",
            })
                Assert.True(await db.Database.ExecuteSqlRawAsync(statement, Ct) > 0 || statement.StartsWith("CREATE", StringComparison.Ordinal));
        }
        databases = new PolicyDbFactory(databases.Setup with { Keys = new DocumentKeys(MasterKeys.Of(TestDatabase.Key), journal.Database.Ids) });
        signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        journal.Database.Clock.Advance(TimeSpan.FromHours(3));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(size, journal.Last().Size);
    }

    [Fact]
    public async Task What_came_back_and_cannot_be_signed_is_told()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(3, Ct);
        await journal.RecordAsync(1);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        var sound = await backup.Making.MakeAsync(Ct);
        await journal.TamperAsync("DELETE FROM JournalVouchers WHERE EntryId = (SELECT EntryId FROM JournalPositions ORDER BY Number DESC LIMIT 1)");
        var unsigned = await backup.Making.MakeAsync(Ct);
        Assert.True((await RestoreAsync(sound)).IsSigned);
        Assert.False((await RestoreAsync(unsigned)).IsSigned);
        // A drill tells it as well, and is one that failed.
        File.Copy(journal.KeyFile, backup.Places.JournalKeyFile!);
        var drill = new BackupDrill(journal.Database.Databases, backup.Restoring, backup.Places);
        await drill.RunAsync(sound.File, [], journal.Folders, Ct);
        await Assert.ThrowsAsync<BackupException>(() => drill.RunAsync(unsigned.File, [], journal.Folders, Ct));
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        Assert.True(await db.Journal.WithoutReader().AnyAsync(e => e.Action == BackupFacts.DrillFailed, Ct));

        async Task<RestoredBackup> RestoreAsync(MadeBackup made) => await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct);
    }

    [Fact]
    public async Task The_key_that_signed_last_is_taken_be_it_of_the_backup_or_of_the_machine()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        using (JournalKey.ReadOrCreate(backup.Places.JournalKeyFile!))
            await journal.SignedAsync(5, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(5, Ct);
        using var one = ABackup.Key(0);
        using var other = ABackup.Key(1);
        Assert.Single((await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders, one, other) with { JournalKeyFile = journal.KeyFile }, Ct)).Lost);
    }

    [Fact]
    public async Task A_drill_that_could_compare_with_nothing_is_none()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(5, Ct);
        var made = await backup.Making.RunAsync(Ct);
        Directory.Move(journal.Folders[1].Path, journal.Folders[1].Path + "-away");
        await Assert.ThrowsAsync<BackupException>(() => new BackupDrill(journal.Database.Databases, backup.Restoring, backup.Places).RunAsync(made.File, [], journal.Folders, Ct));
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        Assert.False(await db.Journal.WithoutReader().AnyAsync(e => e.Action == BackupFacts.Drilled || e.Action == BackupFacts.DrillFailed, Ct));
    }

    [Fact]
    public async Task Places_that_hold_nothing_are_not_those_that_the_record_was_signed_for()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(3, Ct);
        await journal.SignedAsync(3, Ct);
        var made = await backup.Making.RunAsync(Ct);
        CheckpointFolder[] empty = [new(Directory.CreateDirectory(Path.Combine(backup.Place, "one")).FullName), new(Directory.CreateDirectory(Path.Combine(backup.Place, "two")).FullName)];
        var request = await backup.RequestAsync(made.File, empty) with { JournalKeyFile = journal.KeyFile };
        Assert.Contains("PostgreSQL", (await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct))).Message, StringComparison.Ordinal);
        // One that is new beside one that is right is filled later.
        await backup.Restoring.RunAsync(request with { Checkpoints = [journal.Folders[0], empty[1]] }, Ct);
    }

    [Fact]
    public async Task A_backup_that_was_begun_while_no_place_answered_is_compared_with_nothing_and_does_not_pass_for_sound()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        await journal.SignedAsync(15, Ct);
        await journal.SignedAsync(15, Ct);
        await journal.TamperAsync("CREATE TEMP TABLE Gone AS SELECT EntryId FROM JournalPositions WHERE Number >= 35; DELETE FROM JournalNotes WHERE OfProcedures = 0 AND Size > 35; DELETE FROM JournalPositions WHERE EntryId IN Gone; DELETE FROM Journal WHERE Id IN Gone");
        foreach (var folder in journal.Folders)
            Directory.Move(folder.Path, folder.Path + "-away");
        var made = await backup.Making.MakeAsync(Ct);
        Assert.Equal(journal.Folders.Select(folder => folder.Path), made.Contents.Silent);
        foreach (var folder in journal.Folders)
            Directory.Move(folder.Path + "-away", folder.Path);
        var request = await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
        Assert.Contains("--accept-findings", (await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request with { Journals = false }, Ct));
        Assert.Single((await backup.Restoring.RunAsync(request with { AcceptsFindings = true }, Ct)).Findings);
    }

    [Fact]
    public async Task After_the_loss_of_all_folders_a_backup_is_compared_with_the_checkpoints_that_it_names_itself()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(3, procedure);
        await journal.SignedAsync(20, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(2));
        await journal.SignedAsync(15, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(5, Ct);
        // The last checkpoint that somebody still holds is put into a new folder by hand.
        var anew = new CheckpointFolder(Path.Combine(backup.Place, "anew"));
        anew.Add(CheckpointFolder.General, journal.Last().At, journal.Folders[0].Last(CheckpointFolder.General)!, [], "");
        await SignedAsync(journal, 5, anew);

        var request = await backup.RequestAsync(made.File, [anew]) with { JournalKeyFile = journal.KeyFile };
        await backup.Restoring.RunAsync(request with { Journals = false, Folder = request.Folder + "-drill" }, Ct);
        var restored = await backup.Restoring.RunAsync(request, Ct);
        Assert.Empty(restored.Findings);
        Assert.Equal([Path.Combine(request.Folder, BackupRestoring.DatabaseName)], Directory.GetFileSystemEntries(request.Folder));
        // What it names is asked even so.
        await journal.TamperAsync("UPDATE JournalNotes SET Salt = zeroblob(32) WHERE OfProcedures = 1");
        var changed = await backup.Making.MakeAsync(Ct);
        await Assert.ThrowsAsync<BackupException>(async () => await backup.Restoring.RunAsync(await backup.RequestAsync(changed.File, [anew]) with { JournalKeyFile = journal.KeyFile }, Ct));
    }

    [Fact]
    public async Task What_a_place_held_that_is_lost_by_now_is_asked_of_a_backup_that_names_it()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        // One place does not answer any more.
        await SignedAsync(journal, 15, journal.Folders[0]);
        await SignedAsync(journal, 15, journal.Folders[0]);
        await journal.TamperAsync("CREATE TEMP TABLE Gone AS SELECT EntryId FROM JournalPositions WHERE Number >= 35; DELETE FROM JournalNotes WHERE OfProcedures = 0 AND Size > 35; DELETE FROM JournalPositions WHERE EntryId IN Gone; DELETE FROM Journal WHERE Id IN Gone");
        var made = await backup.Making.MakeAsync(Ct);

        var request = await backup.RequestAsync(made.File, [journal.Folders[1]]) with { JournalKeyFile = journal.KeyFile };
        await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct));
        Assert.NotEmpty((await backup.Restoring.RunAsync(request with { AcceptsFindings = true }, Ct)).Findings);
    }

    [Fact]
    public async Task A_backup_from_before_the_first_signature_has_nothing_to_name_and_comes_back()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database);
        await journal.RecordAsync(3);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        var before = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(3, Ct);
        var after = await backup.Making.RunAsync(Ct);
        await journal.TamperAsync("DELETE FROM JournalNotes");
        var emptied = await backup.Making.MakeAsync(Ct);
        Assert.Empty((await backup.Restoring.RunAsync(await RequestAsync(before), Ct)).Findings);
        // One that could have named something does not pass for sound.
        foreach (var made in new[] { after, emptied })
            await Assert.ThrowsAsync<BackupException>(async () => await backup.Restoring.RunAsync(await RequestAsync(made), Ct));

        async Task<RestoreRequest> RequestAsync(MadeBackup made) => await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
    }

    /// <summary>Entries that are signed for one place alone.</summary>
    private static async Task SignedAsync(AJournal journal, int entries, CheckpointFolder folder)
    {
        await journal.RecordAsync(entries);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await new JournalSigner(journal.Database.Databases, journal.Key, new CheckpointPlaces(AJournal.Origin, [folder])).SignAsync(Ct, atOnce: true);
    }
}
