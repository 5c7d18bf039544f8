using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

public sealed class JournalSignerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Both_folders_get_signed_checkpoints_of_the_tree_as_it_is(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await journal.SignedAsync(7, Ct);
        await journal.SignedAsync(130, Ct);
        foreach (var folder in journal.Folders)
        {
            var notes = folder.Notes(CheckpointFolder.General).ToList();
            Assert.All(notes, note => Assert.True(note.IsSignedBy(journal.Key.Key)));
            Assert.Equal([7, 137], notes.Select(note => Checkpoint.TryParse(note.Text)!.Size));
            Assert.Equal(await journal.RootAsync(Ct), Checkpoint.TryParse(notes[^1].Text)!.Root);
            Assert.Equal(137, folder.Leaves().Count);
            Assert.Equal(journal.Key.Public, File.ReadAllText(Path.Combine(folder.Path, JournalKey.PublicFile)));
        }
        Assert.All(journal.Signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
    }

    [Fact]
    public async Task It_signs_after_a_hundred_entries_or_five_minutes_and_not_before()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(1, Ct);
        await GoOnAsync(99);
        Assert.Equal(1, journal.Last().Size);
        await GoOnAsync(1);
        Assert.Equal(101, journal.Last().Size);
        await GoOnAsync(5);
        Assert.Equal(101, journal.Last().Size);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        await journal.Signer.SignAsync(Ct);
        Assert.Equal(106, journal.Last().Size);
        // Nothing new, nothing signed.
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(50));
        await journal.Signer.SignAsync(Ct);
        Assert.Equal(3, journal.Folders[0].Notes(CheckpointFolder.General).Count());

        async Task GoOnAsync(int entries)
        {
            await journal.RecordAsync(entries);
            await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
            await journal.Signer.SignAsync(Ct);
        }
    }

    [Fact]
    public async Task A_folder_that_was_away_gets_all_that_it_lacks()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        var away = journal.Folders[1].Path;
        Directory.Delete(away, recursive: true);
        File.WriteAllText(away, "no folder");
        await journal.SignedAsync(4, Ct);
        await journal.SignedAsync(5, Ct);
        Assert.Equal([FolderState.Reached, FolderState.Unreachable], journal.Signer.Standing.Folders.Select(folder => folder.State));
        File.Delete(away);
        await journal.Signer.SignAsync(Ct);
        Assert.Equal([3L, 7, 12], journal.Folders[1].Notes(CheckpointFolder.General).Select(note => Checkpoint.TryParse(note.Text)!.Size));
        Assert.Equal(12, journal.Folders[1].Leaves().Count);
    }

    [Fact]
    public async Task A_note_that_was_cut_off_is_passed_over_and_the_next_one_is_read()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        var file = Directory.GetFiles(journal.Folders[0].Path, "general-*.notes").Single();
        var whole = (await File.ReadAllTextAsync(file, Ct)).TrimStart();
        var more = 0;
        for (var cut = 1; cut < whole.Length; cut += 7)
        {
            await File.WriteAllTextAsync(file, whole + whole[..cut], Ct);
            Assert.Equal(3, journal.Last().Size);
            await journal.SignedAsync(1, Ct);
            Assert.Equal(await journal.RootAsync(Ct), journal.Last().Root);
            Assert.Equal(3 + ++more, journal.Last().Size);
            await File.WriteAllTextAsync(file, whole, Ct);
        }
    }

    [Fact]
    public async Task The_last_note_is_found_at_the_end_of_a_long_file_and_behind_much_that_was_cut_off()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(3, Ct);
        var file = Directory.GetFiles(journal.Folders[0].Path, "general-*.notes").Single();
        var whole = (await File.ReadAllTextAsync(file, Ct)).TrimStart();
        for (var before = 0; before < 40; before++)
        {
            await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat(whole + "\n", 100)) + new string('x', before) + "\n\n" + whole, Ct);
            Assert.Equal(SignedNote.TryParse(whole), journal.Folders[0].Last(CheckpointFolder.General));
        }
        await File.WriteAllTextAsync(file, whole + new string('x', 40_000), Ct);
        Assert.Equal(SignedNote.TryParse(whole), journal.Folders[0].Last(CheckpointFolder.General));
    }

    [Theory]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM Journal WHERE Id = (SELECT EntryId FROM JournalPositions WHERE Number = 3); DELETE FROM JournalPositions WHERE Number >= 3")]
    [InlineData("UPDATE JournalPositions SET Leaf = zeroblob(32) WHERE Number = 1; DELETE FROM JournalNotes")]
    [InlineData("DELETE FROM JournalPositions WHERE Number = 1; DELETE FROM JournalNotes")]
    public async Task A_tree_that_has_not_grown_out_of_what_was_signed_is_not_signed(string tampering)
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        await journal.TamperAsync(tampering);
        var again = journal.AfterRestart();
        await journal.RecordAsync(10);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await again.SignAsync(Ct, atOnce: true);
        Assert.All(again.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(5, journal.Last().Size);
    }

    [Fact]
    public async Task What_another_key_signed_is_not_built_upon()
    {
        await using var journal = await AJournal.OpenAsync();
        await journal.SignedAsync(5, Ct);
        using var other = JournalKey.ReadOrCreate(Path.Combine(journal.Folders[0].Path, "other.key"));
        var signer = new JournalSigner(journal.Database.Databases, other, new CheckpointPlaces(AJournal.Origin, journal.Folders));
        await journal.RecordAsync(1);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        Assert.Equal(5, journal.Last().Size);
    }

    [Fact]
    public async Task Once_an_hour_one_commitment_of_the_same_length_goes_out_whatever_was_done_about_procedures()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        for (var hour = 0; hour < 4; hour++)
        {
            await journal.RecordAsync(hour * 3, procedure);
            await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
            await journal.Signer.SignAsync(Ct);
            await journal.Signer.SignAsync(Ct);
            journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        }
        var commitments = journal.Folders[0].Notes(CheckpointFolder.Procedures).Select(note => Checkpoint.TryParse(note.Text)!).ToList();
        Assert.Equal(4, commitments.Count);
        Assert.Single(commitments.Select(commitment => commitment.Write().Length).Distinct());
        Assert.Equal(4, commitments.Select(commitment => commitment.Root).Distinct().Count());
        Assert.Equal([0, 1, 2, 3], commitments.Select(commitment => commitment.Size - commitments[0].Size));
        Assert.All(commitments, commitment => Assert.Equal(0, commitment.At.Minute));
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        Assert.Equal(4, await db.JournalNotes.CountAsync(note => note.OfProcedures, Ct));
    }
}
