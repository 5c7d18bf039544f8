using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Providers;
using CcsPolicy.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Data;

/// <summary>The one way to the database: opens a context for a reader, for one operation. Contexts are not pooled, because a pooled one keeps the reader before.</summary>
public sealed class PolicyDbFactory
{
    private readonly DbContextOptions options;

    public PolicyDbFactory(PolicyDbSetup setup)
    {
        Setup = setup;
        options = setup.Provider switch
        {
            DatabaseProvider.Sqlite => Common(setup, new DbContextOptionsBuilder<SqlitePolicyDb>()).AddInterceptors(new SqliteSettings()).UseSqlite(setup.ConnectionString).Options,
            DatabaseProvider.SqlServer => Common(setup, new DbContextOptionsBuilder<SqlServerPolicyDb>()).UseSqlServer(setup.ConnectionString).Options,
            DatabaseProvider.PostgreSql => Common(setup, new DbContextOptionsBuilder<PostgreSqlPolicyDb>()).UseNpgsql(setup.ConnectionString).Options,
        };
    }

    public PolicyDbSetup Setup { get; }

    /// <summary>A context that shows what the reader may know. Dispose it after the operation.</summary>
    public PolicyDb OpenFor(Reader reader) => Setup.Provider switch
    {
        DatabaseProvider.Sqlite => Opened(new SqlitePolicyDb((DbContextOptions<SqlitePolicyDb>)options, Setup, reader)),
        DatabaseProvider.SqlServer => new SqlServerPolicyDb((DbContextOptions<SqlServerPolicyDb>)options, Setup, reader),
        DatabaseProvider.PostgreSql => new PostgreSqlPolicyDb((DbContextOptions<PostgreSqlPolicyDb>)options, Setup, reader),
    };

    /// <summary>
    /// SQLite's connection stays open for the operation: EF tells each connection that it opens a score of functions, and would do so at every question.
    /// </summary>
    private static SqlitePolicyDb Opened(SqlitePolicyDb db)
    {
        db.Database.OpenConnection();
        return db;
    }

    private static DbContextOptionsBuilder Common(PolicyDbSetup setup, DbContextOptionsBuilder builder) =>
        builder.AddInterceptors(new SaveGuard()).AddInterceptors(setup.Listeners).UseApplicationServiceProvider(IdentitySchema);

    /// <summary>Identity reads its schema version from a service provider; without one a context silently gets the first version, without passkeys.</summary>
    private static readonly ServiceProvider IdentitySchema =
        new ServiceCollection().Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();
}
