using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Preparing;

/// <summary>データベースの状態。What a look at a database found.</summary>
/// <param name="Damage">What the database itself says of damage; null when it is whole, or has no such check.</param>
/// <param name="Pending">Migrations that the next start would make.</param>
/// <param name="Unknown">Migrations that this version of the product does not know: a newer one made them.</param>
/// <param name="UnguardedBy">Triggers that are missing, or not as the product made them.</param>
/// <param name="ForeignKeys">Ids of master keys that wrap something here and are not in the key file.</param>
/// <param name="LastEntry">When the newest entry of the journal was written.</param>
public sealed record DatabaseState(
    string? Damage, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown, IReadOnlyList<string> UnguardedBy, IReadOnlyList<string> ForeignKeys, DateTimeOffset? LastEntry);

/// <summary>データベースの診断。Looks at the database as it is; it changes and opens nothing.</summary>
public sealed class DatabaseExamination(PolicyDbFactory databases, DatabasePreparation preparation)
{
    /// <summary>Asks for one row and for the key file: what is in memory opens what there is, and a new document needs the file.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    /// <exception cref="IOException">The key file cannot be read.</exception>
    public async Task AskAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.Users.AsNoTracking().AnyAsync(ct);
        databases.Setup.Keys.Masters.Newest();
    }

    /// <summary>Looks at it.</summary>
    /// <exception cref="System.Data.Common.DbException">It cannot be reached.</exception>
    public async Task<DatabaseState> LookAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.Database.OpenConnectionAsync(ct);
        string? damage = null;
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
            try
            {
                await SqliteFiles.CheckAsync(sqlite, ct);
            }
            catch (BackupException fault)
            {
                damage = fault.Message;
            }
        var (applied, known) = ((await db.Database.GetAppliedMigrationsAsync(ct)).ToList(), db.Database.GetMigrations().ToList());
        var state = new DatabaseState(damage, [.. known.Except(applied)], [.. applied.Except(known)], [], [], null);
        // Of a database of another version nothing else can be asked.
        if (damage is not null || state.Pending.Count > 0 || state.Unknown.Count > 0)
            return state;
        var wrapping = await db.DocumentKeys.AsNoTracking().Select(key => key.MasterKeyId).Distinct().ToListAsync(ct);
        return state with
        {
            UnguardedBy = await preparation.MissingAsync(ct),
            ForeignKeys = [.. wrapping.Where(id => !databases.Setup.Keys.Masters.Has(id))],
            LastEntry = await db.Journal.WithoutReader().AsNoTracking().OrderByDescending(entry => entry.At).Select(entry => (DateTimeOffset?)entry.At).FirstOrDefaultAsync(ct),
        };
    }
}
