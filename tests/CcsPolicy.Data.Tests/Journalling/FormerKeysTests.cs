using System.Security.Cryptography;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Tests.Backups;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>The key of the journal was lost and another one made: what the former one signed counts for both verifiers when the operator has put its public part into the key folder, and no other key's does.</summary>
public sealed class FormerKeysTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_former_key_signed_counts_when_the_operator_says_so()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(3, procedure);
        await journal.SignedAsync(10, Ct);
        var (folder, former) = (Path.GetDirectoryName(journal.KeyFile)!, journal.Key.Public);
        File.Delete(journal.KeyFile);
        using var key = JournalKey.ReadOrCreate(journal.KeyFile);
        var place = Path.GetDirectoryName(journal.Folders[0].Path)!;
        IReadOnlyList<CheckpointFolder> fresh = [new(Path.Combine(place, "three")), new(Path.Combine(place, "four"))];
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(5);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await new JournalSigner(journal.Database.Databases, key, new CheckpointPlaces(AJournal.Origin, fresh)).SignAsync(Ct, atOnce: true);

        var without = await AgreeAsync(fresh);
        Assert.NotEmpty(without);
        Assert.All(without, fault => Assert.Equal(JournalFault.Note, fault));

        await File.WriteAllTextAsync(Path.Combine(folder, "journal-key-former-2026.pem"), former, Ct);
        Assert.Empty(await AgreeAsync(fresh));
        // The folders from before hold as well.
        Assert.Empty(await AgreeAsync([.. fresh, .. journal.Folders]));

        // A third key is none, whatever it signs.
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
        {
            var at = DateTimeOffset.UnixEpoch.AddDays(20_000);
            db.JournalNotes.Add(new JournalNote { OfProcedures = false, Size = 4, At = at, Note = SignedNote.Sign(new Checkpoint($"{AJournal.Origin}/general", 4, TreeHash.OfNothing, at).Write(), $"{AJournal.Origin}/general", other).Write(), Salt = [] });
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal([JournalFault.Note], await AgreeAsync(fresh));

        Task<IReadOnlyList<JournalFault>> AgreeAsync(IReadOnlyList<CheckpointFolder> folders) => FaultsAsync(journal.Database.Databases, key, folders);
    }

    [Fact]
    public async Task A_key_that_is_lost_after_a_restore_leaves_what_it_signed_where_it_was_and_another_goes_on()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        var procedure = await journal.AProcedureAsync(Ct);
        await journal.RecordAsync(3, procedure);
        await journal.SignedAsync(10, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.RecordAsync(2, procedure);
        await journal.SignedAsync(2, Ct);
        var made = await backup.Making.RunAsync(Ct);
        await journal.SignedAsync(1, Ct);
        // After it no code of an earlier place means anything.
        var databases = backup.Open(await backup.Restoring.RunAsync(await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile }, Ct));
        await GoOnAsync(databases, journal.Key, journal.Folders, procedure);
        using var key = await LoseKeyAsync(journal);
        var fresh = Fresh(journal);
        // Before the new key has signed anything, what the former one signed keeps its places.
        await new JournalSequencer(databases, key).GiveOnceAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var folder in fresh)
            Directory.CreateDirectory(folder.Path);
        Assert.Equal(PlacesOutcome.Done, await new PlacesAnew(databases, key).RunAsync(fresh, key.OfPublic(), Ct));
        await GoOnAsync(databases, key, fresh, procedure);
        await GoOnAsync(databases, key, fresh, procedure);
        Assert.Empty(await FaultsAsync(databases, key, [.. fresh, .. journal.Folders]));
        Assert.Equal(journal.Database.Clock.GetUtcNow().ToUnixTimeSeconds() / 3600, Checkpoint.TryParse(fresh[0].Last(CheckpointFolder.Procedures)!.Text)!.Size);
    }

    [Fact]
    public async Task What_a_former_key_signed_is_asked_for_no_code_of_its_place_any_more()
    {
        await using var journal = await AJournal.OpenAsync();
        var procedure = await journal.AProcedureAsync(Ct);
        await GoOnAsync(journal.Database.Databases, journal.Key, journal.Folders, procedure);
        await journal.TamperAsync("DELETE FROM JournalVouchers");
        // A key beside which nobody has named a former one has nothing to go on from.
        using var other = JournalKey.ReadOrCreate(Path.Combine(Path.GetDirectoryName(journal.KeyFile)!, "other", JournalKey.FileName));
        var signer = new JournalSigner(journal.Database.Databases, other, new CheckpointPlaces(AJournal.Origin, Fresh(journal)));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Differs, folder.State));
        foreach (var folder in Fresh(journal))
            Directory.Delete(folder.Path, recursive: true);
        using var key = await LoseKeyAsync(journal);
        await GoOnAsync(journal.Database.Databases, key, Fresh(journal), procedure);
        Assert.Empty(await FaultsAsync(journal.Database.Databases, key, [.. Fresh(journal), .. journal.Folders]));
    }

    [Fact]
    public async Task A_backup_from_before_a_key_was_lost_comes_back_by_the_new_one_and_explains_what_both_had_signed()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database, journal.Folders);
        var procedure = await journal.AProcedureAsync(Ct);
        await GoOnAsync(journal.Database.Databases, journal.Key, journal.Folders, procedure);
        var made = await backup.Making.RunAsync(Ct);
        await GoOnAsync(journal.Database.Databases, journal.Key, journal.Folders, procedure);
        using var key = await LoseKeyAsync(journal);
        var fresh = Fresh(journal);
        await GoOnAsync(journal.Database.Databases, key, fresh, procedure);
        IReadOnlyList<CheckpointFolder> all = [.. fresh, .. journal.Folders];
        // What lay outside when it was made lies in the former folders alone.
        var request = await backup.RequestAsync(made.File, fresh) with { JournalKeyFile = journal.KeyFile };
        Assert.Contains("--accept-findings", (await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct))).Message, StringComparison.Ordinal);
        var restored = await backup.Restoring.RunAsync(request with { Checkpoints = all }, Ct);
        Assert.Equal(2, restored.Lost.Count);
        var databases = backup.Open(restored);
        Assert.Contains(JournalFault.Restore, await FaultsAsync(databases, key, all));
        await GoOnAsync(databases, key, fresh, procedure);
        Assert.Empty(await FaultsAsync(databases, key, all));
        Assert.Empty(await FaultsAsync(databases, key, fresh));
        // A former folder alone shows nothing of what came after it.
        Assert.Contains(JournalFault.Restore, await FaultsAsync(databases, key, journal.Folders));
    }

    /// <summary>Another key in place of the one that signed so far, which the operator names as a former one.</summary>
    private static async Task<JournalKey> LoseKeyAsync(AJournal journal)
    {
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(journal.KeyFile)!, "journal-key-former-2026.pem"), journal.Key.Public, Ct);
        File.Delete(journal.KeyFile);
        return JournalKey.ReadOrCreate(journal.KeyFile);
    }

    private static IReadOnlyList<CheckpointFolder> Fresh(AJournal journal) => [new(journal.Folders[0].Path + "-new"), new(journal.Folders[1].Path + "-new")];

    /// <summary>An hour of a portal that was just started, at the end of which everything is under a signature.</summary>
    private static async Task GoOnAsync(PolicyDbFactory databases, JournalKey key, IReadOnlyList<CheckpointFolder> folders, PolicyDocument procedure)
    {
        var clock = (Microsoft.Extensions.Time.Testing.FakeTimeProvider)databases.Setup.Clock;
        clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = databases.OpenFor(Reader.Nobody))
        {
            db.Record(new JournalFact("test.recorded"), procedure);
            db.Record(new JournalFact("test.recorded"));
            await db.SaveChangesAsync(Ct);
        }
        await new JournalSequencer(databases, key).GiveOnceAsync(Ct);
        clock.Advance(TimeSpan.FromHours(1));
        var signer = new JournalSigner(databases, key, new CheckpointPlaces(AJournal.Origin, folders));
        await signer.SignAsync(Ct, atOnce: true);
        Assert.All(signer.Standing.Folders, folder => Assert.Equal(FolderState.Reached, folder.State));
    }

    /// <summary>What both verifiers find.</summary>
    private static async Task<IReadOnlyList<JournalFault>> FaultsAsync(PolicyDbFactory databases, JournalKey key, IReadOnlyList<CheckpointFolder> folders)
    {
        var keys = key.OfPublic();
        var report = await new JournalVerifier(databases).VerifyAsync(folders, keys, Ct);
        var copy = Path.Combine(Path.GetDirectoryName(folders[0].Path)!, Guid.NewGuid().ToString("N") + ".db");
        await using (var db = databases.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", Ct);
        var second = await BothVerifiers.RunAsync(BothVerifiers.Script, copy, folders, keys, Ct);
        Assert.Equal(report.Findings.Select(finding => finding.Fault).Distinct().Order(), second.Findings.Select(finding => Enum.Parse<JournalFault>(finding.Fault, ignoreCase: true)).Distinct().Order());
        Assert.Equal((report.Anchored, report.CommittedUntil), (second.Anchored, second.CommittedUntil));
        return [.. report.Findings.Select(finding => finding.Fault)];
    }
}
