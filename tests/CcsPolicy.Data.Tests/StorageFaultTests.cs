using CcsPolicy.Data.Saving;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class StorageFaultTests
{
    [Fact]
    public async Task A_full_a_locked_and_a_foreign_file_are_told_apart()
    {
        var folder = Directory.CreateTempSubdirectory("ccspolicy-faults-");
        try
        {
            var file = Path.Combine(folder.FullName, "one.db");
            await using var one = await OpenAsync(file, "CREATE TABLE T (V TEXT); PRAGMA max_page_count = 3");
            Assert.Equal(StorageFault.Full, await FaultAsync(one, "INSERT INTO T VALUES (hex(randomblob(100000)))"));

            await using var other = await OpenAsync(file, "PRAGMA busy_timeout = 0");
            await using (var held = one.CreateCommand())
            {
                held.CommandText = "BEGIN IMMEDIATE";
                await held.ExecuteNonQueryAsync(Ct);
            }
            Assert.Equal(StorageFault.Busy, await FaultAsync(other, "INSERT INTO T VALUES ('a')"));

            var foreign = Path.Combine(folder.FullName, "foreign.db");
            await File.WriteAllTextAsync(foreign, new string('x', 5000), Ct);
            await using var wrong = await OpenAsync(foreign, null);
            Assert.Equal(StorageFault.Faulty, await FaultAsync(wrong, "SELECT * FROM T"));
            Assert.Null(await FaultAsync(other, "SELECT * FROM Missing"));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_server_that_nobody_listens_at_is_away_and_its_own_words_are_understood()
    {
        await using var nowhere = new NpgsqlConnection("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");
        Assert.Equal(StorageFault.Away, StorageFaults.Of(new InvalidOperationException("…", await Assert.ThrowsAnyAsync<NpgsqlException>(() => nowhere.OpenAsync(Ct)))));
        foreach (var (state, expected) in new (string, StorageFault?)[]
            { ("53100", StorageFault.Full), ("58030", StorageFault.Faulty), ("40P01", StorageFault.Busy), ("57P03", StorageFault.Away), ("23505", null) })
            Assert.Equal(expected, StorageFaults.Of(new PostgresException("…", "ERROR", "ERROR", state)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<SqliteConnection> OpenAsync(string file, string? first)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 1 }.ToString());
        await connection.OpenAsync(Ct);
        if (first is null)
            return connection;
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements of this test.
        command.CommandText = first;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private static async Task<StorageFault?> FaultAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        return StorageFaults.Of(await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(Ct)));
    }
}
