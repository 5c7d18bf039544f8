using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class PreparationTests
{
    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_prepared_database_is_guarded_and_preparing_it_again_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var preparation = database.Get<DatabasePreparation>();
        await preparation.RunAsync(TestContext.Current.CancellationToken);
        await preparation.CheckAsync(TestContext.Current.CancellationToken);
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_database_without_one_of_its_triggers_is_refused(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.OpenFor(Reader.Nobody);
        foreach (var name in GuardTriggers.Names(provider))
        {
            var table = name[..name.IndexOf('_', StringComparison.Ordinal)];
            var drop = provider == DatabaseProvider.PostgreSql ? $"DROP TRIGGER \"{name}\" ON \"{table}\"" : $"DROP TRIGGER \"{name}\"";
            await db.Database.ExecuteSqlRawAsync(drop, TestContext.Current.CancellationToken);
            var refused = await Assert.ThrowsAsync<UnguardedDatabaseException>(() => database.Get<DatabasePreparation>().CheckAsync(TestContext.Current.CancellationToken));
            Assert.Equal([name], refused.Missing);
            foreach (var statement in GuardTriggers.Statements(provider))
                await db.Database.ExecuteSqlRawAsync(statement, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Editions_NoUpdate", """DROP TRIGGER "Editions_NoUpdate"; CREATE TRIGGER "Editions_NoUpdate" BEFORE UPDATE ON "Editions" BEGIN SELECT 1; END""")]
    [InlineData(DatabaseProvider.Sqlite, "ApprovalSteps_NoUpdate", """DROP TRIGGER "ApprovalSteps_NoUpdate"; CREATE TRIGGER "ApprovalSteps_NoUpdate" BEFORE UPDATE ON "ApprovalSteps" WHEN 0 BEGIN SELECT RAISE(ABORT, 'ApprovalSteps is on record: it is never changed and never deleted'); END""")]
    [InlineData(DatabaseProvider.PostgreSql, "ApprovalSteps_NoUpdate", """CREATE OR REPLACE TRIGGER "ApprovalSteps_NoUpdate" BEFORE UPDATE ON "ApprovalSteps" FOR EACH ROW WHEN (OLD."Outcome" = 'x') EXECUTE FUNCTION ccspolicy_refuse_change()""")]
    [InlineData(DatabaseProvider.PostgreSql, "Journal_NoDelete", """CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'; CREATE OR REPLACE TRIGGER "Journal_NoDelete" BEFORE DELETE ON "Journal" FOR EACH ROW EXECUTE FUNCTION other()""")]
    [InlineData(DatabaseProvider.PostgreSql, null, "CREATE OR REPLACE FUNCTION ccspolicy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN COALESCE(NEW, OLD); END'")]
    public async Task A_trigger_that_was_replaced_by_another_of_its_name_counts_as_missing(DatabaseProvider provider, string? name, string replacing)
    {
        Assert.SkipUnless(provider == DatabaseProvider.Sqlite || Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync(replacing, TestContext.Current.CancellationToken);
        // No start puts it right unseen either.
        var refused = await Assert.ThrowsAsync<UnguardedDatabaseException>(() => database.Get<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(name is null ? GuardTriggers.Names(provider) : [name], refused.Missing);
    }

    [Fact]
    public async Task A_switched_off_trigger_counts_as_missing_on_PostgreSQL()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        await using var db = database.OpenFor(Reader.Nobody);
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Editions\" DISABLE TRIGGER \"Editions_NoUpdate\"", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<UnguardedDatabaseException>(() => database.Get<DatabasePreparation>().CheckAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SQLite_gets_its_triggers_back_which_is_told_and_keeps_what_it_was_told()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.Empty(await database.Get<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken));
        await using (var db = database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Editions_NoUpdate\"; DROP TRIGGER \"Editions_NoReplace\"", TestContext.Current.CancellationToken);
        Assert.Equal(["Editions_NoUpdate", "Editions_NoReplace"], await database.Get<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await database.Get<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken));
        await using (var db = database.OpenFor(Reader.Nobody))
            Assert.Equal("Editions_NoUpdate, Editions_NoReplace", Restores.DetailsOf((await db.Journal.WithoutReader().SingleAsync(e => e.Action == DatabasePreparation.PutBack, TestContext.Current.CancellationToken)).Bytes)["guards"]);

        await using var later = database.OpenFor(Reader.Nobody);
        Assert.Equal("wal", await PragmaAsync(later, "journal_mode"));
        Assert.Equal("2", await PragmaAsync(later, "synchronous"));
        Assert.Equal("1", await PragmaAsync(later, "secure_delete"));
        Assert.Equal("1", await PragmaAsync(later, "foreign_keys"));
        Assert.Equal("1", await PragmaAsync(later, "recursive_triggers"));
    }

    private static async Task<string?> PragmaAsync(PolicyDb db, string name)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}
