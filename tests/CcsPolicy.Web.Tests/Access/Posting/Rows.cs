using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.Data.Sqlite;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>Every row of the database as it is, asked on a bare connection: no filter and no mapping stands between.</summary>
internal sealed class Rows
{
    /// <summary>The closed list of what is random by design: a salted hash and a key that is sealed. Only whether it is there is compared.</summary>
    private static readonly string[] Random = ["AspNetUsers.PasswordHash", "AspNetUserTokens.Value", "AccountPins.Sealed"];

    private readonly SortedDictionary<string, string> cells = new(StringComparer.Ordinal);

    /// <summary>How many tables there are.</summary>
    public int Tables { get; private init; }

    public static Rows Of(World world)
    {
        using var connection = new SqliteConnection(world.Portal.Databases.Setup.ConnectionString);
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").Select(row => row[0]).ToList();
        var rows = new Rows { Tables = tables.Count };
        foreach (var table in tables)
        {
            var columns = Read(connection, $"SELECT name, pk FROM pragma_table_info('{table}')");
            foreach (var row in Read(connection, $"SELECT * FROM \"{table}\""))
            {
                var key = string.Join('/', columns.Select((column, at) => (column, at)).Where(one => one.column[1] != "0").Select(one => row[one.at]));
                for (var at = 0; at < row.Length; at++)
                    rows.cells[$"{table}\t{key}\t{columns[at][0]}"] = Random.Contains($"{table}.{columns[at][0]}") && row[at] != "null" ? "set" : row[at];
            }
        }
        return rows;
    }

    /// <summary>Null when both hold the same; otherwise the cells that part, a few of them.</summary>
    public static string? Differ(Rows one, Rows other)
    {
        var parted = one.cells.Keys.Union(other.cells.Keys).Where(cell => one.cells.GetValueOrDefault(cell) != other.cells.GetValueOrDefault(cell)).ToList();
        return parted.Count == 0 ? null : string.Join("; ", parted.Take(6).Select(cell => $"{cell.Replace('\t', ' ')}: {one.cells.GetValueOrDefault(cell)} / {other.cells.GetValueOrDefault(cell)}"));
    }

    /// <summary>What kind of change lies between: the columns in which a row is another, is new or has gone.</summary>
    public HashSet<string> ChangedSince(Rows before) =>
        [.. cells.Keys.Union(before.cells.Keys).Where(cell => cells.GetValueOrDefault(cell) != before.cells.GetValueOrDefault(cell))
            .Select(cell => (Cell: cell.Split('\t'), Kind: before.cells.ContainsKey(cell) ? cells.ContainsKey(cell) ? "" : " -" : " +")).Select(found => $"{found.Cell[0]}.{found.Cell[2]}{found.Kind}")];

    /// <summary>How long the longest cell is that is new or another.</summary>
    public int LongestSince(Rows before) =>
        cells.Where(cell => before.cells.GetValueOrDefault(cell.Key) != cell.Value).Select(cell => cell.Value.Length).DefaultIfEmpty().Max();

    private static List<string[]> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? "null" : reader.GetValue(at) is byte[] bytes ? Convert.ToHexStringLower(bytes) : Convert.ToString(reader.GetValue(at), System.Globalization.CultureInfo.InvariantCulture)!)]);
        return rows;
    }
}
