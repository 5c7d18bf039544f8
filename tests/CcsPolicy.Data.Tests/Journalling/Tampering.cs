using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>Where a tampering must be found.</summary>
/// <param name="Tree">Null where no tree can be named.</param>
/// <param name="Number">Null where any place of the tree counts.</param>
/// <param name="Within">For an entry about a procedure: the instant that the reported hour must contain, when the place is not named.</param>
/// <param name="Row">The row that must be named.</param>
internal sealed record Expected(string? Tree, long? Number, DateTimeOffset? Within = null, string? Row = null);

/// <summary>Rewrites the journal in a copy of a database as somebody would who may do anything there: by SQL, with every hash computed anew where that helps.</summary>
internal sealed class Tampering(SqliteConnection db, Random random)
{
    private sealed record Place(string EntryId, string Tree, long Number, DateTimeOffset Within, byte[] Bytes, string Name);

    private static readonly string[] NoteChanges = ["Size = Size + 1000", "Note = replace(Note, 'at 2026', 'at 2025')", "At = '2020-01-01 00:00:00'", "At = At || '.5'", "Salt = Salt || x'00'"];

    public static readonly string[] Kinds =
        ["column", "place", "swap", "insert", "delete", "delete-and-close", "cut", "re-chain", "re-sign", "row", "row-deleted", "row-inserted", "note", "version"];

    /// <summary>Does it to one of the first <paramref name="anchored"/> entries of the general tree, or to one about a procedure that was given its place before <paramref name="committed"/>.</summary>
    public Expected Do(string kind, bool general, long from, long anchored, DateTimeOffset committedFrom, DateTimeOffset committed, ECDsa otherKey)
    {
        var places = Read(general).Where(place => general ? place.Number >= from && place.Number < anchored : place.Within >= committedFrom && place.Within < committed).ToList();
        var one = places[random.Next(places.Count)];
        var at = new Expected(one.Name, one.Number);
        var inHour = general ? at : new Expected(null, null, one.Within);
        switch (kind)
        {
            case "column":
                return ChangeColumn(one);
            case "place":
                return ChangePlace(one);
            case "swap":
                var other = places.Where(place => place.Tree == one.Tree && place.Number != one.Number).OrderBy(_ => random.Next()).First();
                Run("UPDATE JournalPositions SET EntryId = 'x' WHERE EntryId = $a; UPDATE JournalPositions SET EntryId = $a, Leaf = $la WHERE EntryId = $b; UPDATE JournalPositions SET EntryId = $b, Leaf = $lb WHERE EntryId = 'x'",
                    ("$a", one.EntryId), ("$b", other.EntryId), ("$la", Leaf(one.Bytes)), ("$lb", Leaf(other.Bytes)));
                var first = one.Number < other.Number ? one : other;
                return general ? new Expected(first.Name, first.Number) : new Expected(null, null, first.Within);
            case "insert":
                Run("UPDATE JournalPositions SET Number = -Number - 2 WHERE Tree = $t AND Number >= $n; UPDATE JournalPositions SET Number = -Number - 1 WHERE Tree = $t AND Number < 0", ("$t", one.Tree), ("$n", one.Number));
                Insert(one);
                return inHour;
            case "delete":
                Run("DELETE FROM Journal WHERE Id = $e" + (random.Next(2) == 0 ? "; DELETE FROM JournalPositions WHERE EntryId = $e" : ""), ("$e", one.EntryId));
                return at;
            case "delete-and-close":
                Run("DELETE FROM JournalPositions WHERE EntryId = $e; DELETE FROM Journal WHERE Id = $e; UPDATE JournalPositions SET Number = -Number WHERE Tree = $t AND Number > $n; UPDATE JournalPositions SET Number = -Number - 1 WHERE Tree = $t AND Number < 0",
                    ("$e", one.EntryId), ("$t", one.Tree), ("$n", one.Number));
                return inHour;
            case "cut":
                Run("DELETE FROM Journal WHERE Id IN (SELECT EntryId FROM JournalPositions WHERE Tree = $t AND Number >= $n); DELETE FROM JournalPositions WHERE Tree = $t AND Number >= $n", ("$t", one.Tree), ("$n", one.Number));
                return inHour;
            case "re-chain":
                Rewrite(one);
                return inHour;
            case "re-sign":
                Rewrite(one);
                Resign(otherKey);
                return inHour;
            case "version":
                // An entry that speaks of rows, if there is one: what is no record of this version says nothing of them any more.
                var withRows = places.Where(place => place.Bytes.AsSpan().IndexOf("\"rows\":"u8) >= 0).OrderBy(_ => random.Next()).FirstOrDefault() ?? one;
                Run("UPDATE Journal SET Bytes = $b WHERE Id = $e; UPDATE JournalPositions SET Leaf = $l WHERE EntryId = $e",
                    ("$e", withRows.EntryId), ("$b", OfVersionTwo(withRows.Bytes)), ("$l", Leaf(OfVersionTwo(withRows.Bytes))));
                return new Expected(withRows.Name, withRows.Number);
            case "note":
                Run($"UPDATE JournalNotes SET {NoteChanges[random.Next(NoteChanges.Length)]} WHERE rowid = (SELECT rowid FROM JournalNotes WHERE OfProcedures = $p ORDER BY random() LIMIT 1)", ("$p", general ? 0 : 1));
                return new Expected(null, null);
            default:
                return ChangeRow(kind);
        }
    }

