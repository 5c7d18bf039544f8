using CcsPolicy.Data;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CcsPolicy.Testing.Data;

/// <summary>A prepared, empty database of its own on one provider, with a clock that stands and ids that repeat. Disposing it deletes it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly Dictionary<DatabaseProvider, string> Templates = [];
    private readonly Func<Task> delete;
    private readonly ServiceProvider store;

    private TestDatabase(DatabaseProvider provider, string connection, int seed, Func<Task> delete, MasterKeys? keys = null)
    {
        this.delete = delete;
        Ids = new SeededIds(seed);
        Clock = new FakeTimeProvider(Start);
        store = new ServiceCollection().AddPolicyStore(_ => new PolicyDbSetup(provider, connection, new DocumentKeys(keys ?? MasterKeys.Of(Key), Ids), Ids, Clock)
        {
            Listeners = [SqlServerTranslation.Instance],
        }).BuildServiceProvider();
        Databases = Get<PolicyDbFactory>();
    }

    /// <summary>2026-11-24 in Tokyo, in the morning.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 30, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>The master key of all test databases.</summary>
    public static MasterKey Key { get; } = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public PolicyDbFactory Databases { get; }

    public DatabaseProvider Provider => Databases.Setup.Provider;

    public string ConnectionString => Databases.Setup.ConnectionString;

    public FakeTimeProvider Clock { get; }

    public SeededIds Ids { get; }

    /// <summary>A part of the store as the product registers it; it ends with the database.</summary>
    public T Get<T>() where T : notnull => store.GetRequiredService<T>();

    public PolicyDb OpenFor(Reader reader) => Databases.OpenFor(reader);

    /// <param name="keys">Of its own, for tests about keys, on SQLite; otherwise <see cref="Key"/>.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, int seed = 1, MasterKeys? keys = null)
    {
        var name = "ccspolicy_" + Guid.NewGuid().ToString("N");
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var template = await TemplateAsync(provider);
                var file = Path.Combine(Path.GetTempPath(), name + ".db");
                File.Copy(template, file);
                var copy = new TestDatabase(provider, $"Data Source={file}", seed, () => DeleteFiles(file), keys);
                if (keys is not null)
                    await BeginKeysAnewAsync(copy);
                return copy;
            case DatabaseProvider.PostgreSql:
                var server = TestServers.ConnectionTo(provider);
                await PostgreSqlAsync(server, $"CREATE DATABASE {name} TEMPLATE {await TemplateAsync(provider)}");
                var connection = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString;
                return new TestDatabase(provider, connection, seed, async () =>
                {
                    await using (var pool = new NpgsqlConnection(connection))
                        NpgsqlConnection.ClearPool(pool);
                    await PostgreSqlAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
                });
            default:
                var sqlServer = new SqlConnectionStringBuilder(TestServers.ConnectionTo(provider)) { InitialCatalog = name };
                var database = new TestDatabase(provider, sqlServer.ConnectionString, seed, async () => await SqlServerAsync($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}"));
                await database.Get<DatabasePreparation>().RunAsync();
                return database;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await delete();
    }

    // Preparing takes a second; a copy of a prepared database takes none.
    private static async Task<string> TemplateAsync(DatabaseProvider provider)
    {
        await Gate.WaitAsync();
        try
        {
            if (Templates.TryGetValue(provider, out var known))
                return known;
            var name = "ccspolicy_template_" + Guid.NewGuid().ToString("N");
            var place = provider == DatabaseProvider.Sqlite ? Path.Combine(Path.GetTempPath(), name + ".db") : name;
            var connection = provider == DatabaseProvider.Sqlite
                ? $"Data Source={place};Pooling=False"
                : new NpgsqlConnectionStringBuilder(TestServers.ConnectionTo(provider)) { Database = name, Pooling = false }.ConnectionString;
            await using var template = new TestDatabase(provider, connection, 0, () => Task.CompletedTask);
            await template.Get<DatabasePreparation>().RunAsync();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Forget(provider, place);
            return Templates[provider] = place;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static void Forget(DatabaseProvider provider, string place)
    {
        if (provider == DatabaseProvider.Sqlite)
            DeleteFiles(place);
        else
            PostgreSqlAsync(TestServers.ConnectionTo(provider), $"DROP DATABASE IF EXISTS {place}").GetAwaiter().GetResult();
    }

    // What was wrapped by the key of all test databases is wrapped by its own.
    private static async Task BeginKeysAnewAsync(TestDatabase database)
    {
        await using (var db = database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"DocumentKeys\"");
        await database.Get<DatabasePreparation>().RunAsync();
    }

    private static Task DeleteFiles(string file)
    {
        using (var pool = new SqliteConnection($"Data Source={file}"))
            SqliteConnection.ClearPool(pool);
        foreach (var path in new[] { file, file + "-wal", file + "-shm" })
            File.Delete(path);
        return Task.CompletedTask;
    }

    private static async Task PostgreSqlAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task SqlServerAsync(string sql)
    {
        await using var connection = new SqlConnection(TestServers.ConnectionTo(DatabaseProvider.SqlServer));
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
