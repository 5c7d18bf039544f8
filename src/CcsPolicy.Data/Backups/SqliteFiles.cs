using Microsoft.Data.Sqlite;

namespace CcsPolicy.Data.Backups;

/// <summary>A SQLite database as a file.</summary>
internal static class SqliteFiles
{
    public static async Task TellAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this product.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <exception cref="BackupException">The file is damaged.</exception>
    public static async Task CheckAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        if (await command.ExecuteScalarAsync(ct) is not "ok" and var found)
            throw new BackupException(
                $"データベースの検査で誤りが見つかりました（{found}）。何も変えていません。正しいバックアップから戻してください。",
                $"The check of the database found a fault ({found}). Nothing was changed. Restore from a sound backup.");
    }

    public static void Delete(string file)
    {
        foreach (var path in new[] { file, file + "-wal", file + "-shm", file + "-journal" })
            File.Delete(path);
    }
}
