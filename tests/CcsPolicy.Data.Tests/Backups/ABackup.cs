using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Testing.Data;
using Npgsql;
using Xunit;

namespace CcsPolicy.Data.Tests.Backups;

/// <summary>Folders for the backups of a test database, with its key folder and the keys of three people who keep the way back.</summary>
internal sealed class ABackup : IAsyncDisposable
{
    public const string Passphrase = "青葉の丘の上の古い時計台";

    private static readonly Lazy<IReadOnlyList<(RecoveryKey Public, string Private)>> Pairs = new(() => [.. new[] { "sato", "ito", "mori" }.Select(name => RecoveryKey.Make(name, Passphrase))]);

    private readonly TestDatabase database;
    private readonly List<string> servers = [];

    public ABackup(TestDatabase database, IReadOnlyList<CheckpointFolder>? checkpoints = null, int people = 3)
    {
        this.database = database;
        Place = Directory.CreateTempSubdirectory("ccspolicy-backup-").FullName;
        var keys = Directory.CreateDirectory(Path.Combine(Place, "live", "keys")).FullName;
        File.WriteAllText(Path.Combine(keys, "master.key"), Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]));
        Directory.CreateDirectory(Path.Combine(keys, RecoveryKey.Folder));
        foreach (var (key, _) in Pairs.Value.Take(people))
            File.WriteAllText(Path.Combine(keys, RecoveryKey.Folder, key.Name + ".pem"), key.Pem);
        Places = new BackupPlaces(Path.Combine(Place, "backups"), Path.Combine(Place, "live"), keys, ["Storage:Provider"]) { Checkpoints = checkpoints ?? [] };
        Making = new BackupMaking(database.Databases, Places, Programs);
        Restoring = new BackupRestoring(Programs, database.Ids, database.Clock);
    }

    public static PostgreSqlPrograms Programs { get; } = new("");

    /// <summary>SQLite, and PostgreSQL where a server was named.</summary>
    public static IEnumerable<ITheoryDataRow> Providers() => TestServers.All().Take(2);

    public string Place { get; }

    public BackupPlaces Places { get; }

    public BackupMaking Making { get; }

    public BackupRestoring Restoring { get; }

    public static OpenedRecoveryKey Key(int person) => RecoveryKey.Open(Pairs.Value[person].Private, Passphrase)!;

    /// <summary>A request to restore to a new place, with the master key of the machine unless recovery keys are given.</summary>
    public async Task<RestoreRequest> RequestAsync(string file, IReadOnlyList<CheckpointFolder>? checkpoints = null, params IReadOnlyList<OpenedRecoveryKey> recovery)
    {
        var connection = "";
        if (database.Provider == DatabaseProvider.PostgreSql)
        {
            var name = "ccspolicy_restored_" + Guid.NewGuid().ToString("N");
            await TellAsync($"CREATE DATABASE {name}");
            servers.Add(name);
            connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false }.ConnectionString;
        }
        return new RestoreRequest(file, Path.Combine(Place, "restored-" + Guid.NewGuid().ToString("N")), connection, recovery.Count > 0 ? null : MasterKeys.Of(TestDatabase.Key), recovery, checkpoints ?? []);
    }

    /// <summary>A way to what was restored.</summary>
    public PolicyDbFactory Open(RestoredBackup restored) =>
        new(database.Databases.Setup with { ConnectionString = database.Provider == DatabaseProvider.Sqlite ? restored.ConnectionString + ";Pooling=False" : restored.ConnectionString });

    public async ValueTask DisposeAsync()
    {
        foreach (var name in servers)
            await TellAsync($"DROP DATABASE {name} WITH (FORCE)");
        Directory.Delete(Place, recursive: true);
    }

    private static async Task TellAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(TestServers.ConnectionTo(DatabaseProvider.PostgreSql)) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
