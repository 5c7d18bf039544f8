using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Tests.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Backups;

/// <summary>バックアップと復元。</summary>
public sealed class BackupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    public async Task What_comes_back_is_guarded_opens_with_the_key_and_says_that_it_was_restored(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document(title: "基準");
        arranged.Acknowledged(arranged.Edition(document), arranged.Founder);
        await arranged.SaveAsync(Ct);
        await using var backup = new ABackup(database);

        var made = await MakeBesideAnOpenTransactionAsync(database, backup);
        var restored = await backup.Restoring.RunAsync(await backup.RequestAsync(made.File), Ct);

        var databases = backup.Open(restored);
        await new DatabasePreparation(databases).CheckAsync(Ct);
        await using var read = databases.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        Assert.Equal("基準", read.Open(document.Id, (await read.Documents.SingleAsync(Ct)).Title));
        Assert.Equal(arranged.Office.Name, (await read.Departments.SingleAsync(Ct)).Name);
        Assert.Equal(1, restored.Contents.RowsOf("Acknowledgements"));
        Assert.True(restored.DocumentKeys >= 2);
        Assert.Equal(1, await read.Journal.WithoutReader().CountAsync(e => e.Action == BackupFacts.Restored, Ct));
        await using var live = database.OpenFor(Reader.Nobody);
        Assert.Equal(1, await live.Journal.WithoutReader().CountAsync(e => e.Action == BackupFacts.Made, Ct));
        Assert.Empty(Directory.GetFiles(backup.Places.WorkFolder));
        Assert.Single(Directory.GetFiles(backup.Places.Folder));
        Assert.Equal(["Storage:Provider"], restored.Contents.Settings);
    }

    [Fact]
    public async Task Any_two_of_three_people_get_everything_back_with_the_key_folder_and_one_alone_gets_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database);
        File.WriteAllText(Path.Combine(backup.Places.KeyFolder!, "journal.key"), "a key");
        var made = await backup.Making.RunAsync(Ct);
        foreach (var (one, other) in new[] { (0, 1), (2, 0), (1, 2) })
        {
            using var first = ABackup.Key(one);
            using var second = ABackup.Key(other);
            var request = await backup.RequestAsync(made.File, null, first, second);
            await backup.Restoring.RunAsync(request, Ct);
            Assert.Equal("a key", await File.ReadAllTextAsync(Path.Combine(request.Folder, "keys", "journal.key"), Ct));
            Assert.Equal(TestDatabase.Key.Id, MasterKeys.ReadOrCreate(Path.Combine(request.Folder, "keys", "master.key")).Current.Id);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(request.Folder));
        }
        using var alone = ABackup.Key(1);
        var refused = await Assert.ThrowsAsync<BackupKeysRefusedException>(async () => await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, null, alone), Ct));
        Assert.Contains("sato", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BackupKeysRefusedException>(async () => await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, null, alone, alone), Ct));
        await Assert.ThrowsAsync<BackupKeysRefusedException>(async () => await backup.Restoring.RunAsync((await backup.RequestAsync(made.File)) with { Masters = MasterKeys.Of(new MasterKey(new byte[32])) }, Ct));
    }

    [Fact]
    public async Task The_machine_itself_needs_nobody_and_does_not_open_the_key_folder()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database);
        var request = await backup.RequestAsync((await backup.Making.RunAsync(Ct)).File);
        await backup.Restoring.RunAsync(request, Ct);
        Assert.Equal([Path.Combine(request.Folder, BackupRestoring.DatabaseName)], Directory.GetFileSystemEntries(request.Folder));
    }

    [Fact]
    public void A_private_half_opens_with_its_passphrase_only()
    {
        var (key, privatePem) = RecoveryKey.Make("sato", ABackup.Passphrase);
        Assert.Null(RecoveryKey.Open(privatePem, "another passphrase"));
        Assert.Null(RecoveryKey.Open(key.Pem, ABackup.Passphrase));
        using var opened = RecoveryKey.Open(privatePem, ABackup.Passphrase);
        Assert.Equal(key.Fingerprint, opened!.Fingerprint);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_changed_or_longer_is_refused_and_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        // More than one chunk.
        for (var file = 0; file < 3; file++)
            arranged.Edition(arranged.Document(), AnOrganisation.ShortText + string.Concat(Enumerable.Range(3, 2000).Select(n => $"第{n}条 {Guid.NewGuid()}を守る。\n")));
        await arranged.SaveAsync(Ct);
        await using var backup = new ABackup(database);
        var whole = await File.ReadAllBytesAsync((await backup.Making.RunAsync(Ct)).File, Ct);
        Assert.True(whole.Length > 2 << 20);
        var random = new Random(7);
        List<byte[]> wrong = [whole[..^1], whole[..0], whole[..30], [.. whole, 0]];
        for (var time = 0; time < 10 * TestLength.Factor; time++)
            wrong.Add(whole[..random.Next(whole.Length)]);
        for (var time = 0; time < 20 * TestLength.Factor; time++)
        {
            var changed = (byte[])whole.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            wrong.Add(changed);
        }
        var damaged = Path.Combine(backup.Place, "damaged" + BackupMaking.Ending);
        foreach (var bytes in wrong)
        {
            await File.WriteAllBytesAsync(damaged, bytes, Ct);
            var request = await backup.RequestAsync(damaged);
            await Assert.ThrowsAnyAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct));
            Assert.DoesNotContain(Directory.GetDirectories(backup.Place), folder => folder.Contains("restored", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    public async Task Nothing_is_overwritten(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var backup = new ABackup(database);
        var made = await backup.Making.RunAsync(Ct);
        var request = await backup.RequestAsync(made.File);
        await backup.Restoring.RunAsync(request, Ct);
        var before = Directory.GetFiles(request.Folder).Select(File.GetLastWriteTimeUtc).ToList();
        await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct));
        Assert.Equal(before, Directory.GetFiles(request.Folder).Select(File.GetLastWriteTimeUtc));
        if (provider == DatabaseProvider.PostgreSql)
            await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request with { Folder = request.Folder + "-2" }, Ct));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_and_journalled_and_no_half_is_left()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database);
        var taken = Path.Combine(backup.Place, "taken");
        await File.WriteAllTextAsync(taken, "not a folder", Ct);
        var said = await Assert.ThrowsAsync<BackupException>(() => backup.Making.RunAsync(Ct, taken));
        Assert.Contains(taken, said.Message, StringComparison.Ordinal);
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Equal(BackupFacts.Failed, (await db.Journal.WithoutReader().OrderByDescending(e => e.At).FirstAsync(e => e.Action.StartsWith("backup."), Ct)).Action);
        Assert.Empty(Directory.GetFiles(backup.Places.WorkFolder));
    }

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    public async Task A_drill_leaves_its_outcome_in_the_journal_and_nothing_else(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var backup = new ABackup(database);
        var drill = new BackupDrill(database.Databases, backup.Restoring, backup.Places);
        var made = await backup.Making.RunAsync(Ct);
        await drill.RunAsync(made.File, [], [], Ct);
        await File.WriteAllBytesAsync(made.File, (await File.ReadAllBytesAsync(made.File, Ct))[..^9], Ct);
        await Assert.ThrowsAsync<BackupException>(() => drill.RunAsync(made.File, [], [], Ct));
        await using var db = database.OpenFor(Reader.Nobody);
        var actions = await db.Journal.WithoutReader().Where(e => e.Action.StartsWith("backup.")).Select(e => e.Action).ToListAsync(Ct);
        Assert.Equal([BackupFacts.DrillFailed, BackupFacts.Drilled, BackupFacts.Made], actions.Order(StringComparer.Ordinal));
        // Administrators read it: nothing there that work on procedures moves.
        foreach (var entry in await db.Journal.WithoutReader().Where(e => e.Action == BackupFacts.Made || e.Action == BackupFacts.Drilled).ToListAsync(Ct))
            Assert.Equal(["backup", "journal", "made", "root"], Restores.DetailsOf(entry.Bytes).Keys.Where(name => name != "keys").Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetDirectories(backup.Places.WorkFolder, "drill-*"));
    }

    [Fact]
    public async Task After_a_restore_the_signer_goes_on_where_the_entry_names_what_was_lost_and_only_there()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(15, Ct);
        var lost = journal.Last();
        Assert.Equal(36, lost.Size);

        var restored = await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct);
        Assert.Equal([lost], restored.Lost);
        Assert.Equal(20, restored.Contents.JournalSize);
        var databases = backup.Open(restored);
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        // Whoever has only looked has sent nothing out, and the one in use goes on.
        Assert.Equal(lost, journal.Last());
        await journal.AfterRestart().SignAsync(Ct, atOnce: true);
        Assert.Equal(lost, journal.Last());
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        Assert.Equal(21, journal.Last().Size);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        // The database from before the restore is not what was signed since.
        var former = journal.AfterRestart();
        await former.SignAsync(Ct, atOnce: true);
        Assert.All(former.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
    }

    [Fact]
    public async Task Without_the_key_of_the_journal_nothing_is_restored_over_signatures_that_are_newer()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(15, Ct);
        var request = await backup.RequestAsync(made.File, journal.Folders);
        var refused = await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct));
        Assert.Contains("journal.key", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(request.Folder));
        // Another key is none.
        using (JournalKey.ReadOrCreate(journal.KeyFile + ".new"))
            await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request with { JournalKeyFile = journal.KeyFile + ".new" }, Ct));
        // A way aside loses nothing, and needs no key.
        await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { Journals = false }, Ct);
    }

    [Fact]
    public async Task What_the_key_has_not_signed_is_not_believed_at_a_restore_and_no_place_may_be_away()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(5, Ct);
        // Somebody who rules one folder puts notes there.
        var (general, procedures) = (Path.Combine(journal.Folders[1].Path, "general-2020-01.notes"), Path.Combine(journal.Folders[1].Path, "procedures-2999-01.notes"));
        await File.WriteAllTextAsync(general, $"{AJournal.Origin}/general\n1\n{new string('A', 43)}=\nat 2026-11-01T00:00:00Z\n\n— {AJournal.Origin}/general AAAAAAAAAAAA\n", Ct);
        await File.WriteAllTextAsync(procedures, $"{AJournal.Origin}/procedures\n900000\n{new string('A', 43)}=\nat 2072-09-02T00:00:00Z\n\n— {AJournal.Origin}/procedures AAAAAAAAAAAA\n", Ct);
        var request = await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
        var databases = backup.Open(await backup.Restoring.RunAsync(request, Ct));
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            var told = Restores.DetailsOf((await db.Journal.WithoutReader().SingleAsync(e => e.Action == BackupFacts.Restored, Ct)).Bytes);
            Assert.Equal(("20", "20"), (told["restored-size"], told["held"]));
            Assert.True(long.Parse(told["lost-hour"], System.Globalization.CultureInfo.InvariantCulture) < 900_000);
        }
        File.Delete(general);
        File.Delete(procedures);
        Directory.Move(journal.Folders[1].Path, journal.Folders[1].Path + "-away");
        var refused = await Assert.ThrowsAsync<BackupException>(async () => await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct));
        Assert.Contains(journal.Folders[1].Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_restore_has_left_is_compared_too()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(5, Ct);
        var databases = backup.Open(await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await new JournalSequencer(databases).GiveAsync(Ct);
        await using (var db = databases.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"JournalPositions_NoUpdate\"; UPDATE JournalPositions SET Leaf = zeroblob(32) WHERE Number = 4", Ct);
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
    }

    [Fact]
    public async Task A_newer_backup_comes_back_after_an_older_one_was_restored_and_used()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var older = await backup.Making.RunAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(5, Ct);
        await journal.SignedAsync(4, Ct);
        var newer = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(1, Ct);
        // By mistake the older one is restored, and goes on.
        var mistaken = backup.Open(await backup.Restoring.RunAsync(await backup.RequestAsync(older.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct));
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await new JournalSequencer(mistaken).GiveAsync(Ct);
        await new JournalSigner(mistaken, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders)).SignAsync(Ct, atOnce: true);
        var lost = journal.Last();
        Assert.Equal(21, lost.Size);

        var restored = await backup.Restoring.RunAsync(await backup.RequestAsync(newer.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct);
        Assert.Equal([lost], restored.Lost);
        var databases = backup.Open(restored);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await new JournalSequencer(databases).GiveAsync(Ct);
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        Assert.True(journal.Last().Size > restored.Contents.JournalSize);
        Assert.Empty((await new JournalVerifier(databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_restore_explains_the_hours_that_were_lost_with_it_once_it_is_signed(int hoursLater)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var made = await backup.Making.RunAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(2, Ct);
        var lost = journal.Last(tree: CheckpointFolder.Procedures);
        journal.Database.Clock.Advance(TimeSpan.FromHours(hoursLater));
        var databases = backup.Open(await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await new JournalSequencer(databases).GiveAsync(Ct);
        var verifier = new JournalVerifier(databases);
        Assert.Contains((await verifier.VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings, finding => finding.Fault == JournalFault.Note);
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        // An hour that is signed outside is not signed again: the next one is.
        Assert.Equal(lost.Size + hoursLater + 1, journal.Last(tree: CheckpointFolder.Procedures).Size);
        Assert.Empty((await new JournalVerifier(databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings);
        // And the one after that when time has caught up.
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await signer.SignAsync(Ct);
        Assert.Equal(lost.Size + hoursLater + 1, journal.Last(tree: CheckpointFolder.Procedures).Size);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await signer.SignAsync(Ct);
        Assert.Equal(lost.Size + hoursLater + 2, journal.Last(tree: CheckpointFolder.Procedures).Size);
        Assert.Empty((await new JournalVerifier(databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings);
    }

    [Fact]
    public async Task A_restore_without_the_folders_explains_no_lost_checkpoint()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(15, Ct);
        var databases = backup.Open(await backup.Restoring.RunAsync(await backup.RequestAsync(made.File), Ct));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await new JournalSequencer(databases).GiveAsync(Ct);
        var signer = new JournalSigner(databases, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
    }

    [Fact]
    public async Task A_backup_whose_journal_is_not_what_was_signed_is_refused()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(20, Ct);
        await journal.TamperAsync("UPDATE \"Journal\" SET \"Bytes\" = x'00' WHERE \"Id\" = (SELECT \"EntryId\" FROM \"JournalPositions\" WHERE \"Number\" = 7)");
        // It is made all the same, since there may be no other; also without any place outside it is not taken for a sound one.
        var made = await backup.Making.RunAsync(Ct);
        var refused = await Assert.ThrowsAsync<BackupException>(async () => await backup.Restoring.RunAsync(await backup.RequestAsync(made.File), Ct));
        Assert.Contains("--accept-findings", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO JournalPositions (EntryId, Tree, Number, Leaf, Hour) SELECT Id, 'x', 0, zeroblob(32), 1 FROM Journal WHERE Action = 'x'")]
    [InlineData("INSERT INTO JournalPositions (EntryId, Tree, Number, Leaf, Hour) SELECT Id, x'00', 'x', 'x', 'x' FROM Journal WHERE Action = 'x'")]
    public async Task A_row_that_is_no_place_at_all_keeps_no_backup_from_being_made_and_does_not_come_back_unseen(string row)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        await journal.SignedAsync(5, Ct);
        await journal.TamperAsync("INSERT INTO Journal (Id, Log, At, Action, Bytes) SELECT 'BBBBBBBB-BBBB-4BBB-BBBB-000000000001', 'Restricted', MAX(At), 'x', 'x' FROM Journal; " + row);
        var made = await backup.Making.RunAsync(Ct);
        await Assert.ThrowsAsync<BackupException>(() => new BackupDrill(journal.Database.Databases, backup.Restoring, backup.Places).RunAsync(made.File, [], journal.Folders, Ct));
        var request = await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
        Assert.Contains("--accept-findings", (await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct))).Message, StringComparison.Ordinal);
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        Assert.Single(await db.Journal.WithoutReader().Where(e => e.Action == BackupFacts.DrillFailed).Select(e => e.Id).ToListAsync(Ct));
    }

    private static async Task<MadeBackup> MakeBesideAnOpenTransactionAsync(TestDatabase database, ABackup backup)
    {
        await using var writing = database.OpenFor(Reader.Nobody);
        // A transaction that is not committed does not keep the backup from being made, and is not in it.
        await using var transaction = await writing.Database.BeginTransactionAsync(Ct);
        await writing.Database.ExecuteSqlRawAsync("UPDATE \"Departments\" SET \"Name\" = 'halfway'", Ct);
        var made = await backup.Making.MakeAsync(Ct);
        await transaction.RollbackAsync(Ct);
        await BackupFacts.RecordAsync(database.Databases, BackupFacts.OfMade(made), Ct);
        return made;
    }
}
