using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

public sealed class RecordedRowsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Each_row_of_legal_weight_stands_with_its_hash_in_an_entry_about_its_document(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var (procedure, known) = (arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document());
        arranged.HangEverythingOn(procedure, known);
        arranged.HangEverythingOn(known, known);
        var ciso = arranged.Person();
        arranged.Post();
        await arranged.SaveAsync(Ct);
        // A grant that ends and a step that is closed are other rows from then on.
        var grant = arranged.Db.Grants.Local.First(g => g.DocumentId == procedure.Id);
        grant.End(arranged.Founder.Id, arranged.Db.Now, SealedText.Empty);
        arranged.Db.Record(new JournalFact("grant.ended").With("grant", grant.Id), procedure);
        await arranged.Db.SaveChangesAsync(Ct);
        var amendment = arranged.Db.Amendments.Local.First(a => a.DocumentId == known.Id);
        var step = Assert.Single(amendment.Steps);
        Assert.True(amendment.Decide(step.Id, ciso.Id, false, StepOutcome.Agreed, default, arranged.Db.Now, amendment.SubmittedHash!.Value).Succeeded);
        arranged.Db.Record(new JournalFact("amendment.decided"), known);
        await arranged.Db.SaveChangesAsync(Ct);

        await using var db = database.OpenFor(Reader.Nobody);
        var last = new Dictionary<string, (JournalEntry Entry, byte[] Salt, string Hash)>();
        foreach (var entry in await db.Journal.WithoutReader().AsNoTracking().OrderBy(e => e.At).ThenBy(e => e.Action == "test.arranged" ? 0 : 1).ToListAsync(Ct))
        {
            using var record = JsonDocument.Parse(entry.Bytes);
            if (record.RootElement.TryGetProperty("rows", out var rows))
                foreach (var row in rows.EnumerateObject())
                    last[row.Name] = (entry, Convert.FromHexString(record.RootElement.GetProperty("salt").GetString()!), row.Value.GetString()!);
        }
        var digest = new RowDigest();
        var seen = 0;
        await using var tables = await StoredJournal.OpenAsync(database.OpenFor(Reader.Nobody), Ct);
        foreach (var kind in RecordedRows.All(db.Model))
        {
            await using var stored = await StoredRows.OpenAsync(tables, kind, Ct);
            var before = seen;
            for (; await stored.NextAsync(Ct); seen++)
            {
                Assert.True(last.TryGetValue(stored.Name, out var recorded), $"{stored.Name} has no record.");
                Assert.Equal(recorded.Hash, stored.HashOf(recorded.Salt, digest));
                Assert.NotEqual(recorded.Hash, stored.HashOf([.. recorded.Salt.Reverse()], digest));
                Assert.Equal(recorded.Entry.DocumentId == procedure.Id, recorded.Entry.Log == JournalLog.Restricted);
                // Nothing of the procedure stands in the journal that everybody reads.
                Assert.True(recorded.Entry.DocumentId is not null || recorded.Entry.Log == JournalLog.General);
            }
            Assert.True(RecordedRows.OfPeople.Contains(db.Model.GetEntityTypes().Single(entity => entity.GetTableName() == kind.Table).ClrType) ? seen > before : seen == before + 2, kind.Table);
        }
        Assert.Equal(seen, last.Count);
        Assert.Equal("grant.ended", last[$"Grants/{grant.Id}"].Entry.Action);
        Assert.Equal("amendment.decided", last[$"ApprovalSteps/{step.Id}"].Entry.Action);
    }

    [Fact]
    public async Task A_row_about_a_procedure_is_not_saved_with_an_entry_that_everybody_reads()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        await arranged.SaveAsync(Ct);
        arranged.Edition(procedure);
        arranged.Db.Record(new JournalFact("test.general"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => arranged.Db.SaveChangesAsync(Ct));
        arranged.Db.Record(new JournalFact("test.restricted"), restricted: true);
        await arranged.Db.SaveChangesAsync(Ct);
    }

    /// <summary>A name is part of the evidence: another cannot be put under an acknowledgement unseen, and the portal's own change of it leaves an entry.</summary>
    [Fact]
    public async Task A_name_that_is_changed_past_the_portal_differs_from_the_journal_and_one_that_is_corrected_does_not()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var person = arranged.Person();
        await arranged.SaveAsync(Ct);
        Assert.NotEqual(Guid.Empty, person.RowVersion);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        person.Name = "改姓 花子";
        arranged.Db.Record(new JournalFact("person.changed").With("person", person.Id));
        await arranged.Db.SaveChangesAsync(Ct);
        await journal.SignedAsync(1, Ct);
        Assert.Empty((await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings);

        var entry = await EntryOfAsync("person.changed");
        foreach (var (sql, what) in new[]
        {
            ($"UPDATE People SET Name = '別人 花子' WHERE Id = '{person.Id.Value.ToString().ToUpperInvariant()}'", $"People/{person.Id} differs"),
            ($"UPDATE Employments SET \"Until\" = '2026-01-01' WHERE PersonId = '{person.Id.Value.ToString().ToUpperInvariant()}'", "Employments/"),
        })
        {
            await journal.TamperAsync(sql);
            var found = (await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct)).Findings;
            Assert.Contains(found, finding => finding is { Fault: JournalFault.Row, Tree: "general", IsAnchored: true } && finding.What.StartsWith(what, StringComparison.Ordinal));
        }
        Assert.Contains($"\"People/{person.Id}\":", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("花子", entry, StringComparison.Ordinal);

        async Task<string> EntryOfAsync(string action)
        {
            await using var db = journal.Database.OpenFor(Reader.Nobody);
            return System.Text.Encoding.UTF8.GetString(await db.Journal.WithoutReader().Where(e => e.Action == action).Select(e => e.Bytes).SingleAsync(Ct));
        }
    }

    [Fact]
    public async Task Of_acknowledgements_that_are_written_together_each_has_its_hash_in_its_own_entry()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var edition = arranged.Edition(document);
        var people = Enumerable.Range(0, 5).Select(_ => arranged.Person()).ToList();
        await arranged.SaveAsync(Ct);
        var written = people.Select(person => Saving.AcknowledgementRows.AddAcknowledgement(arranged.Db, arranged.AcknowledgementOf(edition, person), document)).ToList();
        await arranged.Db.SaveChangesAsync(Ct);
        var entries = arranged.Db.Journal.Local.Where(e => e.Action == AcknowledgementProof.Fact).ToDictionary(e => e.ActorId!.Value);
        foreach (var acknowledgement in written)
            Assert.Contains($"\"Acknowledgements/{acknowledgement.Id}\":", System.Text.Encoding.UTF8.GetString(entries[acknowledgement.PersonId].Bytes), StringComparison.Ordinal);
    }
}
