using System.Collections.Frozen;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
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

    /// <summary>What SQLite says in place of its own words when a key is taken; <see cref="Saving.SaveOutcome"/> knows it.</summary>
    public const string AlreadyThere = "has a row with this key already";

    /// <summary>A table on record. Keys are its primary key and each of its unique indexes.</summary>
    private sealed record Guard(Type Entity, string Table, string? ClosedBy, params string[][] Keys);

    private static readonly string[] ById = ["Id"];

    private static readonly Guard[] Guarded =
    [
        new(typeof(Edition), "Editions", null, ById, ["AmendmentId"], ["CarriedFromId"]),
        new(typeof(Acknowledgement), "Acknowledgements", null, ById, ["EditionId", "PersonId", "Occasion"], ["ReceiptNumber"]),
        new(typeof(AcknowledgementWithdrawal), "AcknowledgementWithdrawals", null, ["AcknowledgementId"]),
        new(typeof(Matter), "Matters", null, ById),
        new(typeof(MatterAnswer), "MatterAnswers", null, ["MatterId", "Number"]),
        new(typeof(Campaign), "Campaigns", null, ById, ["DocumentId", "Number"]),
        new(typeof(CourseVersion), "CourseVersions", null, ById, ["CourseId", "Number"]),
        new(typeof(CourseQuestion), "CourseQuestions", null, ById, ["QuestionId", "Number"]),
        new(typeof(CourseAttempt), "CourseAttempts", null, ById, ["CourseId", "PersonId", "Number"]),
        new(typeof(CoursePlan), "CoursePlans", null, ById, ["CourseId", "FiscalYear", "Number"]),
        new(typeof(CourseAttendance), "CourseAttendances", null, ById, ["CourseId", "PersonId", "Number"]),
        new(typeof(JournalEntry), "Journal", null, ById),
        new(typeof(DraftStep), "DraftSteps", null, ["AmendmentId", "Sequence"]),
        new(typeof(GrantConfirmation), "GrantConfirmations", null, ById),
        new(typeof(StoredFile), "Files", null, ById),
        new(typeof(FileChunk), "FileChunks", null, ["FileId", "Ordinal"]),
        new(typeof(PairingCorrection), "PairingCorrections", null, ById),
        new(typeof(OpennessDecision), "OpennessDecisions", null, ById),
        new(typeof(ProvisionOpenness), "ProvisionOpenness", null, ById, ["DocumentId", "Key", "Number"]),
        new(typeof(CustodyHandover), "CustodyHandovers", null, ById, ["DocumentId", "Number"]),
        new(typeof(AccessRequest), "AccessRequests", null, ById),
        new(typeof(AccessRequestStep), "AccessRequestSteps", null, ById, ["RequestId", "Number"]),
        new(typeof(GrantReview), "GrantReviews", null, ById),
        new(typeof(GrantVerdict), "GrantVerdicts", null, ["ReviewId", "GrantId"]),
        new(typeof(TargetDecision), "TargetDecisions", null, ById, ["DocumentId", "Number"]),
        new(typeof(TargetRule), "TargetRules", null, ["DecisionId", "Ordinal"]),
        new(typeof(PersonnelChangeRow), "PersonnelChangeRows", null, ["ChangeId", "Number"]),
        new(typeof(Guideline), "Guidelines", null, ById, ["Code"]),
        new(typeof(GuidelineEdition), "GuidelineEditions", null, ById, ["GuidelineId", "Label"]),
        new(typeof(GuidelineItem), "GuidelineItems", null, ["EditionId", "Ordinal"], ["EditionId", "Number"]),
        new(typeof(GuidelineCitation), "GuidelineCitations", null, ById, ["DocumentId", "Key", "EditionId", "Item", "Number"]),
        new(typeof(MailTemplate), "MailTemplates", null, ById, ["Kind", "Language", "Number"]),
        new(typeof(JournalPosition), "JournalPositions", null, ["EntryId"], ["Tree", "Number"]),
        new(typeof(JournalVoucher), "JournalVouchers", null, ["EntryId"]),
        new(typeof(JournalNote), "JournalNotes", null, ["OfProcedures", "Size"]),
        // A step may be closed once; after that it stays.
        new(typeof(ApprovalStep), "ApprovalSteps", nameof(ApprovalStep.Outcome), ById, ["AmendmentId", "Round", "Ordinal"]),
    ];

    /// <summary>Entities of which a row is never changed at all.</summary>
    public static readonly FrozenSet<Type> OnRecord = Guarded.Where(guarded => guarded.ClosedBy is null).Select(guarded => guarded.Entity).ToFrozenSet();

    /// <summary>
    /// SQL Server must not use an OUTPUT clause on a table with triggers, so the model names them; and what is on record is never written again
    /// by a save (save behaviour), whatever interceptors a context has.
    /// </summary>
    public static void Declare(ModelBuilder builder)
    {
        foreach (var (entity, table, closedBy, _) in Guarded)
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

    /// <summary>What the migration of the first guards made; each later one names its own tables.</summary>
    private static readonly FrozenSet<string> First = FrozenSet.Create(
        "Editions", "Acknowledgements", "AcknowledgementWithdrawals", "Matters", "MatterAnswers", "Campaigns", "CourseVersions", "CourseQuestions", "CourseAttempts", "CoursePlans", "CourseAttendances", "Journal", "DraftSteps", "GrantConfirmations", "Files", "FileChunks", "PairingCorrections", "OpennessDecisions",
        "ProvisionOpenness", "CustodyHandovers", "AccessRequests", "AccessRequestSteps", "GrantReviews", "GrantVerdicts", "TargetDecisions", "TargetRules",
        "PersonnelChangeRows", "Guidelines", "GuidelineEditions", "GuidelineItems", "GuidelineCitations", "MailTemplates",
        "JournalPositions", "JournalVouchers", "JournalNotes", "ApprovalSteps");

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
        foreach (var statement in Statements(provider, table => tables.Length == 0 ? First.Contains(table) : tables.Contains(table)))
            migration.Sql(statement);
    }

    /// <summary>
    /// What stands in the database when each trigger is there, switched on, and does what it is for: of another that has its name something else stands there. SQLite keeps the statement, PostgreSQL writes it in
    /// its own way; of SQL Server nothing but the name is asked, since no server was there to show in which form it gives a statement back.
    /// </summary>
    public static IReadOnlyDictionary<string, string> InForce(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.SqlServer => Names(provider).ToDictionary(name => name),
        _ => Guarded.SelectMany(guarded => provider == DatabaseProvider.Sqlite ? ForSqlite(guarded) : ForPostgreSql(guarded.Table, guarded.ClosedBy)).ToDictionary(statement => statement.Split('"')[1], statement => statement.TrimEnd(';')
            .Replace(CreateForSqlite, "CREATE TRIGGER", StringComparison.Ordinal).Replace(CreateForPostgreSql, "CREATE TRIGGER", StringComparison.Ordinal).Replace("(OLD.", "(old.", StringComparison.Ordinal)
            + (provider == DatabaseProvider.PostgreSql ? PostgreSqlBody : "")),
    };

    public static IEnumerable<string> Names(DatabaseProvider provider) => Guarded.SelectMany(guarded => provider switch
    {
        DatabaseProvider.PostgreSql => new[] { NoUpdate(guarded.Table), NoDelete(guarded.Table), NoTruncate(guarded.Table) },
        DatabaseProvider.SqlServer => [NoUpdate(guarded.Table), NoDelete(guarded.Table)],
        DatabaseProvider.Sqlite when guarded.ClosedBy is null => [NoUpdate(guarded.Table), NoDelete(guarded.Table), NoReplace(guarded.Table)],
        DatabaseProvider.Sqlite => [NoUpdate(guarded.Table), NoDelete(guarded.Table), NoReplace(guarded.Table), NoTakeover(guarded.Table)],
    });

    /// <summary>Keys by which a row of the table is the only one, as the triggers of SQLite compare them.</summary>
    public static IEnumerable<(Type Entity, string[][] Keys)> Keys => Guarded.Select(guarded => (guarded.Entity, guarded.Keys));

    /// <summary>Reads the triggers that are there and switched on, each with what <see cref="InForce"/> says of it.</summary>
    public static string ReadInForce(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'",
        DatabaseProvider.SqlServer => "SELECT name, name FROM sys.triggers WHERE is_disabled = 0",
        DatabaseProvider.PostgreSql => """
            SELECT t.tgname::text, pg_catalog.pg_get_triggerdef(t.oid, true) || pg_catalog.replace(f.prosrc, pg_catalog.chr(13), '') FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_catalog.pg_table_is_visible(t.tgrelid)
            """,
    };

    public static IEnumerable<string> Statements(DatabaseProvider provider) => Statements(provider, _ => true);

    /// <summary>Takes away what keeps rows of the tables from being changed; deleted they are still not. For <see cref="Resealing"/> alone, which puts it back in the same transaction.</summary>
    public static IEnumerable<string> Lifted(DatabaseProvider provider, Func<string, bool> wanted, bool forDeleting = false) =>
        Guarded.Where(guarded => wanted(guarded.Table)).Select(guarded => (guarded.Table, Trigger: forDeleting ? NoDelete(guarded.Table) : NoUpdate(guarded.Table))).Select(lifted => provider switch
        {
            DatabaseProvider.PostgreSql => $"DROP TRIGGER \"{lifted.Trigger}\" ON \"{lifted.Table}\";",
            DatabaseProvider.SqlServer => $"DROP TRIGGER [{lifted.Trigger}];",
            DatabaseProvider.Sqlite => $"DROP TRIGGER \"{lifted.Trigger}\";",
        });

    public static IEnumerable<string> Statements(DatabaseProvider provider, Func<string, bool> wanted) => provider switch
    {
        DatabaseProvider.Sqlite => Guarded.Where(guarded => wanted(guarded.Table)).SelectMany(ForSqlite),
        DatabaseProvider.SqlServer => Guarded.Where(guarded => wanted(guarded.Table)).SelectMany(guarded => ForSqlServer(guarded.Table, guarded.ClosedBy)),
        DatabaseProvider.PostgreSql => Guarded.Where(guarded => wanted(guarded.Table)).SelectMany(guarded => ForPostgreSql(guarded.Table, guarded.ClosedBy)).Prepend(PostgreSqlFunction),
    };

    private const string CreateForSqlite = "CREATE TRIGGER IF NOT EXISTS";
    private const string CreateForPostgreSql = "CREATE OR REPLACE TRIGGER";

    private static IEnumerable<string> ForSqlite(Guard guarded)
    {
        var (table, closedBy) = (guarded.Table, guarded.ClosedBy);
        var when = closedBy is null ? "" : $" WHEN OLD.\"{closedBy}\" IS NOT NULL";
        yield return $"{CreateForSqlite} \"{NoUpdate(table)}\" BEFORE UPDATE ON \"{table}\"{when} BEGIN SELECT RAISE(ABORT, '{table} {Refusal}'); END;";
        yield return $"{CreateForSqlite} \"{NoDelete(table)}\" BEFORE DELETE ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} {Refusal}'); END;";
        // OR REPLACE deletes the row in its way, and tells no trigger of it on a connection that has not asked for that. So nothing may be in its way.
        yield return $"{CreateForSqlite} \"{NoReplace(table)}\" BEFORE INSERT ON \"{table}\" WHEN {Taken(guarded, "")} BEGIN SELECT RAISE(ABORT, '{table} {AlreadyThere}'); END;";
        if (closedBy is not null)
            yield return $"{CreateForSqlite} \"{NoTakeover(table)}\" BEFORE UPDATE ON \"{table}\" WHEN {Taken(guarded, " AND rowid <> OLD.rowid")} BEGIN SELECT RAISE(ABORT, '{table} {AlreadyThere}'); END;";
    }

    // The number that SQLite gives each row is a key as well, by which a row can be replaced.
    private static string Taken(Guard guarded, string andNot) => string.Join(" OR ", guarded.Keys.Append(["rowid"]).Select(key =>
        $"EXISTS (SELECT 1 FROM \"{guarded.Table}\" WHERE {string.Join(" AND ", key.Select(column => $"\"{column}\" = NEW.\"{column}\""))}{andNot})"));

    // EXEC, because CREATE TRIGGER has to stand first in its batch and a script for any version puts a condition before it.
    private static IEnumerable<string> ForSqlServer(string table, string? closedBy)
    {
        var where = closedBy is null ? "" : $" WHERE [{closedBy}] IS NOT NULL";
        yield return $"EXEC(N'CREATE OR ALTER TRIGGER [{NoUpdate(table)}] ON [{table}] AFTER UPDATE AS IF EXISTS (SELECT 1 FROM deleted{where}) THROW 51000, ''{table} {Refusal}'', 1;');";
        yield return $"EXEC(N'CREATE OR ALTER TRIGGER [{NoDelete(table)}] ON [{table}] AFTER DELETE AS IF EXISTS (SELECT 1 FROM deleted) THROW 51000, ''{table} {Refusal}'', 1;');";
    }

    private const string PostgreSqlBody = $"\nBEGIN\n    RAISE EXCEPTION '% {Refusal}', TG_TABLE_NAME;\nEND ";
    private const string PostgreSqlFunction = $"CREATE OR REPLACE FUNCTION ccspolicy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${PostgreSqlBody}$$;";

    private static IEnumerable<string> ForPostgreSql(string table, string? closedBy)
    {
        var when = closedBy is null ? "" : $" WHEN (OLD.\"{closedBy}\" IS NOT NULL)";
        yield return $"{CreateForPostgreSql} \"{NoUpdate(table)}\" BEFORE UPDATE ON \"{table}\" FOR EACH ROW{when} EXECUTE FUNCTION ccspolicy_refuse_change();";
        yield return $"{CreateForPostgreSql} \"{NoDelete(table)}\" BEFORE DELETE ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION ccspolicy_refuse_change();";
        yield return $"{CreateForPostgreSql} \"{NoTruncate(table)}\" BEFORE TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION ccspolicy_refuse_change();";
    }

    private static string NoUpdate(string table) => $"{table}_NoUpdate";

    private static string NoDelete(string table) => $"{table}_NoDelete";

    private static string NoReplace(string table) => $"{table}_NoReplace";

    private static string NoTakeover(string table) => $"{table}_NoTakeover";

    private static string NoTruncate(string table) => $"{table}_NoTruncate";
}
