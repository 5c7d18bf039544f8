using System.Data.Common;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Backups;

/// <summary>
/// 控えの内容。What a database holds at one moment, by which a restored one is compared with it: rows of every table, size and root of the general journal, one hash over all its trees.
/// </summary>
/// <param name="Migration">The last migration of the schema.</param>
/// <param name="Settings">Names of the settings in force, without their values: what has to be set again on another machine.</param>
/// <param name="KeyFolder">Hash of the sealed part with the key folder, in hexadecimal.</param>
public sealed record BackupContents(string Migration, IReadOnlyDictionary<string, long> Rows, long JournalSize, string JournalRoot, string JournalTrees, IReadOnlyList<string> Settings, string KeyFolder)
{
    private const string Tables =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    private const string TablesOfPostgreSql =
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";

    /// <summary>The last notes that lay outside when the backup was begun: whatever lies there up to them must be in what it holds.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>The places outside in which nothing could be read then: what lies there is not asked of what it holds.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    public long RowsOf(string table) => Rows.GetValueOrDefault(table);

    /// <summary>Names of what is not equal in the other; empty when all is.</summary>
    public IEnumerable<string> Differences(BackupContents other)
    {
        foreach (var table in Rows.Keys.Union(other.Rows.Keys).Order(StringComparer.Ordinal))
            if (!Rows.TryGetValue(table, out var mine) || !other.Rows.TryGetValue(table, out var theirs) || mine != theirs)
                yield return table;
        if ((JournalSize, JournalRoot, JournalTrees) != (other.JournalSize, other.JournalRoot, other.JournalTrees))
            yield return "journal";
        if (Migration != other.Migration)
            yield return "schema";
    }

    /// <summary>
    /// Reads a database as it is, by SQL alone, so that a schema of any age can be read. Every tree of the journal is built anew out of its entries, whatever stands beside them: whether they are what was signed is
    /// asked when it is restored.
    /// </summary>
    /// <param name="roots">Takes the root of the general tree at each of its sizes that the tree reaches.</param>
    internal static async Task<BackupContents> ReadAsync(DbConnection connection, DatabaseProvider provider, CancellationToken ct, Dictionary<long, TreeHash>? roots = null)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await ListAsync(connection, provider == DatabaseProvider.Sqlite ? Tables : TablesOfPostgreSql, ct))
            rows[table] = Convert.ToInt64((await ListAsync(connection, $"SELECT COUNT(*) FROM \"{table}\"", ct))[0], System.Globalization.CultureInfo.InvariantCulture);
        // A lease changes hands while nothing happens, and says nothing about what is kept.
        rows.Remove("Leases");
        var migration = (await ListAsync(connection, "SELECT MAX(\"MigrationId\") FROM \"__EFMigrationsHistory\"", ct))[0];
        var trees = await TreesAsync(connection, roots ?? [], ct);
        var general = trees.GetValueOrDefault(JournalPosition.General) ?? new TreeEdge();
        return new BackupContents(migration, rows, general.Size, general.Root.ToString(), HourCommitment.Of([], trees.Select(tree => (tree.Key, tree.Value.Size, tree.Value.Root))).Root.ToString(), [], "");
    }

    private static async Task<Dictionary<Guid, TreeEdge>> TreesAsync(DbConnection connection, Dictionary<long, TreeHash> roots, CancellationToken ct)
    {
        var trees = new Dictionary<Guid, TreeEdge>();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT p.\"Tree\", j.\"Bytes\" FROM \"JournalPositions\" p JOIN \"Journal\" j ON j.\"Id\" = p.\"EntryId\" ORDER BY p.\"Tree\", p.\"Number\"";
        await using var positions = await command.ExecuteReaderAsync(ct);
        while (await positions.ReadAsync(ct))
        {
            // Somebody may have put there what is no tree. That is found when the record is verified; it keeps no backup from being made.
            if (StoredId.TryRead(StoredValue.Text(positions.GetValue(0)) ?? "") is not { } id)
                continue;
            var tree = trees.TryGetValue(id, out var begun) ? begun : trees[id] = new TreeEdge();
            tree.Add(TreeHash.OfLeaf(positions.GetFieldValue<byte[]>(1)));
            if (id == JournalPosition.General && roots.ContainsKey(tree.Size))
                roots[tree.Size] = tree.Root;
        }
        return trees;
    }

    private static async Task<List<string>> ListAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        var list = new List<string>();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come out of the catalogue of the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            list.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) ?? "");
        return list;
    }
}
