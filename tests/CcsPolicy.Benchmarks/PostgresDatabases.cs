using Npgsql;

namespace CcsPolicy.Benchmarks;

/// <summary>A database of its own for one measurement, on the server that <c>CCSPOLICY_TEST_POSTGRES</c> names.</summary>
internal static class PostgresDatabases
{
    /// <summary>False where no server is named.</summary>
    public static async Task<bool> WithAsync(Func<string, Task> measure)
    {
        if (Environment.GetEnvironmentVariable("CCSPOLICY_TEST_POSTGRES") is not { Length: > 0 } server)
            return false;
        // The product starts under no account that rules the whole server.
        var (name, word) = ("bench_" + Guid.NewGuid().ToString("N")[..12], Guid.NewGuid().ToString("N"));
        await TellAsync(server, $"CREATE ROLE {name} LOGIN PASSWORD '{word}'");
        await TellAsync(server, $"CREATE DATABASE {name} OWNER {name}");
        try
        {
            await measure(new NpgsqlConnectionStringBuilder(server) { Database = name, Username = name, Password = word }.ConnectionString);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await TellAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
            await TellAsync(server, $"DROP ROLE {name}");
        }
        return true;
    }

    private static async Task TellAsync(string server, string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
