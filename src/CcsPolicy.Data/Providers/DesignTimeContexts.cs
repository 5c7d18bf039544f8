using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using Microsoft.EntityFrameworkCore.Design;

namespace CcsPolicy.Data.Providers;

/// <summary>Contexts for the tool that writes migrations. They reach no server.</summary>
internal static class DesignTimeContexts
{
    public static PolicyDb Open(DatabaseProvider provider)
    {
        var connection = provider switch
        {
            DatabaseProvider.Sqlite => "Data Source=:memory:",
            DatabaseProvider.SqlServer => "Server=design-time.invalid;Database=CcsPolicy",
            DatabaseProvider.PostgreSql => "Host=design-time.invalid;Database=ccspolicy",
        };
        var keys = new DocumentKeys(MasterKeys.Of(new MasterKey(new byte[32])), IdSource.Random);
        return new PolicyDbFactory(new PolicyDbSetup(provider, connection, keys, IdSource.Random, TimeProvider.System)).OpenFor(Reader.Nobody);
    }
}

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePolicyDb>
{
    public SqlitePolicyDb CreateDbContext(string[] args) => (SqlitePolicyDb)DesignTimeContexts.Open(DatabaseProvider.Sqlite);
}

internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerPolicyDb>
{
    public SqlServerPolicyDb CreateDbContext(string[] args) => (SqlServerPolicyDb)DesignTimeContexts.Open(DatabaseProvider.SqlServer);
}

internal sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlPolicyDb>
{
    public PostgreSqlPolicyDb CreateDbContext(string[] args) => (PostgreSqlPolicyDb)DesignTimeContexts.Open(DatabaseProvider.PostgreSql);
}
