using CcsPolicy.Domain.Basics;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CcsPolicy.Data.Drafting;

/// <summary>保存の競合。</summary>
public static class DraftSaving
{
    /// <summary>Saves; when somebody else was first (a changed row, a taken number) nothing is saved and the answer is <paramref name="conflict"/>.</summary>
    public static async Task<DomainError?> SaveUnlessAsync(this PolicyDb db, DomainError conflict, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return conflict;
        }
        catch (DbUpdateException refused) when (IsTaken(refused.InnerException))
        {
            return conflict;
        }
    }

    private static bool IsTaken(Exception? fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };
}
