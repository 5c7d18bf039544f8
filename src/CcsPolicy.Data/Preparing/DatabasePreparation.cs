using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CcsPolicy.Data.Preparing;

/// <summary>
/// What happens to the database before the first request: it is brought to the product's version, and the product refuses to start over one
/// that does not keep what is on record.
/// </summary>
/// <param name="before">Made before a database with something in it is brought to another version; null for a database that nobody would miss.</param>
public sealed class DatabasePreparation(PolicyDbFactory databases, UpdateBackup? before = null)
{
    /// <summary>守りの戻し: triggers were missing that guard the record.</summary>
    public const string PutBack = "guards.put-back";

    /// <returns>The triggers that were missing and were put back, which is journalled: on SQLite, whose operator mostly has nothing to put them back with. Elsewhere the product does not start.</returns>
    /// <exception cref="BackupException">The database is of an earlier version and could not be backed up. It was not changed.</exception>
    /// <exception cref="UnguardedDatabaseException">When a trigger that guards the record is missing, switched off, or another of its name.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct = default)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        // Asked first, so that a user who may not change tables can start a product that is up to date.
        var missing = new List<string>();
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            if (before is not null && (await db.Database.GetAppliedMigrationsAsync(ct)).Any())
                await before.MakeAsync(ct);
            await db.Database.MigrateAsync(ct);
        }
        else if (databases.Setup.Provider == DatabaseProvider.Sqlite)
            missing = await MissingAsync(db, ct);
        if (databases.Setup.Provider == DatabaseProvider.Sqlite)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
            // A migration that rebuilds a table drops its triggers.
            foreach (var statement in GuardTriggers.Statements(DatabaseProvider.Sqlite))
                await db.Database.ExecuteSqlRawAsync(statement, ct);
        }
        await CheckAsync(db, ct);
        await PurposeKey.PrepareAsync(db, ct);
        await NobodysRows.PrepareAsync(db, ct);
        if (missing.Count > 0)
        {
            db.Record(new JournalFact(PutBack).With("guards", string.Join(", ", missing)));
            await db.SaveChangesAsync(ct);
        }
        return missing;
    }

    /// <summary>Checks a database without changing it.</summary>
    public async Task CheckAsync(CancellationToken ct = default)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        await CheckAsync(db, ct);
    }

    /// <summary>The triggers that guard the record and are not there, or not as the product made them.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken ct = default)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await MissingAsync(db, ct);
    }

    /// <summary>Makes a change that the guards of the tables refuse, in the transaction under way, and sees that they stand again.</summary>
    /// <param name="forDeleting">Whether rows go; otherwise they change.</param>
    /// <exception cref="UnguardedDatabaseException">They do not; the transaction is not to be committed.</exception>
    internal static async Task WithoutGuardsAsync(PolicyDb db, Func<string, bool> tables, Func<Task> change, CancellationToken ct, bool forDeleting = false)
    {
        foreach (var statement in GuardTriggers.Lifted(db.Setup.Provider, tables, forDeleting))
            await db.Database.ExecuteSqlRawAsync(statement, ct);
        await change();
        foreach (var statement in GuardTriggers.Statements(db.Setup.Provider, tables))
            await db.Database.ExecuteSqlRawAsync(statement, ct);
        await CheckAsync(db, ct);
    }

    /// <inheritdoc cref="CheckAsync(CancellationToken)"/>
    internal static async Task CheckAsync(PolicyDb db, CancellationToken ct)
    {
        if (await MissingAsync(db, ct) is { Count: > 0 } missing)
            throw new UnguardedDatabaseException(missing);
    }

    private static async Task<List<string>> MissingAsync(PolicyDb db, CancellationToken ct)
    {
        var inForce = new HashSet<(string Name, string Does)>();
        await db.Database.OpenConnectionAsync(ct);
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = GuardTriggers.ReadInForce(db.Setup.Provider);
            await using var triggers = await command.ExecuteReaderAsync(ct);
            while (await triggers.ReadAsync(ct))
                inForce.Add((triggers.GetString(0), triggers.GetString(1)));
        }
        return [.. GuardTriggers.InForce(db.Setup.Provider).Where(guard => !inForce.Contains((guard.Key, guard.Value))).Select(guard => guard.Key)];
    }
}

/// <summary>The database would let records be changed, so the product does not start.</summary>
public sealed class UnguardedDatabaseException(IReadOnlyList<string> missing) : Exception(
    $"記録を守るトリガーがデータベースにないか、別のものに替えられているため、起動しません: {string.Join(", ", missing)}。バックアップと比べて原因を確かめてください。 / " +
    $"Triggers that guard the record are missing or are not those that the product made, so it does not start: {string.Join(", ", missing)}. Compare with a backup and find out why.")
{
    public IReadOnlyList<string> Missing { get; } = missing;
}
