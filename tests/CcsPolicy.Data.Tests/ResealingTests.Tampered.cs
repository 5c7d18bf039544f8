using System.Data.Common;
using System.Globalization;
using System.Text;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Tests.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>What somebody does to the database past the portal, before and while words are sealed anew.</summary>
public sealed partial class ResealingTests
{
    [Theory]
    [InlineData("UPDATE Editions SET EffectiveFrom = '2020-01-01'")]
    [InlineData("INSERT INTO GrantConfirmations SELECT 'B36C9B5C-0000-4000-8000-000000000001', GrantId, AssignmentId, ConfirmedBy, ConfirmedAt FROM GrantConfirmations LIMIT 1")]
    public async Task What_somebody_has_changed_past_the_portal_gets_no_record_that_calls_it_right(string sql)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        await FillAsync(journal, arranged);
        await journal.TamperAsync(sql);
        await journal.Database.Get<DatabasePreparation>().RunAsync(Ct);
        var before = await SealedAsync(journal.Database.Databases);
        Assert.Equal(ResealOutcome.NotSound, await RunAsync(journal));
        Assert.Equal(before, await SealedAsync(Fresh(journal.Database)));
    }

    [Theory]
    [InlineData(1, "UPDATE Editions SET EffectiveFrom = '2020-01-01' WHERE DocumentId = '{0}'")]
    [InlineData(2, "UPDATE Documents SET Code = Title WHERE Id = '{0}'")]
    [InlineData(2, "INSERT INTO Grants SELECT 'B36C9B5C-0000-4000-8000-000000000001', DocumentId, PersonId, DepartmentId, PostId, Reason, \"From\", Until, GrantedBy, GrantedAt, EndedAt, EndedBy, EndReason FROM Grants WHERE DocumentId = '{0}' LIMIT 1")]
    [InlineData(2, "DELETE FROM AcknowledgementWithdrawals WHERE DocumentId = '{0}'; DELETE FROM Acknowledgements WHERE DocumentId = '{0}'")]
    public async Task What_somebody_changes_while_a_run_is_under_way_gets_no_record_that_calls_it_right(int afterCommit, string sql)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var (standard, procedure) = await FillAsync(journal, arranged);
        // It is the turn of this one last.
        var victim = standard.Id.Value.CompareTo(procedure.Id.Value) > 0 ? standard.Id : procedure.Id;
        var databases = new PolicyDbFactory(journal.Database.Databases.Setup with
        {
            Keys = new DocumentKeys(MasterKeys.Of(TestDatabase.Key), journal.Database.Ids),
            Listeners = [new AfterCommit(afterCommit, () => journal.TamperAsync(string.Format(CultureInfo.InvariantCulture, sql, victim.Value.ToString().ToUpperInvariant())))],
        });
        Assert.Equal(ResealOutcome.NotSound, await new Resealing(databases, new JournalSequencer(journal.Database.Databases)).RunAsync(journal.Folders, [journal.Key.Key], Ct));
        Assert.All((await SealedAsync(Fresh(journal.Database))).Where(row => row.Key.Scope == victim), row => Assert.Equal(1, SealingKeys.NumberIn(row.Value.Sealed)));
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
            Assert.Equal([standard.Id == victim ? procedure.Id : standard.Id], await db.Journal.WithoutReader().Where(e => e.Action == Resealing.OfDocument).Select(e => e.DocumentId!.Value).Distinct().ToListAsync(Ct));
        Assert.False(await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct) is { IsSound: true, UnplacedRows: 0 });
        // Nor does the next run, which verifies again.
        Assert.Equal(ResealOutcome.NotSound, await RunAsync(journal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_that_somebody_has_put_into_a_place_makes_no_row_right(bool isOfProcedure)
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var (standard, procedure) = await FillAsync(journal, arranged);
        var document = isOfProcedure ? procedure : standard;
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
        {
            // Inserted alone, past no guard: a row, the record that calls it right, and its place.
            var id = document.Id.Value.ToString().ToUpperInvariant();
            await db.Database.ExecuteSqlAsync($"INSERT INTO Grants SELECT 'B36C9B5C-0000-4000-8000-000000000001', DocumentId, PersonId, DepartmentId, PostId, Reason, \"From\", Until, GrantedBy, GrantedAt, EndedAt, EndedBy, EndReason FROM Grants WHERE DocumentId = {id} LIMIT 1", Ct);
            var grant = await db.Grants.WithoutReader().AsNoTracking().SingleAsync(g => g.Id == new GrantId(new Guid("b36c9b5c-0000-4000-8000-000000000001")), Ct);
            var (entry, log, salt) = (db.Ids.Next<JournalEntryId>(), isOfProcedure ? JournalLog.Restricted : JournalLog.General, new byte[16]);
            var kind = RecordedRows.Of(db.Model.FindEntityType(typeof(NeedToKnowGrant))!)!;
            var record = Encoding.UTF8.GetString(new JournalFact("grant.given", document.Id).ToBytes(entry, log, db.Now, null, salt, [(kind.NameOf(grant), kind.HashOf(grant, salt, new RowDigest()))]));
            var bytes = Encoding.UTF8.GetBytes(record[..^1] + $",\"mac\":\"{new string('0', 32)}\"}}");
            var tree = JournalPosition.TreeOf(log, document.Id);
            var last = await db.JournalPositions.Where(p => p.Tree == tree).OrderByDescending(p => p.Number).FirstAsync(Ct);
            await db.InsertManyAsync([new JournalEntry { Id = entry, Log = log, At = db.Now, Action = "grant.given", DocumentId = document.Id, Bytes = bytes }], Ct);
            await db.InsertManyAsync([new JournalPosition { EntryId = entry, Tree = tree, Number = last.Number + 1, Leaf = TreeHash.OfLeaf(bytes).ToBytes(), Hour = last.Hour }], Ct);
        }
        Assert.True(await new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct) is { IsSound: true, UnplacedRows: 0 });
        var before = await SealedAsync(journal.Database.Databases);
        Assert.Equal(ResealOutcome.ForeignPlace, await RunAsync(journal));
        Assert.Equal(before, await SealedAsync(Fresh(journal.Database)));
    }

    [Fact]
    public async Task While_a_place_of_checkpoints_is_away_nothing_is_changed()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        await FillAsync(journal, arranged);
        var before = await SealedAsync(journal.Database.Databases);
        Directory.Move(journal.Folders[1].Path, journal.Folders[1].Path + ".away");
        Assert.Equal(ResealOutcome.CheckpointsAway, await RunAsync(journal));
        Assert.Equal(before, await SealedAsync(Fresh(journal.Database)));
    }

    /// <summary>Does something once, when so many saves and transactions have ended.</summary>
    private sealed class AfterCommit(int which, Func<Task> what) : SaveChangesInterceptor, IDbTransactionInterceptor
    {
        private int commits;

        public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context!.Database.CurrentTransaction is null)
                await EndedAsync();
            return result;
        }

        public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => EndedAsync();

        private Task EndedAsync() => ++commits == which ? what() : Task.CompletedTask;
    }
}
