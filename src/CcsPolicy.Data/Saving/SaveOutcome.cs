using System.Data.Common;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Basics;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CcsPolicy.Data.Saving;

/// <summary>Saving where somebody else may have been first.</summary>
public static class SaveOutcome
{
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteTrigger = 1811;
    private const int SqlServerUniqueConstraint = 2627;
    private const int SqlServerUniqueIndex = 2601;

    /// <summary>
    /// Saves everything or nothing. When a row was changed since it was read, or what must be there once is there already,
    /// the answer is <paramref name="whenOvertaken"/> and nothing was saved; do not go on with the context after that.
    /// </summary>
    public static async Task<Result<Done>> TrySaveAsync(this PolicyDb db, DomainError whenOvertaken, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
        catch (DbUpdateConcurrencyException)
        {
            return whenOvertaken;
        }
        catch (DbUpdateException fault) when (fault.IsAlreadyThere())
        {
            return whenOvertaken;
        }
    }

    /// <summary>Saves the change; when another at the same moment came first, makes it again on top of that one.</summary>
    public static async Task SaveOnTopAsync(this PolicyDb db, Action change, CancellationToken ct)
    {
        const int Tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            change();
            try
            {
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (DbUpdateConcurrencyException conflict) when (attempt < Tries)
            {
                foreach (var entry in conflict.Entries)
                    await entry.ReloadAsync(ct);
            }
        }
    }

    /// <summary>
    /// Writes the row with the next save though nothing in it changes. It is for rows that are read before something beside them is judged (how many there are, whether there is one already):
    /// of two that judge at the same moment, the row lets one through, and <see cref="TrySaveAsync"/> tells the other.
    /// </summary>
    /// <param name="row">A tracked row with a row version.</param>
    /// <exception cref="ArgumentException">The row is not tracked.</exception>
    public static void OneAtATime(this PolicyDb db, object row)
    {
        var entry = db.Entry(row);
        if (entry.State == EntityState.Detached)
            throw new ArgumentException("A row that is not tracked is not written.", nameof(row));
        if (entry.State == EntityState.Unchanged)
            entry.Property("RowVersion").IsModified = true;
    }

    /// <summary>Whether a save failed because a key or a unique index holds the value already.</summary>
    public static bool IsAlreadyThere(this DbUpdateException fault) => fault.InnerException is DbException inner && inner.IsAlreadyThere();

    /// <summary>Whether a statement failed because a key or a unique index holds the value already.</summary>
    public static bool IsAlreadyThere(this DbException fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey
            // On what is on record a trigger says it before the index does.
            || (sqlite.SqliteExtendedErrorCode == SqliteTrigger && sqlite.Message.Contains(GuardTriggers.AlreadyThere, StringComparison.Ordinal)),
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException sqlServer => sqlServer.Number is SqlServerUniqueConstraint or SqlServerUniqueIndex,
        _ => false,
    };
}
