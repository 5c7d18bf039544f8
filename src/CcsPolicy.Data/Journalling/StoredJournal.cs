using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Journalling;

/// <summary>An entry with its place, as the database holds them; of the place or of the entry one may be missing.</summary>
internal sealed record StoredEntry(string Tree, long Number, byte[]? Leaf, string GivenAt, EntryColumns? Entry, string Log, byte[] Bytes);

/// <summary>A checkpoint as the database keeps it.</summary>
internal sealed record StoredNote(bool OfProcedures, long Size, string At, string Note, byte[] Salt);

/// <summary>The journal of a database in one consistent view, read past the mapper and its filters; nothing is written. It shows nothing but ids and hashes to whoever verifies.</summary>
internal sealed class StoredJournal : IAsyncDisposable
{
    private const string Entries = """
        SELECT p."Tree", p."Number", p."Leaf", p."GivenAt", e."Id", e."At", e."ActorId", e."Action", e."DocumentId", e."Log", e."Bytes"
        FROM "JournalPositions" p LEFT JOIN "Journal" e ON e."Id" = p."EntryId" ORDER BY p."Tree", p."Number"
        """;

    private const string Unplaced = """
        SELECT NULL, 0, NULL, NULL, e."Id", e."At", e."ActorId", e."Action", e."DocumentId", e."Log", e."Bytes"
        FROM "Journal" e WHERE NOT EXISTS (SELECT 1 FROM "JournalPositions" p WHERE p."EntryId" = e."Id")
        """;

    private const string General = "00000000-0000-0000-0000-000000000000";
    private const string Zeros = "00000000000000000000000000000000";

    private readonly PolicyDb db;
    private readonly DbTransaction transaction;

    private StoredJournal(PolicyDb db, DbTransaction transaction) => (this.db, this.transaction) = (db, transaction);

    public PolicyDb Db => db;

    public DbConnection Connection => transaction.Connection!;

    public DbTransaction Transaction => transaction;

    public static async Task<StoredJournal> OpenAsync(PolicyDb db, DbConnection connection, CancellationToken ct)
    {
        if (connection.State != ConnectionState.Open)
            await connection.OpenAsync(ct);
        if (db.Setup.Provider == DatabaseProvider.Sqlite)
            await using (var settings = connection.CreateCommand())
            {
                settings.CommandText = "PRAGMA cache_size=-100000; PRAGMA mmap_size=1000000000;";
                await settings.ExecuteNonQueryAsync(ct);
            }
        // One view of everything: on SQLite any transaction is one that reads only what was there when it began.
        var level = db.Setup.Provider == DatabaseProvider.PostgreSql ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable;
        var transaction = connection is Microsoft.Data.Sqlite.SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(level, ct);
        return new StoredJournal(db, transaction);
    }

    /// <summary>All entries that have a place, tree by tree in the order of their numbers, as the database gives them; <see cref="EntryOf"/> reads them.</summary>
    public IAsyncEnumerable<object[]> EntriesAsync(CancellationToken ct) => ReadAsync(Entries, ct);

    public IAsyncEnumerable<object[]> UnplacedAsync(CancellationToken ct) => ReadAsync(Unplaced, ct);

    public static StoredEntry EntryOf(object[] row) => new(
        Text(row[0]) ?? "", Number(row[1]) ?? -1, row[2] as byte[], Text(row[3]) ?? "",
        row[4] is DBNull ? null : new EntryColumns(Text(row[4])!, Text(row[5]) ?? "", Text(row[6]), Text(row[7]) ?? "", Text(row[8])), Text(row[9]) ?? "", row[10] as byte[] ?? []);

    public async Task<List<StoredNote>> NotesAsync(CancellationToken ct)
    {
        var notes = new List<StoredNote>();
        await using var command = Command("SELECT \"OfProcedures\", \"Size\", \"At\", \"Note\", \"Salt\" FROM \"JournalNotes\"");
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            notes.Add(new StoredNote(Convert.ToBoolean(row.GetValue(0), CultureInfo.InvariantCulture), Number(row.GetValue(1)) ?? -1, Text(row.GetValue(2)) ?? "", Text(row.GetValue(3)) ?? "", row.GetValue(4) as byte[] ?? []));
        return notes;
    }

    // The values as they are: to make words of them takes as long as reading them, and is done elsewhere meanwhile.
    private async IAsyncEnumerable<object[]> ReadAsync(string sql, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(sql);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var values = new object[row.FieldCount];
            row.GetValues(values);
            yield return values;
        }
    }

    private DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // One of the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static long? Number(object value) => value is long or int or short ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    // A changed column may hold anything: it is compared in its written form, whatever it is.
    private static string? Text(object value) => value switch
    {
        DBNull => null,
        Guid id => PublicId.Write(id),
        string { Length: 36 } text when text == General => Zeros,
        string { Length: 36 } text when Guid.TryParseExact(text, "D", out var id) => PublicId.Write(id),
        string text => text,
        DateTime instant => instant.ToString(LeafReader.SqlForm, CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await db.DisposeAsync();
    }
}
