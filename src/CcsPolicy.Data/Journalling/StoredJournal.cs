using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>A checkpoint as the database keeps it.</summary>
/// <param name="OfProcedures">Null when somebody put there what is neither.</param>
/// <param name="Salt">Null when it is no row of bytes.</param>
internal sealed record StoredNote(bool? OfProcedures, long Size, string At, string Note, byte[]? Salt);

/// <summary>The journal of a database in one consistent view, read past the mapper and its filters; nothing is written. It shows nothing but ids and hashes to whoever verifies.</summary>
internal sealed class StoredJournal : IAsyncDisposable
{
    public const string JournalTable = "Journal";
    public const string PlacesTable = "JournalPositions";
    public const string NotesTable = "JournalNotes";

    private const int BatchesPerProcessor = 3;

    private readonly PolicyDb db;
    private readonly DbTransaction transaction;
    private readonly HashSet<string> tables = new(StringComparer.Ordinal);

    private StoredJournal(PolicyDb db, DbTransaction transaction) => (this.db, this.transaction) = (db, transaction);

    /// <summary>All entries, in any order. To join them with their places takes the database longer than to look them up in memory.</summary>
    public string Entries => $"""SELECT "Id", "At", "ActorId", "Action", "DocumentId", "Log", "Bytes" FROM {Scan(JournalTable)}""";

    /// <summary>All places, tree by tree in the order of their numbers.</summary>
    public string Places => $"""SELECT "Tree", "Number", "Leaf", "Hour", "EntryId" FROM {Scan(PlacesTable)} ORDER BY "Tree", "Number" """;

    public PolicyDb Db => db;

    public DbConnection Connection => transaction.Connection!;

    public DbTransaction Transaction => transaction;

    public static async Task<StoredJournal> OpenAsync(PolicyDb db, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            await connection.OpenAsync(ct);
        if (db.Setup.Provider == DatabaseProvider.Sqlite)
            await using (var settings = connection.CreateCommand())
            {
                settings.CommandText = "PRAGMA cache_size=-100000; PRAGMA mmap_size=1000000000;";
                await settings.ExecuteNonQueryAsync(ct);
            }
        // One view of everything, which holds up no writer: on SQLite any transaction is one that reads only what was there when it began.
        var level = db.Setup.Provider switch { DatabaseProvider.PostgreSql => IsolationLevel.RepeatableRead, DatabaseProvider.SqlServer => IsolationLevel.Snapshot, DatabaseProvider.Sqlite => IsolationLevel.Serializable };
        var transaction = connection is Microsoft.Data.Sqlite.SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(level, ct);
        var stored = new StoredJournal(db, transaction);
        try
        {
            await stored.LookAtTablesAsync(ct);
            return stored;
        }
        catch
        {
            await stored.DisposeAsync();
            throw;
        }
    }

    /// <summary>The table as it is read: itself, and not an index over it, which could hold something else.</summary>
    public string Scan(string table) => db.Setup.Provider == DatabaseProvider.Sqlite ? $"\"{table}\" NOT INDEXED" : $"\"{table}\"";

    /// <summary>Whether the name means an ordinary table and nothing else: <see cref="StoredTables"/>. What is none is not read.</summary>
    public bool HasTable(string name) => tables.Contains(name);

    private async Task LookAtTablesAsync(CancellationToken ct)
    {
        if (StoredTables.Before(db.Setup.Provider) is { } before)
            await using (var said = Command(before))
                await said.ExecuteNonQueryAsync(ct);
        await using var command = Command(StoredTables.Question(db.Setup.Provider));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (StoredTables.NameIn(row, db.Setup.Provider) is { } name)
                tables.Add(name);
    }

    public async Task<List<StoredNote>> NotesAsync(CancellationToken ct)
    {
        var notes = new List<StoredNote>();
        if (!HasTable(NotesTable))
            return notes;
        await using var command = Command($"SELECT \"OfProcedures\", \"Size\", \"At\", \"Note\", \"Salt\" FROM {Scan(NotesTable)} ORDER BY \"OfProcedures\", \"Size\", \"Note\"");
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            notes.Add(new StoredNote(StoredValue.Truth(StoredValue.Of(row, 0)), StoredValue.Number(StoredValue.Of(row, 1)) ?? -1, StoredValue.Text(StoredValue.Of(row, 2)) ?? "", StoredValue.Text(StoredValue.Of(row, 3)) ?? "", StoredValue.Of(row, 4) as byte[]));
        return notes;
    }

    /// <summary>Reads rows in one place and makes of batches of them in others what they are; takes that in the order of the rows.</summary>
    /// <param name="table">What is no ordinary table has no rows.</param>
    /// <param name="sql"><see cref="Entries"/> or <see cref="Places"/>.</param>
    /// <param name="judge">What needs no other row. It keeps nothing of the batch.</param>
    public async Task EachAsync<T>(string table, string sql, Func<StoredBatch, T[]> judge, Action<T> take, CancellationToken ct)
    {
        if (!HasTable(table))
            return;
        var (free, judged) = (Channel.CreateUnbounded<StoredBatch>(), Channel.CreateUnbounded<Task<T[]>>());
        for (var number = 0; number < BatchesPerProcessor * Environment.ProcessorCount; number++)
            free.Writer.TryWrite(new StoredBatch());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        try
        {
            await foreach (var batch in judged.Reader.ReadAllAsync(ct))
                foreach (var row in await batch)
                    take(row);
        }
        finally
        {
            // Whoever fails here closes the connection: nobody reads from it any more then.
            await stop.CancelAsync();
            await reading;
        }

        async Task ReadAsync()
        {
            try
            {
                await using var command = Command(sql);
                await using var row = await command.ExecuteReaderAsync(stop.Token);
                for (var isMore = true; isMore;)
                {
                    var batch = await free.Reader.ReadAsync(stop.Token);
                    batch.Clear();
                    while (!batch.IsFull && (isMore = await row.ReadAsync(stop.Token)))
                        batch.Add(row);
                    await judged.Writer.WriteAsync(Task.Run(() => Judge(batch), CancellationToken.None), stop.Token);
                }
                judged.Writer.Complete();
            }
#pragma warning disable CA1031 // It comes out where the batches are taken.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                judged.Writer.Complete(fault);
            }
        }

        T[] Judge(StoredBatch batch)
        {
            try
            {
                return judge(batch);
            }
            finally
            {
                free.Writer.TryWrite(batch);
            }
        }
    }

    private DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Written here, with names of tables of the model.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await db.DisposeAsync();
    }
}
