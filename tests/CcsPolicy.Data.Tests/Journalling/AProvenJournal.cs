using System.Security.Cryptography;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>
/// A journal of some hours with everything that it proves: general entries and those of procedures under checkpoints, rows of legal weight, and a tail that nothing covers. Its database is given
/// out as copies without guards, to be tampered with.
/// </summary>
internal sealed class AProvenJournal : IAsyncDisposable
{
    private readonly AJournal journal;
    private readonly string place = Directory.CreateTempSubdirectory("ccspolicy-proof-").FullName;
    private int copies;

    private AProvenJournal(AJournal journal) => this.journal = journal;

    public IReadOnlyList<CheckpointFolder> Folders => journal.Folders;

    public JournalKey Key => journal.Key;

    public TestDatabase Database => journal.Database;

    /// <summary>General entries under the last checkpoint.</summary>
    public long Anchored { get; private set; }

    /// <summary>General entries at the time of <see cref="OlderCopy"/>.</summary>
    public long Older { get; private set; }

    public DateTimeOffset CommittedUntil { get; private set; }

    public static async Task<AProvenJournal> MakeAsync(CancellationToken ct)
    {
        var proven = new AProvenJournal(await AJournal.OpenAsync());
        var journal = proven.journal;
        await using var arranged = new AnOrganisation(journal.Database);
        var (one, other, known) = (arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document());
        arranged.HangEverythingOn(one, known);
        arranged.HangEverythingOn(known, known);
        arranged.Edition(other);
        var ciso = arranged.Person();
        // Hanging everything on a document puts a place and a note of its own there, for other tests.
        foreach (var row in arranged.Db.ChangeTracker.Entries().Where(e => e.Metadata.ClrType.Name is "JournalPosition" or "JournalVoucher" or "JournalNote").ToList())
            row.State = EntityState.Detached;
        await arranged.SaveAsync(ct);
        for (var hour = 0; hour < 5; hour++)
        {
            await journal.RecordAsync(5, one);
            await journal.RecordAsync(hour, other);
            await journal.SignedAsync(9, ct);
            if (hour == 1)
                proven.Older = await proven.CopyToAsync(proven.OlderCopy, ct);
            journal.Database.Clock.Advance(TimeSpan.FromHours(1));
            if (hour == 2)
            {
                var step = arranged.Db.Amendments.Local.First(a => a.DocumentId == one.Id) is var amendment ? amendment.Steps[0] : null;
                amendment.Decide(step!.Id, ciso.Id, false, StepOutcome.Agreed, default, arranged.Db.Now, amendment.SubmittedHash!.Value);
                arranged.Db.Record(new JournalFact("amendment.decided"), one);
                var grant = arranged.Db.Grants.Local.First();
                grant.End(ciso.Id, arranged.Db.Now, SealedText.Empty);
                arranged.Db.Record(new JournalFact("grant.ended"), grant.DocumentId == one.Id ? one : known);
                await arranged.Db.SaveChangesAsync(ct);
            }
        }
        await journal.Database.Get<JournalSequencer>().GiveAsync(ct);
        await journal.Signer.SignAsync(ct, atOnce: true);
        proven.Anchored = journal.Last().Size;
        proven.CommittedUntil = journal.Last(tree: CheckpointFolder.Procedures).At;
        await journal.RecordAsync(8);
        await journal.RecordAsync(6, one);
        await journal.Database.Get<JournalSequencer>().GiveAsync(ct);
        await proven.CopyToAsync(proven.Pristine, ct);
        return proven;
    }

    private string Pristine => Path.Combine(place, "pristine.db");

    public string OlderCopy => Path.Combine(place, "older.db");

    /// <summary>A copy of the database; delete it after use.</summary>
    public string Copy()
    {
        var copy = Path.Combine(place, $"copy{Interlocked.Increment(ref copies)}.db");
        File.Copy(Pristine, copy);
        return copy;
    }

    public Task<JournalReport> VerifyAsync(string file, CancellationToken ct, IReadOnlyList<CheckpointFolder>? folders = null, IReadOnlyList<ECDsa>? keys = null) =>
        JournalVerifier.OfFile(file, TimeProvider.System).VerifyAsync(folders ?? Folders, keys ?? [Key.Key], ct);

    private async Task<long> CopyToAsync(string file, CancellationToken ct)
    {
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
        await using var copy = new SqliteConnection($"Data Source={file};Pooling=False");
        await copy.OpenAsync(ct);
        await using var command = copy.CreateCommand();
        command.CommandText = string.Concat(GuardTriggers.Names(DatabaseProvider.Sqlite).Select(name => $"DROP TRIGGER IF EXISTS \"{name}\";")) + "SELECT COUNT(*) FROM JournalPositions WHERE Tree LIKE '00000000%'";
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        Directory.Delete(place, recursive: true);
    }
}
