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
    public async Task SQLite_gets_its_triggers_back_and_keeps_what_it_was_told()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Editions_NoUpdate\"; DROP TRIGGER \"Editions_NoReplace\"", TestContext.Current.CancellationToken);
        await database.Get<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken);

        await using var later = database.OpenFor(Reader.Nobody);
        Assert.Equal("wal", await PragmaAsync(later, "journal_mode"));
        Assert.Equal("2", await PragmaAsync(later, "synchronous"));
        Assert.Equal("1", await PragmaAsync(later, "secure_delete"));
        Assert.Equal("1", await PragmaAsync(later, "foreign_keys"));
        Assert.Equal("1", await PragmaAsync(later, "recursive_triggers"));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_database_from_before_editions_had_titles_of_their_own_is_brought_up_and_calls_its_documents_as_they_were_registered(DatabaseProvider provider)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document(title: "端末取扱基準");
        arranged.Edition(document);
        await arranged.SaveAsync(ct);
        await using (var db = database.OpenFor(Reader.Nobody))
        {
            if (provider == DatabaseProvider.SqlServer)
                await db.Database.ExecuteSqlRawAsync("DECLARE @name sysname = (SELECT name FROM sys.default_constraints WHERE parent_object_id = OBJECT_ID('Editions')); EXEC('ALTER TABLE Editions DROP CONSTRAINT ' + @name)", ct);
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Editions\" DROP COLUMN \"Title\"", ct);
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%EditionTitles'", ct);
        }
        await database.Get<DatabasePreparation>().RunAsync(ct);
        await using var after = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, ct));
        Assert.Equal("端末取扱基準", await after.TitleAsync(await after.Documents.SingleAsync(ct), ct));
        Assert.True((await after.Editions.SingleAsync(ct)).Title.IsEmpty);
    }

    private static async Task<string?> PragmaAsync(PolicyDb db, string name)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}
