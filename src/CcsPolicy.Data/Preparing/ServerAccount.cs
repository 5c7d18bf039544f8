using System.Data.Common;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace CcsPolicy.Data.Preparing;

/// <summary>データベースのアカウント。What the account of the product may do at its server: asked of the server itself, before the store is opened and its keys are made.</summary>
public static class ServerAccount
{
    private const int NoSuchDatabase = 4060;

    /// <summary>Whether the account rules the whole server: guards are none against it. A SQLite file has no accounts.</summary>
    /// <exception cref="DbException">The server cannot be reached.</exception>
    public static async Task<bool> RulesServerAsync(DatabaseProvider provider, string connection, CancellationToken ct = default)
    {
        if (provider == DatabaseProvider.Sqlite)
            return false;
        try
        {
            return await AskAsync(Open(provider, connection), ct);
        }
        catch (DbException fault) when (fault is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } or SqlException { Number: NoSuchDatabase })
        {
            // The first start makes the database, by way of the one that every server has.
            return await AskAsync(Open(provider, provider == DatabaseProvider.PostgreSql
                ? new NpgsqlConnectionStringBuilder(connection) { Database = "postgres" }.ConnectionString
                : new SqlConnectionStringBuilder(connection) { InitialCatalog = "master" }.ConnectionString), ct);
        }
    }

    private static DbConnection Open(DatabaseProvider provider, string connection) => provider == DatabaseProvider.PostgreSql ? new NpgsqlConnection(connection) : new SqlConnection(connection);

    private static async Task<bool> AskAsync(DbConnection connection, CancellationToken ct)
    {
        await using (connection)
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = connection is NpgsqlConnection
                ? "SELECT CASE WHEN rolsuper THEN 1 ELSE 0 END FROM pg_roles WHERE rolname = current_user" : "SELECT IS_SRVROLEMEMBER('sysadmin')";
            return await command.ExecuteScalarAsync(ct) is 1;
        }
    }
}
