using System.Collections.Frozen;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// The database itself refuses to change or delete what is on record, whoever asks and by whatever statement. The last of three guards, after
/// the domain and <see cref="SaveGuard"/>. Every statement here can be run again over an existing trigger.
/// </summary>
internal static class GuardTriggers
{
    public const string Refusal = "is on record: it is never changed and never deleted";

    private static readonly (Type Entity, string Table, string? ClosedBy)[] Guarded =
    [
        (typeof(Edition), "Editions", null),
        (typeof(Acknowledgement), "Acknowledgements", null),
        (typeof(JournalEntry), "Journal", null),
        (typeof(DraftStep), "DraftSteps", null),
        (typeof(GrantConfirmation), "GrantConfirmations", null),
        (typeof(StoredFile), "Files", null),
        (typeof(FileChunk), "FileChunks", null),
        (typeof(PairingCorrection), "PairingCorrections", null),
        (typeof(OpennessDecision), "OpennessDecisions", null),
        // A step may be closed once; after that it stays.
        (typeof(ApprovalStep), "ApprovalSteps", nameof(ApprovalStep.Outcome)),
    ];

    /// <summary>Entities of which a row is never changed at all.</summary>
    public static readonly FrozenSet<Type> OnRecord = Guarded.Where(guarded => guarded.ClosedBy is null).Select(guarded => guarded.Entity).ToFrozenSet();

    /// <summary>
    /// SQL Server must not use an OUTPUT clause on a table with triggers, so the model names them; and what is on record is never written again
    /// by a save (save behaviour), whatever interceptors a context has.
    /// </summary>
    public static void Declare(ModelBuilder builder)
    {
        foreach (var (entity, table, closedBy) in Guarded)
        {
            builder.Entity(entity).ToTable(table, t =>
            {
                t.HasTrigger(NoUpdate(table));
                t.HasTrigger(NoDelete(table));
            });
            if (closedBy is null)
                foreach (var property in builder.Entity(entity).Metadata.GetProperties())
                    property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }

    /// <summary>Tables that a later migration than the one of the first guards makes and guards.</summary>
    private static readonly FrozenSet<string> Later = FrozenSet.Create("OpennessDecisions");

    /// <summary>For the migrations: over the first tables, or over those that the migration has just made.</summary>
    public static void AddTo(MigrationBuilder migration, params string[] tables)
    {
        var provider = migration.ActiveProvider switch
        {
            "Microsoft.EntityFrameworkCore.Sqlite" => DatabaseProvider.Sqlite,
            "Microsoft.EntityFrameworkCore.SqlServer" => DatabaseProvider.SqlServer,
            "Npgsql.EntityFrameworkCore.PostgreSQL" => DatabaseProvider.PostgreSql,
            var other => throw new NotSupportedException($"No guard triggers are written for {other}."),
        };
        foreach (var statement in Statements(provider, table => tables.Length == 0 ? !Later.Contains(table) : tables.Contains(table)))
            migration.Sql(statement);
    }

    public static IEnumerable<string> Names(DatabaseProvider provider) => Guarded.SelectMany(guarded => provider == DatabaseProvider.PostgreSql
        ? new[] { NoUpdate(guarded.Table), NoDelete(guarded.Table), NoTruncate(guarded.Table) }
        : [NoUpdate(guarded.Table), NoDelete(guarded.Table)]);

    /// <summary>Reads the names of the triggers that are there and switched on.</summary>
    public static string NamesInForce(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        DatabaseProvider.SqlServer => "SELECT name FROM sys.triggers WHERE is_disabled = 0",
        DatabaseProvider.PostgreSql => "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)",
    };

    public static IEnumerable<string> Statements(DatabaseProvider provider) => Statements(provider, _ => true);

    private static IEnumerable<string> Statements(DatabaseProvider provider, Func<string, bool> wanted) => provider switch
    {
        DatabaseProvider.Sqlite => Guarded.Where(guarded => wanted(guarded.Table)).SelectMany(guarded => ForSqlite(guarded.Table, guarded.ClosedBy)),
        DatabaseProvider.SqlServer => Guarded.Where(guarded => wanted(guarded.Table)).SelectMany(guarded => ForSqlServer(guarded.Table, guarded.ClosedBy)),
        DatabaseProvider.PostgreSql => Guarded.Where(guarded => wanted(guarded.Table)).SelectMany(guarded => ForPostgreSql(guarded.Table, guarded.ClosedBy)).Prepend(PostgreSqlFunction),
    };

    private static IEnumerable<string> ForSqlite(string table, string? closedBy)
    {
        var when = closedBy is null ? "" : $" WHEN OLD.\"{closedBy}\" IS NOT NULL";
        yield return $"CREATE TRIGGER IF NOT EXISTS \"{NoUpdate(table)}\" BEFORE UPDATE ON \"{table}\"{when} BEGIN SELECT RAISE(ABORT, '{table} {Refusal}'); END;";
        yield return $"CREATE TRIGGER IF NOT EXISTS \"{NoDelete(table)}\" BEFORE DELETE ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} {Refusal}'); END;";
    }

    // EXEC, because CREATE TRIGGER has to stand first in its batch and a script for any version puts a condition before it.
    private static IEnumerable<string> ForSqlServer(string table, string? closedBy)
    {
        var where = closedBy is null ? "" : $" WHERE [{closedBy}] IS NOT NULL";
        yield return $"EXEC(N'CREATE OR ALTER TRIGGER [{NoUpdate(table)}] ON [{table}] AFTER UPDATE AS IF EXISTS (SELECT 1 FROM deleted{where}) THROW 51000, ''{table} {Refusal}'', 1;');";
        yield return $"EXEC(N'CREATE OR ALTER TRIGGER [{NoDelete(table)}] ON [{table}] AFTER DELETE AS IF EXISTS (SELECT 1 FROM deleted) THROW 51000, ''{table} {Refusal}'', 1;');";
    }

    private const string PostgreSqlFunction = $"""
        CREATE OR REPLACE FUNCTION ccspolicy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% {Refusal}', TG_TABLE_NAME;
        END $$;
        """;

    private static IEnumerable<string> ForPostgreSql(string table, string? closedBy)
    {
        var when = closedBy is null ? "" : $" WHEN (OLD.\"{closedBy}\" IS NOT NULL)";
        yield return $"CREATE OR REPLACE TRIGGER \"{NoUpdate(table)}\" BEFORE UPDATE ON \"{table}\" FOR EACH ROW{when} EXECUTE FUNCTION ccspolicy_refuse_change();";
        yield return $"CREATE OR REPLACE TRIGGER \"{NoDelete(table)}\" BEFORE DELETE ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION ccspolicy_refuse_change();";
        yield return $"CREATE OR REPLACE TRIGGER \"{NoTruncate(table)}\" BEFORE TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION ccspolicy_refuse_change();";
    }

    private static string NoUpdate(string table) => $"{table}_NoUpdate";

    private static string NoDelete(string table) => $"{table}_NoDelete";

    private static string NoTruncate(string table) => $"{table}_NoTruncate";
}
