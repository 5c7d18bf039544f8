using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>What the signer asks of the places outside before it signs anything.</summary>
public sealed class SignerAnchorsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE Journal SET Bytes = CAST(replace(CAST(Bytes AS TEXT), 'test.recorded', 'test.rewritten') AS BLOB), Action = 'test.rewritten' WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Hour IS NOT NULL AND Number = 2)")]
    [InlineData("DELETE FROM JournalPositions WHERE Hour IS NOT NULL")]
    [InlineData("DELETE FROM JournalPositions WHERE Hour IS NOT NULL AND Number = (SELECT MAX(Number) FROM JournalPositions WHERE Hour IS NOT NULL)")]
    [InlineData("UPDATE JournalPositions SET Hour = Hour + 1 WHERE Hour IS NOT NULL AND Number = (SELECT MAX(Number) FROM JournalPositions WHERE Hour IS NOT NULL)")]
    [InlineData("UPDATE JournalPositions SET Hour = 0 WHERE Hour IS NOT NULL AND Number = 3")]
    [InlineData("UPDATE JournalPositions SET Hour = 1000000000 WHERE Hour IS NOT NULL AND Number = (SELECT MAX(Number) FROM JournalPositions WHERE Hour IS NOT NULL)")]
    [InlineData("UPDATE JournalPositions SET Hour = NULL WHERE Hour IS NOT NULL AND Number = 3")]
    [InlineData("UPDATE JournalNotes SET Salt = zeroblob(16) WHERE OfProcedures = 1")]
    [InlineData("DELETE FROM JournalNotes WHERE OfProcedures = 1")]
    public async Task No_hour_is_signed_over_trees_of_procedures_that_are_not_what_was_signed(string tampering)
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(4, procedure);
        await journal.SignedAsync(2, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(2, Ct);
        var committed = journal.Last(tree: CheckpointFolder.Procedures);
        await journal.TamperAsync("PRAGMA foreign_keys = OFF; " + tampering);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(2, Ct);
        Assert.Equal(committed, journal.Last(tree: CheckpointFolder.Procedures));
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
    }

    [Fact]
    public async Task Nothing_is_signed_when_every_folder_has_been_emptied_and_it_goes_on_when_one_has_its_files_again()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        await journal.SignedAsync(3, Ct);
        var aside = journal.Folders[0].Path + "-aside";
        Directory.Move(journal.Folders[0].Path, aside);
        Directory.Delete(journal.Folders[1].Path, recursive: true);
        foreach (var folder in journal.Folders)
            Directory.CreateDirectory(folder.Path);
        var signer = journal.AfterRestart();
        await journal.RecordAsync(4);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal((FolderState.Emptied, null), (folder.State, folder.Last)));
        Assert.All(journal.Folders, folder => Assert.Empty(Directory.GetFiles(folder.Path)));
        Directory.Delete(journal.Folders[0].Path);
        Directory.Move(aside, journal.Folders[0].Path);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        Assert.All(journal.Folders, folder => Assert.Equal([3L, 6, 10], folder.Notes(CheckpointFolder.General).Select(note => Checkpoint.TryParse(note.Text)!.Size)));
        Assert.Equal(journal.Folders[0].Leaves(), journal.Folders[1].Leaves());
    }

    [Fact]
    public async Task The_last_checkpoint_put_by_hand_into_a_new_folder_lets_the_record_go_on()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        await journal.SignedAsync(3, Ct);
        var sheet = journal.Folders[0].Last(CheckpointFolder.General)!.Write();
        foreach (var folder in journal.Folders)
            Directory.Delete(folder.Path, recursive: true);
        Directory.CreateDirectory(journal.Folders[0].Path);
        await File.WriteAllTextAsync(Path.Combine(journal.Folders[0].Path, "general-2026-11.notes"), sheet, Ct);
        await journal.SignedAsync(1, Ct);
        Assert.Equal(7, journal.Last().Size);
        Assert.Equal(7, journal.Last(1).Size);
    }

    [Fact]
    public async Task Nothing_is_signed_while_no_folder_can_be_asked()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(2, Ct);
        await journal.SignedAsync(1, Ct);
        foreach (var folder in journal.Folders)
            Directory.Move(folder.Path, folder.Path + "-aside");
        foreach (var folder in journal.Folders)
            await File.WriteAllTextAsync(folder.Path, "no folder", Ct);
        await journal.SignedAsync(4, Ct);
        Assert.Equal(3, journal.Signer.Standing.Size);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Unreachable, folder.State));
        foreach (var folder in journal.Folders)
        {
            File.Delete(folder.Path);
            Directory.Move(folder.Path + "-aside", folder.Path);
        }
        await journal.Signer.SignAsync(Ct, atOnce: true);
        Assert.Equal((7, 7), (journal.Last().Size, journal.Last(1).Size));
    }

    [Fact]
    public async Task Places_that_could_not_be_written_to_when_all_began_are_filled_when_they_can()
    {
        await using var journal = await AJournal.OpenAsync();
        foreach (var folder in journal.Folders)
            await File.WriteAllTextAsync(folder.Path, "no folder", Ct);
        for (var time = 0; time < 3; time++)
            await journal.SignedAsync(2, Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Unreachable, folder.State));
        File.Delete(journal.Folders[1].Path);
        await journal.SignedAsync(1, Ct);
        Assert.Equal([FolderState.Unreachable, FolderState.Reached], journal.Signer.Standing.Folders.Select(folder => folder.State));
        Assert.Equal(7, journal.Last(1).Size);
    }

    [Fact]
    public async Task Half_a_public_key_that_a_full_disk_left_is_made_whole()
    {
        await using var journal = await AJournal.OpenAsync();
        foreach (var folder in journal.Folders)
        {
            Directory.CreateDirectory(folder.Path);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, JournalKey.PublicFile), journal.Key.Public[..40], Ct);
        }
        await journal.SignedAsync(2, Ct);
        await journal.SignedAsync(2, Ct);
        Assert.All(journal.Folders, folder => Assert.Equal(journal.Key.Public.TrimEnd(), File.ReadAllText(Path.Combine(folder.Path, JournalKey.PublicFile)).TrimEnd()));
        using var read = JournalKey.ReadPublic(Path.Combine(journal.Folders[0].Path, JournalKey.PublicFile));
        Assert.Empty((await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [read], Ct)).Findings);
    }

    [Fact]
    public async Task A_clock_that_once_ran_ahead_holds_nothing_up()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.SignedAsync(3, Ct);
        var ahead = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(journal.Database.Clock.GetUtcNow().AddDays(400));
        var wrong = new PolicyDbFactory(journal.Database.Databases.Setup with { Clock = ahead });
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await journal.RecordAsync(2, procedure);
        await new JournalSequencer(wrong, journal.Key).GiveAsync(Ct);
        await new JournalSigner(wrong, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders)).SignAsync(Ct, atOnce: true);
        var far = journal.Last(tree: CheckpointFolder.Procedures).Size;
        // The clock is right again, and the portal was started anew.
        var (sequencer, signer) = (new JournalSequencer(journal.Database.Databases, journal.Key), journal.AfterRestart());
        for (var hour = 1; hour <= 3; hour++)
        {
            await journal.RecordAsync(2, procedure);
            await journal.RecordAsync(2);
            Assert.Equal(4, await sequencer.GiveAsync(Ct));
            await signer.SignAsync(Ct, atOnce: true);
            await signer.SignAsync(Ct, atOnce: true);
            Assert.Equal(far + hour, journal.Last(tree: CheckpointFolder.Procedures).Size);
            journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal(journal.Folders[0].Notes(CheckpointFolder.General).Count(), journal.Folders[0].Notes(CheckpointFolder.General).Distinct().Count());
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Empty(report.Findings);
        Assert.Equal((0, 0), (report.Tail.Length, report.ProcedureTail.Length));
    }

    [Fact]
    public async Task A_clock_that_once_ran_ahead_leaves_the_five_minutes_as_they_are()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        var ahead = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(journal.Database.Clock.GetUtcNow().AddDays(400));
        var wrong = new PolicyDbFactory(journal.Database.Databases.Setup with { Clock = ahead });
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await journal.RecordAsync(1);
        await new JournalSequencer(wrong, journal.Key).GiveAsync(Ct);
        await new JournalSigner(wrong, journal.Key, new CheckpointPlaces(AJournal.Origin, journal.Folders)).SignAsync(Ct, atOnce: true);
        var signer = journal.AfterRestart();
        await journal.RecordAsync(1);
        await new JournalSequencer(journal.Database.Databases, journal.Key).GiveAsync(Ct);
        Assert.Equal(1, (await new JournalTails(journal.Database.Databases, journal.Key).ReadAsync(Ct)).Unsigned);
        await signer.SignAsync(Ct);
        Assert.Equal(5, journal.Last().Size);
        await journal.RecordAsync(1);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await signer.SignAsync(Ct);
        Assert.Equal(5, journal.Last().Size);
        journal.Database.Clock.Advance(JournalSigner.Longest);
        await new JournalSequencer(journal.Database.Databases, journal.Key).GiveAsync(Ct);
        await signer.SignAsync(Ct);
        Assert.Equal(6, journal.Last().Size);
    }

    [Fact]
    public async Task A_clock_that_once_ran_ahead_holds_nothing_up_where_no_hour_of_it_was_signed()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.SignedAsync(3, Ct);
        var ahead = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(journal.Database.Clock.GetUtcNow().AddDays(400));
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await journal.RecordAsync(2, procedure);
        await new JournalSequencer(new PolicyDbFactory(journal.Database.Databases.Setup with { Clock = ahead }), journal.Key).GiveOnceAsync(Ct);
        var (sequencer, signer) = (new JournalSequencer(journal.Database.Databases, journal.Key), journal.AfterRestart());
        for (var hour = 1; hour <= 3; hour++)
        {
            journal.Database.Clock.Advance(TimeSpan.FromHours(1));
            await journal.RecordAsync(1, procedure);
            await sequencer.GiveAsync(Ct);
            await signer.SignAsync(Ct, atOnce: true);
            Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        }
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await signer.SignAsync(Ct, atOnce: true);
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.ProcedureTail.Length);
    }

    [Fact]
    public async Task Whoever_has_the_turn_again_knows_what_another_has_signed_meanwhile()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        await journal.RecordAsync(2);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await journal.AfterRestart().SignAsync(Ct, atOnce: true);
        journal.Database.Clock.Advance(JournalSigner.Longest);
        await journal.Signer.SignAsync(Ct);
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
        await journal.SignedAsync(1, Ct);
        Assert.Equal(6, journal.Last().Size);
    }

    [Fact]
    public async Task What_cannot_even_be_read_of_the_trees_is_told_like_what_differs()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        await journal.TamperAsync("INSERT INTO Journal (Id, Log, At, Action, Bytes) SELECT 'BBBBBBBB-BBBB-4BBB-BBBB-000000000001', 'Restricted', MAX(At), 'x', x'00' FROM Journal; INSERT INTO JournalPositions (EntryId, Tree, Number, Leaf, Hour) SELECT Id, 'x', 0, zeroblob(32), 1 FROM Journal WHERE Action = 'x'");
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<FormatException>(() => journal.SignedAsync(2, Ct));
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        // The general journal goes on.
        Assert.Equal(5, journal.Last().Size);
    }

    [Fact]
    public async Task Whoever_ends_lets_another_go_on_at_once()
    {
        await using var journal = await AJournal.OpenAsync();
        var (one, other) = (new JournalSequencer(journal.Database.Databases), new JournalSequencer(journal.Database.Databases));
        await one.GiveAsync(Ct);
        Assert.True(await JournalSequencer.IsUnderWayAsync(journal.Database.Databases, Ct));
        await new JournalKeeper(one, journal.Signer, journal.Database.Clock).LastTurnAsync(Ct);
        Assert.False(await JournalSequencer.IsUnderWayAsync(journal.Database.Databases, Ct));
        Assert.NotNull(await other.GiveAsync(Ct));
    }

    [Fact]
    public async Task A_new_key_begins_with_new_folders()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        await journal.SignedAsync(3, Ct);
        using var other = JournalKey.ReadOrCreate(journal.KeyFile + ".new");
        CheckpointFolder[] folders = [new(journal.Folders[0].Path + "-new"), new(journal.Folders[1].Path + "-new")];
        var signer = new JournalSigner(journal.Database.Databases, other, new CheckpointPlaces(AJournal.Origin, folders));
        await journal.RecordAsync(2);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal((FolderState.Reached, 8), (folder.State, folder.Last!.Size)));
    }
}
