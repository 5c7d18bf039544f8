using CcsPolicy.Data.Preparing;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

#pragma warning disable EF1002 // The statements are made of names of the test, not of anything from outside.
namespace CcsPolicy.Data.Tests;

/// <summary>The product may run as a database user that can change rows and nothing else.</summary>
public sealed class LimitedUserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("ASVS", "V13.2.1"), Trait("ASVS", "V13.2.2")]
    [Trait("ASVS", "V16.4.2")]
    public async Task A_user_with_rights_on_rows_only_starts_the_product_and_cannot_take_a_guard_away()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        var user = "limited_" + Guid.NewGuid().ToString("N");
        await using var owner = database.OpenFor(Reader.Nobody);
        await owner.Database.ExecuteSqlRawAsync($"CREATE ROLE {user} LOGIN PASSWORD 'limited'; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}", Ct);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user, Password = "limited", Pooling = false }.ConnectionString;
            var limited = new PolicyDbFactory(database.Databases.Setup with { ConnectionString = connection });
            await new DatabasePreparation(limited).RunAsync(Ct);
            Assert.False(await ServerAccount.RulesServerAsync(DatabaseProvider.PostgreSql, limited.Setup.ConnectionString, Ct));
            // The test's own account made the server.
            Assert.True(await ServerAccount.RulesServerAsync(DatabaseProvider.PostgreSql, database.ConnectionString, Ct));
            await using var db = limited.OpenFor(Reader.Nobody);
            Assert.Equal(0, await db.People.CountAsync(Ct));
            foreach (var statement in new[] { "DROP TRIGGER \"Editions_NoUpdate\" ON \"Editions\"", "ALTER TABLE \"Editions\" DISABLE TRIGGER ALL", "TRUNCATE \"Journal\"" })
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(statement, Ct))).SqlState);
        }
        finally
        {
            await owner.Database.ExecuteSqlRawAsync($"DROP OWNED BY {user}; DROP ROLE {user}", CancellationToken.None);
        }
    }
}
