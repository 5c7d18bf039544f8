using System.Data.Common;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// Asks a database which names mean an ordinary table and nothing else. Whatever stands in the place of one can answer each who asks in another way: a view, a virtual or foreign table, one whose rows a policy
/// hides or whose parts lie elsewhere, or a second one of the same name that another account finds first.
/// </summary>
internal static class StoredTables
{
    /// <summary>What is said before the names are asked for; it holds for the transaction. Null where nothing is.</summary>
    public static string? Before(DatabaseProvider provider) => provider == DatabaseProvider.PostgreSql ? PostgreSqlPlace : null;

    /// <summary>Asks for the names: of each row <see cref="NameIn"/> tells it.</summary>
    public static string Question(DatabaseProvider provider) => provider switch
    {
        // As SQLite has read its schema, whatever the columns of the schema say of it. The statement, and not the table of its name: such a one could be made.
        DatabaseProvider.Sqlite => "PRAGMA main.table_list",
        DatabaseProvider.SqlServer => """
            SELECT t.name FROM sys.tables t
            WHERE t.schema_id = SCHEMA_ID() AND t.is_external = 0 AND NOT EXISTS (SELECT 1 FROM sys.security_predicates p WHERE p.target_object_id = t.object_id)
            """,
        DatabaseProvider.PostgreSql => PostgreSqlTables,
    };

    /// <summary>The name of an ordinary table; null for a row of anything else.</summary>
    public static string? NameIn(DbDataReader row, DatabaseProvider provider) =>
        provider != DatabaseProvider.Sqlite ? row.GetString(0) : row.GetString(0) == "main" && row.GetString(2) == "table" ? row.GetString(1) : null;

    /// <summary>
    /// One schema is looked in, and the server's own before it, so that nothing can stand in for what is asked below. A policy that would hide rows is a fault and no shorter answer. Indexes are left alone:
    /// whoever rules the server can let one say something else than its table.
    /// </summary>
    private const string PostgreSqlPlace = """
        SELECT pg_catalog.set_config('search_path', pg_catalog.format('%I, pg_temp', pg_catalog.current_schema()), true), pg_catalog.set_config('row_security', 'off', true),
            pg_catalog.set_config('enable_indexscan', 'off', true), pg_catalog.set_config('enable_indexonlyscan', 'off', true), pg_catalog.set_config('enable_bitmapscan', 'off', true),
            pg_catalog.set_config('enable_seqscan', 'on', true), pg_catalog.set_config('enable_sort', 'on', true)
        """;

    private const string PostgreSqlTables = """
        SELECT c.relname::text FROM pg_class c GROUP BY c.relname
        HAVING COUNT(*) = 1 AND bool_and(c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND NOT c.relrowsecurity AND NOT c.relispartition
            AND NOT EXISTS (SELECT 1 FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)) AND NOT EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.ev_class = c.oid))
        """;
}
