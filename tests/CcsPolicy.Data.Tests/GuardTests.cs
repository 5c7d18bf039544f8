using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Providers;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Three guards over what is on record. Each is tried without those before it.</summary>
public sealed class GuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Tables =
    [
        "Editions", "Acknowledgements", "AcknowledgementWithdrawals", "Matters", "MatterAnswers", "Campaigns", "CourseVersions", "CourseQuestions", "CourseAttempts", "CoursePlans", "CourseAttendances", "Journal", "DraftSteps", "GrantConfirmations", "Files", "FileChunks", "PairingCorrections",
        "OpennessDecisions",
        "ProvisionOpenness",
        "CustodyHandovers",
        "AccessRequests",
        "AccessRequestSteps",
        "GrantReviews",
        "GrantVerdicts",
        "TargetDecisions",
        "TargetRules", "JournalPositions", "JournalVouchers", "JournalNotes",
        "PersonnelChangeRows", "Guidelines", "GuidelineEditions", "GuidelineItems", "GuidelineCitations", "MailTemplates",
    ];

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    [Trait("ASVS", "V16.4.2")]
    public async Task No_statement_changes_or_deletes_what_is_on_record(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await HangEverythingAsync(database);
        await using var db = database.OpenFor(Reader.Nobody);
#pragma warning disable EF1002 // The names come from the model, not from outside.
        foreach (var table in Tables)
        {
            // A transaction for each: on PostgreSQL the first refusal ends it.
            var column = db.Model.GetEntityTypes().Single(t => t.GetTableName() == table).GetProperties().First().GetColumnName();
            await RefusedAsync(() => db.Database.ExecuteSqlRawAsync($"UPDATE \"{table}\" SET \"{column}\" = \"{column}\"", Ct), table);
            await RefusedAsync(() => db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table}\"", Ct), table);
        }
