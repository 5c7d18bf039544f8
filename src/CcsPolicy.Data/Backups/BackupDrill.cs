using System.Diagnostics;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Journal;
using Npgsql;

namespace CcsPolicy.Data.Backups;

/// <summary>復元の訓練。Restores a backup to a place of its own, checks it as a real restore would, journals the outcome in the database in use, and deletes what was restored.</summary>
public sealed class BackupDrill(PolicyDbFactory databases, BackupRestoring restoring, BackupPlaces places)
{
    /// <param name="recovery">Two recovery keys, to try these as well; none to open the file by the master key.</param>
    /// <exception cref="BackupKeysRefusedException">The keys are not those of the backup: no drill began. Journalled, as that and nothing else, only when the file could be to blame.</exception>
    /// <exception cref="BackupException">The backup cannot be relied on, which is journalled too; or there is no such file, or no place for a drill, which is not.</exception>
    public async Task<(RestoredBackup Restored, TimeSpan Length)> RunAsync(string file, IReadOnlyList<OpenedRecoveryKey> recovery, IReadOnlyList<CheckpointFolder> checkpoints, CancellationToken ct)
    {
        // A mistyped name tells nothing of any backup: it is no drill that failed.
        BackupRestoring.RefuseUnreadable(file);
        BackupRestoring.RefuseAway(checkpoints);
        var setup = databases.Setup;
        var folder = Path.Combine(places.WorkFolder, "drill-" + Guid.NewGuid().ToString("N"));
        var database = setup.Provider == DatabaseProvider.PostgreSql ? "ccspolicy_drill_" + Guid.NewGuid().ToString("N") : null;
        var watch = Stopwatch.StartNew();
        // Nor does a server that gives no place for it.
        if (database is not null)
            await TellServerAsync($"CREATE DATABASE {database}", ct);
        try
        {
            var connection = database is null ? "" : new NpgsqlConnectionStringBuilder(setup.ConnectionString) { Database = database, Pooling = false }.ConnectionString;
            var request = new RestoreRequest(file, folder, connection, setup.Keys.Masters, recovery, checkpoints) { Journals = false, JournalKeyFile = places.JournalKeyFile };
            var restored = await restoring.RunAsync(request, ct);
            if (!restored.IsSigned)
                throw BackupException.Unsignable();
            await BackupFacts.RecordAsync(databases, BackupFacts.OfDrilled(restored, recovery.Count), ct);
            return (restored, watch.Elapsed);
        }
        catch (BackupKeysRefusedException refused)
        {
            // Wrong keys are the mistake of whoever gave them. A file that somebody has made to name other keys must not pass for one, though.
            if (refused.IsFileInDoubt)
                await BackupFacts.RecordAsync(databases, new JournalFact(BackupFacts.DrillNotBegun), ct);
            throw;
        }
        catch (BackupException)
        {
            await BackupFacts.RecordAsync(databases, new JournalFact(BackupFacts.DrillFailed), ct);
            throw;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            if (database is not null)
                await TellServerAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
        }
    }

    private async Task TellServerAsync(string sql, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(databases.Setup.ConnectionString);
            await connection.OpenAsync(ct);
#pragma warning disable CA2100 // The name is made here.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException fault)
        {
            throw new BackupException(
                $"訓練のためのデータベースを作れません（{fault.Message}）。何も変えていません。訓練を行うユーザーにCREATEDBの権限を与えるか、権限のあるユーザーの接続文字列で実行してください。",
                $"The database for the drill cannot be made ({fault.Message}). Nothing was changed. Give the user the right CREATEDB, or run the drill with the connection string of one who has it.", fault);
        }
    }
}
