using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CcsPolicy.Data.Providers;

/// <summary>
/// What every SQLite connection is told before its first use: a commit is on the disk before it is answered, deleted words are overwritten,
/// references hold, and a replaced row counts as a deleted one (otherwise INSERT OR REPLACE goes round the triggers).
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=30000;";

    // The settings belong to the native connection, which the pool keeps: telling it once is enough.
    private static readonly ConditionalWeakTable<object, object> Told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite has no asynchronous work to do here.
        Tell((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private static void Tell(SqliteConnection connection)
    {
        if (Told.TryGetValue(connection.Handle!, out _))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Told.AddOrUpdate(connection.Handle!, connection.Handle!);
    }
}
