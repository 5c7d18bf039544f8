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