    private Expected ChangeColumn(Place one)
    {
        var (column, value) = random.Next(9) switch
        {
            // The same id as a reader sees it, which the database does not find by the id any more.
            7 => ("Id", "lower(Id)"),
            8 => ("ActorId", "coalesce(lower(replace(ActorId, '-', '')), 'x')"),
            0 => ("Log", "CASE Log WHEN 'General' THEN 'Restricted' ELSE 'General' END"),
            1 => ("At", "'2020-01-01 00:00:00'"),
            2 => ("ActorId", "'11111111-1111-1111-1111-111111111111'"),
            3 => ("Action", "Action || 'x'"),
            4 => ("DocumentId", "'22222222-2222-2222-2222-222222222222'"),
            5 => ("Id", "'33333333-3333-3333-3333-333333333333'"),
            _ => ("Bytes", "$bytes"),
        };
        var bytes = one.Bytes.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        Run($"UPDATE Journal SET {column} = {value} WHERE Id = $e", ("$e", one.EntryId), ("$bytes", bytes));
        return new Expected(one.Name, one.Number);
    }

    private Expected ChangePlace(Place one)
    {
        var (column, value) = random.Next(8) switch
        {
            6 => ("Hour", "CASE WHEN Tree LIKE '00000000%' THEN 5 END"),
            7 => ("Hour", "coalesce(Hour, 0) + 1000"),
            4 => ("EntryId", "lower(EntryId)"),
            5 => ("Tree", "lower(replace(Tree, '-', ''))"),
            0 => ("Number", "1000000 + Number"),
            1 => ("Tree", "'44444444-4444-4444-4444-444444444444'"),
            2 => ("EntryId", "'55555555-5555-5555-5555-555555555555'"),
            _ => ("Leaf", "randomblob(32)"),
        };
        Run($"UPDATE JournalPositions SET {column} = {value} WHERE EntryId = $e", ("$e", one.EntryId));
        // The last of a tree leaves no gap behind: only what was signed tells.
        return (column is "Number" or "Tree" || value == "coalesce(Hour, 0) + 1000") && !one.Tree.StartsWith("00000000", StringComparison.Ordinal) ? new Expected(null, null, one.Within) : new Expected(one.Name, one.Number);
    }

    private Expected ChangeRow(string kind)
    {
        string[] tables = ["Documents", "Amendments", "Files", "ImplementsLinks", "PairingCorrections", "Editions", "Acknowledgements", "Matters", "Leaves", "InformationSystems", "SystemUses", "SharedTerminals", "Campaigns", "CourseVersions", "CourseQuestions", "CourseAttempts", "CoursePlans", "CourseAttendances", "ApprovalSteps", "Grants", "GrantConfirmations", "CustodyHandovers", "OpennessDecisions", "ProvisionOpenness", "TargetDecisions", "GrantReviews", "People", "Employments", "Assignments", "Departments", "Posts", "FormerNames", "PersonnelChanges"];
        var filled = tables.Where(name => Text($"SELECT COUNT(*) FROM {name}") != "0").ToList();
        var table = filled[random.Next(filled.Count)];
        var id = Text($"SELECT Id FROM {table} ORDER BY random() LIMIT 1");
        if (kind == "row-inserted")
        {
            var columns = Columns(table).Where(column => column != "Id").Select(column => $"\"{column}\"").ToList();
            Run($"CREATE TABLE Kept AS SELECT * FROM {table} WHERE Id = $id; UPDATE Kept SET Id = '66666666-6666-6666-6666-666666666666'; INSERT OR IGNORE INTO {table} (Id, {string.Join(", ", columns)}) SELECT Id, {string.Join(", ", columns)} FROM Kept; DROP TABLE Kept", ("$id", id));
            // Where another key forbids a second one, the first is taken away.
            if (Text($"SELECT COUNT(*) FROM {table} WHERE Id LIKE '66666666%'") == "0")
            {
                Run($"UPDATE {table} SET Id = '66666666-6666-6666-6666-666666666666' WHERE Id = $id", ("$id", id));
                return new Expected(null, null, Row: $"{table}/{id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()}");
            }
            return new Expected(null, null, Row: $"{table}/66666666666666666666666666666666");
        }
        if (kind == "row-deleted")
            Run($"DELETE FROM {table} WHERE Id = $id", ("$id", id));
        else
        {
            var column = Columns(table).Where(column => column != "Id").OrderBy(_ => random.Next()).First();
            Run($"UPDATE {table} SET \"{column}\" = CASE WHEN \"{column}\" IS NULL THEN 'x' WHEN typeof(\"{column}\") = 'integer' THEN \"{column}\" + 1 WHEN typeof(\"{column}\") = 'blob' THEN \"{column}\" || x'00' ELSE \"{column}\" || 'x' END WHERE Id = $id", ("$id", id));
        }
        return new Expected(null, null, Row: $"{table}/{id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()}");
    }