#pragma warning restore EF1002
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Bulk_statements_of_the_mapper_are_refused_too(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await HangEverythingAsync(database);
        await using var db = database.OpenFor(Reader.Nobody);
        var later = db.Now.AddDays(1);
        await RefusedAsync(() => db.Editions.WithoutReader().ExecuteUpdateAsync(e => e.SetProperty(x => x.RecordedAt, later), Ct), "Editions");
        await RefusedAsync(() => db.Editions.WithoutReader().ExecuteDeleteAsync(Ct), "Editions");
        await RefusedAsync(() => db.Journal.WithoutReader().ExecuteUpdateAsync(e => e.SetProperty(x => x.At, later), Ct), "Journal");
        await RefusedAsync(() => db.Journal.WithoutReader().ExecuteDeleteAsync(Ct), "Journal");
        await RefusedAsync(() => db.Acknowledgements.WithoutReader().ExecuteUpdateAsync(e => e.SetProperty(x => x.At, later), Ct), "Acknowledgements");
        await RefusedAsync(() => db.Acknowledgements.WithoutReader().ExecuteDeleteAsync(Ct), "Acknowledgements");
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_step_is_closed_once_and_stays_so(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await HangEverythingAsync(database);
        await using var db = database.OpenFor(Reader.Nobody);
        await RefusedAsync(() => db.Database.ExecuteSqlRawAsync("DELETE FROM \"ApprovalSteps\"", Ct), "ApprovalSteps");
        Assert.Equal(2, await db.Database.ExecuteSqlRawAsync("UPDATE \"ApprovalSteps\" SET \"Outcome\" = 'Agreed'", Ct));
        await RefusedAsync(() => db.Database.ExecuteSqlRawAsync("UPDATE \"ApprovalSteps\" SET \"Outcome\" = 'Returned'", Ct), "ApprovalSteps");
        await RefusedAsync(() => db.Database.ExecuteSqlRawAsync("UPDATE \"ApprovalSteps\" SET \"Outcome\" = NULL", Ct), "ApprovalSteps");
    }

    [Fact]
    public async Task Without_its_trigger_the_same_statement_changes_an_edition()
    {
        await using var database = await TestDatabase.CreateAsync();
        await HangEverythingAsync(database);
        await using var db = database.OpenFor(Reader.Nobody);
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Editions_NoUpdate\"", Ct);
        Assert.Equal(2, await db.Database.ExecuteSqlRawAsync("UPDATE \"Editions\" SET \"Reason\" = \"Reason\"", Ct));
    }

    [Fact]
    public async Task A_save_that_changes_or_deletes_what_is_on_record_is_stopped_before_the_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        var reader = await HangEverythingAsync(database);
        foreach (var type in GuardTriggers.OnRecord)
            foreach (var state in new[] { EntityState.Modified, EntityState.Deleted })
            {
                await using var db = database.OpenFor(reader);
                db.Record(new JournalFact("test.planted"));
                db.Entry(await FirstAsync(db, type)).State = state;
                var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
                Assert.Equal($"{type.Name} is on record: it is never changed and never deleted.", refused.Message);
            }
    }

    [Fact]
    public async Task Save_behaviour_stops_a_changed_edition_in_a_context_without_the_interceptor()
    {
        await using var database = await TestDatabase.CreateAsync();
        var reader = await HangEverythingAsync(database);
        var bare = new DbContextOptionsBuilder<SqlitePolicyDb>().UseSqlite(database.ConnectionString).Options;
        foreach (var type in GuardTriggers.OnRecord)
        {
            await using var db = new SqlitePolicyDb(bare, database.Databases.Setup, reader);
            var entry = db.Entry(await FirstAsync(db, type));
            entry.Properties.First(p => !p.Metadata.IsKey()).IsModified = true;
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
            Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_table_that_is_guarded_is_in_the_list_of_this_test()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Equal(Tables.Order(StringComparer.Ordinal), GuardTriggers.OnRecord.Select(t => db.Model.FindEntityType(t)!.GetTableName()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_closed_step_is_not_saved_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        var amendment = arranged.Amendment(document);
        var (step, hash, other) = (arranged.DecisionStep(), ContentHash.Of("本文"), arranged.Person());
        amendment.Submit(arranged.Founder.Id, arranged.Db.Now, hash, [step]);
        amendment.Decide(step.Id, other.Id, false, StepOutcome.Agreed, SealedText.Empty, arranged.Db.Now, hash);
        await arranged.SaveAsync(Ct);

        arranged.Db.Entry(step).Property(s => s.Outcome).CurrentValue = StepOutcome.Returned;
        await Assert.ThrowsAsync<InvalidOperationException>(() => arranged.SaveAsync(Ct));
    }

    [Fact]
    public async Task A_change_of_state_without_a_journal_entry_is_not_saved()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenFor(Reader.Nobody);
        db.Departments.Add(new() { Id = db.Ids.Next<Domain.People.DepartmentId>(), Code = "01", Name = "総務課" });
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
        Assert.Contains("journal", refused.Message, StringComparison.Ordinal);

        db.Record(new JournalFact("department.created"));
        await db.SaveChangesAsync(Ct);
        Assert.Equal(1, await db.Departments.CountAsync(Ct));
        Assert.Equal("department.created", (await db.Journal.WithoutReader().SingleAsync(Ct)).Action);
    }

    [Fact]
    public async Task What_decides_access_renews_the_stamp_and_what_does_not_leaves_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = await StampAsync(database);
        await using (var arranged = new AnOrganisation(database))
            await arranged.SaveAsync(Ct);
        var after = await StampAsync(database);
        Assert.NotEqual(before, after);
        await using var db = database.OpenFor(Reader.Nobody);
        db.Settings.Add(new() { Name = "a", Value = "b" });
        db.Record(new JournalFact("setting.changed"));
        await db.SaveChangesAsync(Ct);
        Assert.Equal(after, await StampAsync(database));
    }

    private static async Task<Guid> StampAsync(TestDatabase database)
    {
        await using var db = database.OpenFor(Reader.Nobody);
        return await db.AccessStamps.Select(s => s.Value).SingleAsync(Ct);
    }

    private static async Task<Reader> HangEverythingAsync(TestDatabase database)
    {
        await using var arranged = new AnOrganisation(database);
        var (above, below) = (arranged.Document(), arranged.Document());
        arranged.HangEverythingOn(above, below);
        arranged.HangEverythingOn(below, above);
        await arranged.SaveAsync(Ct);
        return await arranged.ReaderAsync(arranged.Founder, Ct);
    }

    private static async Task<object> FirstAsync(PolicyDb db, Type type)
    {
        var first = typeof(GuardTests).GetMethod(nameof(FirstOfAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
        return await (Task<object>)first.Invoke(null, [db])!;
    }

    private static async Task<object> FirstOfAsync<T>(PolicyDb db) where T : class => await db.Set<T>().FirstAsync(Ct);

    private static async Task RefusedAsync(Func<Task> statement, string table)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(statement);
        Assert.Contains($"{table} {GuardTriggers.Refusal}", (refused.InnerException ?? refused).Message, StringComparison.Ordinal);
    }
}
