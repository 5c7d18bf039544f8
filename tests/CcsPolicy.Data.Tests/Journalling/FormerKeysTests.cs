using System.Security.Cryptography;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
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
        await using var arranged = new AnOrganisation(journal.Database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        await arranged.SaveAsync(Ct);
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

        async Task<IReadOnlyList<JournalFault>> AgreeAsync(IReadOnlyList<CheckpointFolder> folders)
        {
            var keys = key.OfPublic();
            var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(folders, keys, Ct);
            var copy = Path.Combine(place, Guid.NewGuid().ToString("N") + ".db");
            await using (var db = journal.Database.OpenFor(Reader.Nobody))
                await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", Ct);
            var second = await BothVerifiers.RunAsync(BothVerifiers.Script, copy, folders, keys, Ct);
            Assert.Equal(report.Findings.Select(finding => finding.Fault), second.Findings.Select(finding => Enum.Parse<JournalFault>(finding.Fault, ignoreCase: true)));
            Assert.Equal((report.Anchored, report.CommittedUntil), (second.Anchored, second.CommittedUntil));
            Assert.Equal(report.Entries, report.Anchored);
            return [.. report.Findings.Select(finding => finding.Fault)];
        }
    }
}