    /// <summary>Another entry in place of this one, right in itself: bytes, columns and hash agree.</summary>
    private void Rewrite(Place one)
    {
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(one.Bytes).Replace("\"action\":\"", "\"action\":\"un", StringComparison.Ordinal));
        Run("UPDATE Journal SET Bytes = $b, Action = 'un' || Action WHERE Id = $e; UPDATE JournalPositions SET Leaf = $l WHERE EntryId = $e", ("$b", bytes), ("$l", Leaf(bytes)), ("$e", one.EntryId));
    }

    private void Insert(Place one)
    {
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(one.Bytes).Replace(one.EntryId.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), id.ToString("N"), StringComparison.Ordinal));
        Run("INSERT INTO Journal SELECT $id, Log, At, ActorId, Action, DocumentId, $b FROM (SELECT Log, At, ActorId, Action, DocumentId FROM Journal WHERE Id = $e); INSERT INTO JournalPositions (EntryId, Tree, Number, Leaf, Hour) SELECT $id, Tree, Number - 1, $l, Hour FROM JournalPositions WHERE EntryId = $e"
            .Replace("INSERT INTO Journal SELECT", "INSERT INTO Journal (Id, Log, At, ActorId, Action, DocumentId, Bytes) SELECT", StringComparison.Ordinal),
            ("$id", id.ToString().ToUpperInvariant()), ("$b", bytes), ("$l", Leaf(bytes)), ("$e", one.EntryId));
    }

    /// <summary>Signs the database's own checkpoints anew with another key, over the roots as they are now.</summary>
    private void Resign(ECDsa key)
    {
        var (edge, roots) = (new TreeEdge(), new Dictionary<long, TreeHash>());
        foreach (var place in Read(general: true).Where(place => place.Tree.StartsWith("00000000", StringComparison.Ordinal)))
        {
            edge.Add(TreeHash.OfLeaf(place.Bytes));
            roots[edge.Size] = edge.Root;
        }
        var notes = new List<(long Id, string Note)>();
        using (var command = Command("SELECT rowid, Note FROM JournalNotes WHERE OfProcedures = 0"))
        using (var row = command.ExecuteReader())
            while (row.Read())
                notes.Add((row.GetInt64(0), row.GetString(1)));
        foreach (var (id, note) in notes)
            if (Checkpoint.TryParse(SignedNote.TryParse(note)!.Text) is { } point && roots.TryGetValue(point.Size, out var root))
                Run("UPDATE JournalNotes SET Note = $n WHERE rowid = $i", ("$i", id), ("$n", SignedNote.Sign((point with { Root = root }).Write(), point.Origin, key).Write()));
    }

    private List<Place> Read(bool general)
    {
        var places = new List<Place>();
        using var command = Command($"SELECT p.EntryId, p.Tree, p.Number, p.Hour, e.Bytes FROM JournalPositions p JOIN Journal e ON e.Id = p.EntryId WHERE p.Tree {(general ? "" : "NOT ")}LIKE '00000000%' ORDER BY p.Tree, p.Number");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var tree = row.GetString(1);
            places.Add(new Place(row.GetString(0), tree, row.GetInt64(2), DateTimeOffset.FromUnixTimeSeconds((general ? 0 : row.GetInt64(3) * 3600) - 1), (byte[])row.GetValue(4),
                general ? "general" : tree.StartsWith("FFFFFFFF", StringComparison.OrdinalIgnoreCase) ? "catalogue" : tree.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()));
        }
        return places;
    }

    private List<string> Columns(string table)
    {
        var columns = new List<string>();
        using var command = Command($"SELECT name FROM pragma_table_info('{table}')");
        using var row = command.ExecuteReader();
        while (row.Read())
            columns.Add(row.GetString(0));
        return columns;
    }

    private static byte[] OfVersionTwo(byte[] bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal));

    private static byte[] Leaf(byte[] bytes) => TreeHash.OfLeaf(bytes).ToBytes();

    private string Text(string sql)
    {
        using var command = Command(sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private void Run(string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(sql);
        foreach (var (name, value) in values)
            if (sql.Contains(name, StringComparison.Ordinal))
                command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = db.CreateCommand();
#pragma warning disable CA2100 // Tampering is by any SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
