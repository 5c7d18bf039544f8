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
        await using var backup = new ABackup(journal.Database);
        await using var arranged = new AnOrganisation(journal.Database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        await arranged.SaveAsync(Ct);
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
        await using var db = backup.Open(await backup.Restoring.RunAsync(request with { AcceptsFindings = true }, Ct)).OpenFor(Reader.Nobody);
        Assert.NotEqual("0", Restores.DetailsOf((await db.Journal.WithoutReader().SingleAsync(e => e.Action == BackupFacts.Restored, Ct)).Bytes)["findings"]);

        async Task<RestoreRequest> RequestAsync(MadeBackup made) => await backup.RequestAsync(made.File, journal.Folders) with { JournalKeyFile = journal.KeyFile };
    }

    [Fact]
    public async Task Places_that_hold_nothing_are_not_those_that_the_record_was_signed_for()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var backup = new ABackup(journal.Database);
        await journal.SignedAsync(3, Ct);
        await journal.SignedAsync(3, Ct);
        var made = await backup.Making.RunAsync(Ct);
        CheckpointFolder[] empty = [new(Directory.CreateDirectory(Path.Combine(backup.Place, "one")).FullName), new(Directory.CreateDirectory(Path.Combine(backup.Place, "two")).FullName)];
        var request = await backup.RequestAsync(made.File, empty) with { JournalKeyFile = journal.KeyFile };
        await Assert.ThrowsAsync<BackupException>(() => backup.Restoring.RunAsync(request, Ct));
        // One that is new beside one that is right is filled later.
        await backup.Restoring.RunAsync(request with { Checkpoints = [journal.Folders[0], empty[1]] }, Ct);
    }
}
