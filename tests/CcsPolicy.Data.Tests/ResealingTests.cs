using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Tests.Backups;
using CcsPolicy.Data.Tests.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>封印のし直し。All words are sealed anew by other keys, on record or not, and whoever verifies follows.</summary>
public sealed partial class ResealingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    [Trait("ASVS", "V11.2.2")]
    public async Task Every_word_is_sealed_anew_by_another_key_reads_as_before_and_the_journal_verifies(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await using var arranged = new AnOrganisation(journal.Database);
        var (standard, procedure) = await FillAsync(journal, arranged);
        var reader = await arranged.ReaderAsync(arranged.Founder, Ct);
        Guid file;
        await using (var db = journal.Database.OpenFor(reader))
        {
            file = (await db.AddFileAsync(procedure, null, "原稿.docx", "text/plain", new MemoryStream(new byte[3 * FileStore.ChunkLength]), Ct)).Id;
            db.Record(new JournalFact("file.stored"), procedure);
            await db.SaveChangesAsync(Ct);
        }
        var receipt = arranged.AcknowledgementOf(arranged.Db.Editions.Local.First(e => e.DocumentId == procedure.Id), arranged.Db.People.Local.Last());
        await using (var writer = new AcknowledgementWriter(journal.Database.Databases))
            await writer.WriteAsync(receipt, procedure, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(3, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(3, Ct);
        await VerifyAsync(journal);
        var proof = await ProofAsync();
        var before = await SealedAsync(journal.Database.Databases);
        await using var first = journal.Database.OpenFor(Reader.Nobody);
        var former = before.Keys.Select(at => at.Scope).Distinct().ToDictionary(scope => scope, scope => first.KeysOf(scope).First);
        await journal.Database.Get<JournalSequencer>().ReleaseAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        var begun = journal.Database.Clock.GetUtcNow();

        Assert.Equal(ResealOutcome.Done, await RunAsync(journal));

        var after = await SealedAsync(Fresh(journal.Database));
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(after, now =>
        {
            Assert.Equal(before[now.Key].Said, now.Value.Said);
            Assert.NotEqual(before[now.Key].Sealed, now.Value.Sealed);
            Assert.Equal(2, SealingKeys.NumberIn(now.Value.Sealed));
            Assert.ThrowsAny<CryptographicException>(() => Cipher.Open(former[now.Key.Scope], now.Value.Sealed.Bytes.Span[2..], now.Key.Scope.Value.ToByteArray()));
        });
        // Every column that is sealed had words here.
        Assert.Equal(SealedTable.All(first.Model).SelectMany(table => table.Columns, (table, column) => (table.Name, column)).Order(), after.Keys.Select(at => (at.Table, at.Column)).Distinct().Order());
        await journal.Database.Get<DatabasePreparation>().CheckAsync(Ct);
        await VerifyAsync(journal);
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(3, Ct);
        await VerifyAsync(journal);

        // What was hashed under the key of the document is still what it says.
        await using var read = Fresh(journal.Database).OpenFor(reader);
        Assert.Equal(3 * FileStore.ChunkLength, (await read.OpenFileAsync(file, Ct))!.Bytes.Length);
        Assert.All(await read.Editions.AsNoTracking().Include(e => e.Document).ToListAsync(Ct), edition => Assert.Equal(edition.Hash, read.HasherOf(edition.Document!).Of(read.Open(edition.DocumentId, edition.Text))));
        foreach (var row in await read.Acknowledgements.AsNoTracking().ToListAsync(Ct))
            Assert.True(await read.IsGenuineAsync(row, read.Open(row.DocumentId, row.Statement), Ct));
        Assert.Equal(proof, await ProofAsync());

        // Of procedures only their own journals speak.
        var said = await read.Journal.WithoutReader().AsNoTracking().Where(e => e.At >= begun && e.Action != "test.recorded").Select(e => new { e.Log, e.Action, e.DocumentId }).ToListAsync(Ct);
        Assert.Equal([(Resealing.OfDocument, (DocumentId?)standard.Id), (Resealing.Begun, null), (Resealing.Ended, null)],
            said.Where(e => e.Log == JournalLog.General).Select(e => (e.Action, e.DocumentId)).OrderBy(e => e.Action, StringComparer.Ordinal));
        Assert.Equal([(Resealing.OfDocument, (DocumentId?)procedure.Id), (Resealing.OfRequests, null)],
            said.Where(e => e.Log == JournalLog.Restricted).Select(e => (e.Action, e.DocumentId)).OrderBy(e => e.Action, StringComparer.Ordinal));

        async Task<string> ProofAsync()
        {
            using var proofs = new JournalProofs(Fresh(journal.Database), journal.Key);
            await using var db = journal.Database.OpenFor(Reader.Nobody);
            var row = await db.Acknowledgements.WithoutReader().AsNoTracking().SingleAsync(a => a.Id == receipt.Id, Ct);
            var (state, made) = await proofs.OfAsync(row, receipt.Statement, Ct);
            Assert.Equal((ProofState.Ready, null), (state, made!.Check()));
            return Convert.ToHexString(made.Write());
        }
    }

    [Theory, MemberData(nameof(ABackup.Providers), MemberType = typeof(ABackup))]
    public async Task Broken_off_at_any_step_each_document_is_as_before_or_done_and_the_next_run_goes_on(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await using var arranged = new AnOrganisation(journal.Database);
        await FillAsync(journal, arranged);
        var fault = new AFault();
        var faulty = new PolicyDbFactory(journal.Database.Databases.Setup with { Listeners = [fault] });
        var (last, steps) = (await SealedAsync(Fresh(journal.Database)), 0);
        var words = last.Values.Select(row => row.Said).ToList();
        // Each document takes the same steps: of each another fifth.
        var stride = TestLength.IsNightly ? 1 : 5;
        for (var (step, isBroken, done) = (1, true, 0); isBroken; step += stride)
        {
            journal.Database.Clock.Advance(TimeSpan.FromSeconds(40));
            fault.After = step;
            isBroken = await Record.ExceptionAsync(() => new Resealing(faulty, new JournalSequencer(faulty)).RunAsync([], [], Ct)) is not null && !await IsEndedAsync();
            steps++;

            var now = await SealedAsync(Fresh(journal.Database));
            Assert.Equal(words, now.Values.Select(row => row.Said));
            foreach (var unit in now.Keys.GroupBy(at => at.Table == "AccessRequests" ? default : at.Scope))
                Assert.Single(unit.Select(at => now[at].Sealed == last[at].Sealed).Distinct());
            await journal.Database.Get<DatabasePreparation>().CheckAsync(Ct);
            // One that is done is not begun again; then the steps of the next are counted.
            Assert.All(now.Values, row => Assert.InRange(SealingKeys.NumberIn(row.Sealed), 1, 2));
            if (now.Any(row => row.Value.Sealed != last[row.Key].Sealed))
                step = (++done % stride) + 1 - stride;
            last = now;
        }
        Assert.All(last.Values, row => Assert.Equal(2, SealingKeys.NumberIn(row.Sealed)));
        Assert.True(steps > 40, $"{steps} steps");
        // What was broken off at the very end left places to be given, as at a start.
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await VerifyAsync(journal);
        // Whole again, the next run begins anew.
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ResealOutcome.Done, await RunAsync(journal));
        Assert.All((await SealedAsync(Fresh(journal.Database))).Values, row => Assert.Equal(3, SealingKeys.NumberIn(row.Sealed)));

        async Task<bool> IsEndedAsync()
        {
            await using var db = journal.Database.OpenFor(Reader.Nobody);
            return await db.Journal.WithoutReader().AnyAsync(e => e.Action == Resealing.Ended, Ct);
        }
    }

    [Fact]
    public async Task While_a_portal_runs_nothing_is_changed()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        await FillAsync(journal, arranged);
        var before = await SealedAsync(journal.Database.Databases);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        Assert.Equal(ResealOutcome.PortalRuns, await RunAsync(journal));
        Assert.Equal(before, await SealedAsync(Fresh(journal.Database)));
        await journal.Database.Get<JournalSequencer>().ReleaseAsync(Ct);
        Assert.Equal(ResealOutcome.Done, await RunAsync(journal));
    }

    [Fact]
    public async Task A_portal_that_holds_former_keys_reads_what_is_new_and_what_it_seals_opens_and_is_brought_over_by_the_next_run()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var (standard, _) = await FillAsync(journal, arranged);
        var early = Fresh(journal.Database);
        _ = await SealedAsync(early);
        Assert.Equal(ResealOutcome.Done, await new Resealing(Fresh(journal.Database), new JournalSequencer(journal.Database.Databases)).RunAsync([], [], Ct));
        SealedText late;
        await using (var db = early.OpenFor(Reader.Nobody))
        {
            late = db.Seal(standard.Id, "あとからの意見");
            Assert.Equal(1, SealingKeys.NumberIn(late));
            var comment = await db.Comments.WithoutReader().AsNoTracking().FirstAsync(c => c.DocumentId == standard.Id, Ct);
            db.Comments.Add(new ProvisionComment { Id = db.Ids.Next<CommentId>(), AmendmentId = comment.AmendmentId, DocumentId = standard.Id, Text = late, WrittenBy = comment.WrittenBy, WrittenAt = db.Now });
            db.Record(new JournalFact("test.commented"), standard);
            await db.SaveChangesAsync(Ct);
            Assert.Equal("意見", db.Open(standard.Id, comment.Text));
            Assert.Equal(2, SealingKeys.NumberIn(db.Seal(standard.Id, "その後")));
        }
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(await SealedAsync(Fresh(journal.Database)), row => row.Value == (late, "あとからの意見"));
        Assert.Equal(ResealOutcome.Done, await RunAsync(journal));
        Assert.All((await SealedAsync(Fresh(journal.Database))).Values, row => Assert.Equal(3, SealingKeys.NumberIn(row.Sealed)));
    }

    [Fact]
    public async Task Many_rows_make_entries_of_bounded_size()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var edition = arranged.Edition(arranged.Document());
        for (var person = 0; person < (2 * Resealing.RowsOfEntry) + 10; person++)
            arranged.Acknowledged(edition, arranged.Person());
        await arranged.SaveAsync(Ct);
        await journal.SignedAsync(1, Ct);
        await journal.Database.Get<JournalSequencer>().ReleaseAsync(Ct);
        Assert.Equal(ResealOutcome.Done, await RunAsync(journal));
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        var entries = await db.Journal.WithoutReader().Where(e => e.Action == Resealing.OfDocument).Select(e => e.Bytes).ToListAsync(Ct);
        Assert.Equal([12, Resealing.RowsOfEntry, Resealing.RowsOfEntry], entries.Select(RowsIn).Order());
        await VerifyAsync(journal);
    }

    [Fact]
    public async Task Every_sealed_column_of_the_model_is_known()
    {
        await using var store = await TestDatabase.CreateAsync();
        await using var db = store.OpenFor(Reader.Nobody);
        var model = db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.ClrType.ToString().Contains(nameof(SealedText), StringComparison.Ordinal));
        Assert.Equal(model.Select(property => property.DeclaringType.ClrType.Name + property.Name).Order(StringComparer.Ordinal),
            SealedTable.All(db.Model).SelectMany(table => table.Columns, (table, column) => table.Entity.ClrType.Name + column).Order(StringComparer.Ordinal));
    }

    /// <summary>A standard and a procedure with words in every sealed column, and their journal as a portal leaves it when it stops.</summary>
    private static async Task<(PolicyDocument Standard, PolicyDocument Procedure)> FillAsync(AJournal journal, AnOrganisation arranged)
    {
        var (standard, procedure) = (arranged.Document(), arranged.Document(Tier.Procedure, Openness.NeedToKnow));
        foreach (var document in new[] { standard, procedure })
        {
            arranged.HangEverythingOn(document, standard);
            var edition = arranged.Edition(document, title: "改めた題名");
            arranged.Db.Entry(edition).Property(e => e.Reason).CurrentValue = arranged.Db.Seal(document.Id, "改める理由");
            var amendment = arranged.Db.Amendments.Local.Single(a => a.DocumentId == document.Id);
            amendment.Decide(amendment.Steps[0].Id, arranged.Person().Id, false, StepOutcome.Agreed, arranged.Db.Seal(document.Id, "差し支えない"), arranged.Db.Now, amendment.SubmittedHash!.Value);
            arranged.Db.Grants.Local.Single(g => g.DocumentId == document.Id).End(arranged.Founder.Id, arranged.Db.Now, arranged.Db.Seal(document.Id, "異動した"));
        }
        // Hanging everything on a document puts a place and a note of its own there, for other tests.
        foreach (var row in arranged.Db.ChangeTracker.Entries().Where(e => e.Metadata.ClrType.Name is "JournalPosition" or "JournalVoucher" or "JournalNote").ToList())
            row.State = EntityState.Detached;
        await arranged.SaveAsync(Ct);
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await journal.Signer.SignAsync(Ct, atOnce: true);
        await journal.Database.Get<JournalSequencer>().ReleaseAsync(Ct);
        journal.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        return (standard, procedure);
    }

    private static Task<ResealOutcome> RunAsync(AJournal journal)
    {
        var databases = Fresh(journal.Database);
        return new Resealing(databases, new JournalSequencer(databases)).RunAsync(journal.Folders, [journal.Key.Key], Ct);
    }

    /// <summary>The store as another process opens it.</summary>
    private static PolicyDbFactory Fresh(TestDatabase store) => new(store.Databases.Setup with { Keys = new DocumentKeys(MasterKeys.Of(TestDatabase.Key), store.Ids) });

    private sealed record Place(DocumentId Scope, string Table, string Row, string Column);

    /// <summary>Everything that is sealed, and what it says.</summary>
    private static async Task<SortedDictionary<Place, (SealedText Sealed, string Said)>> SealedAsync(PolicyDbFactory databases)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var words = new SortedDictionary<Place, (SealedText, string)>(Comparer<Place>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString())));
        var scopes = await db.DocumentKeys.Select(key => key.DocumentId).Distinct().ToListAsync(Ct);
        await db.Database.OpenConnectionAsync(Ct);
        foreach (var table in SealedTable.All(db.Model))
        {
            var rows = 0;
            foreach (var scope in scopes)
                foreach (var key in await table.KeysAsync(db, scope, Ct))
                {
                    rows++;
                    foreach (var (column, text) in table.Columns.Zip(await table.WordsAsync(db, key, Ct)))
                        if (!text.IsEmpty)
                            words.Add(new Place(scope, table.Name, string.Join('/', key), column), (text, Encoding.UTF8.GetString(db.OpenBytes(scope, text))));
                }
            // None belongs to no document.
#pragma warning disable EF1002 // The name of a table of the model.
            Assert.Equal(await db.Database.SqlQueryRaw<int>($"SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM \"{table.Name}\"").SingleAsync(Ct), rows);
#pragma warning restore EF1002
        }
        return words;
    }

    /// <summary>Both verifiers find nothing, and every entry and row is placed.</summary>
    private static async Task VerifyAsync(AJournal journal)
    {
        var report = await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
        Assert.Empty(report.Findings);
        Assert.Equal((0, 0), (report.Unplaced.Length, report.UnplacedRows));
        await journal.SignedAsync(1, Ct);
        await journal.Database.Get<JournalSequencer>().ReleaseAsync(Ct);
        if (journal.Database.Provider != DatabaseProvider.Sqlite)
            return;
        var copy = Path.Combine(Path.GetTempPath(), $"ccspolicy_{Guid.NewGuid():N}.db");
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", Ct);
        Assert.Empty((await BothVerifiers.RunAsync(BothVerifiers.Script, copy, journal.Folders, [journal.Key.Key], Ct)).Findings);
        File.Delete(copy);
    }

    private static int RowsIn(byte[] record)
    {
        using var json = System.Text.Json.JsonDocument.Parse(record);
        return json.RootElement.GetProperty("rows").EnumerateObject().Count();
    }
}
