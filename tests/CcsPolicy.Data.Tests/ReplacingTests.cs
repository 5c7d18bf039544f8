using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Testing.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>SQLite's OR REPLACE, from a connection that the product did not open: it has been told nothing, so a replaced row does not count as deleted.</summary>
public sealed class ReplacingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_row_on_record_is_replaced_by_any_of_its_keys()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (above, below) = (arranged.Document(), arranged.Document());
        arranged.HangEverythingOn(above, below);
        arranged.Edition(above, amendment: arranged.Amendment(above), carriedFrom: arranged.Edition(above));
        await arranged.SaveAsync(Ct);
        await using var foreign = await ForeignAsync(database);
        foreach (var (entity, keys) in GuardTriggers.Keys)
        {
            var type = arranged.Db.Model.FindEntityType(entity)!;
            var table = type.GetTableName()!;
            var columns = type.GetProperties().Select(property => property.GetColumnName()).ToList();
            var before = await RowsAsync(foreign, table);
            Assert.NotEmpty(before);
            foreach (var key in keys.Append(["rowid"]))
            {
                // The row anew with one key kept and every other made different, so that nothing but this key is in the way.
                var others = keys.SelectMany(k => k).Except(key).ToHashSet();
                var (into, from) = (Listed(columns), string.Join(", ", columns.Select(c => others.Contains(c) ? Another(c) : $"\"{c}\"")));
                if (key is ["rowid"])
                    (into, from) = ($"rowid, {into}", $"rowid, {from}");
                var refused = await Assert.ThrowsAsync<SqliteException>(() => DoAsync(foreign, $"INSERT OR REPLACE INTO \"{table}\" ({into}) SELECT {from} FROM \"{table}\" WHERE \"{key[0]}\" IS NOT NULL LIMIT 1"));
                Assert.Contains($"{table} {GuardTriggers.AlreadyThere}", refused.Message, StringComparison.Ordinal);
                Assert.Equal(before, await RowsAsync(foreign, table));
            }
            await Assert.ThrowsAsync<SqliteException>(() => DoAsync(foreign, $"REPLACE INTO \"{table}\" SELECT * FROM \"{table}\""));
            Assert.Equal(before, await RowsAsync(foreign, table));
        }
    }

    [Fact]
    public async Task No_row_takes_the_place_of_another_by_an_update()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (above, below) = (arranged.Document(), arranged.Document());
        arranged.HangEverythingOn(above, below);
        arranged.HangEverythingOn(below, above);
        await arranged.SaveAsync(Ct);
        await using var foreign = await ForeignAsync(database);
        foreach (var (entity, keys) in GuardTriggers.Keys)
        {
            var table = arranged.Db.Model.FindEntityType(entity)!.GetTableName()!;
            foreach (var key in keys.Append(["rowid"]))
            {
                var before = await RowsAsync(foreign, table);
                Assert.True(before.Count > 1, table);
                var taken = string.Join(", ", key.Select(c => $"\"{c}\" = (SELECT \"{c}\" FROM \"{table}\" ORDER BY rowid LIMIT 1)"));
                await Assert.ThrowsAsync<SqliteException>(() => DoAsync(foreign, $"UPDATE OR REPLACE \"{table}\" SET {taken} WHERE rowid = (SELECT max(rowid) FROM \"{table}\")"));
                Assert.Equal(before, await RowsAsync(foreign, table));
            }
        }
    }

    [Fact]
    public async Task A_closed_step_is_not_pushed_out_by_an_open_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (above, below) = (arranged.Document(), arranged.Document());
        arranged.HangEverythingOn(above, below);
        arranged.HangEverythingOn(below, above);
        await arranged.SaveAsync(Ct);
        await using var foreign = await ForeignAsync(database);
        await DoAsync(foreign, "UPDATE \"ApprovalSteps\" SET \"Outcome\" = 'Agreed' WHERE rowid = 1");
        var before = await RowsAsync(foreign, "ApprovalSteps");
        var refused = await Assert.ThrowsAsync<SqliteException>(() => DoAsync(foreign,
            "UPDATE OR REPLACE \"ApprovalSteps\" SET \"Id\" = (SELECT \"Id\" FROM \"ApprovalSteps\" WHERE rowid = 1) WHERE rowid = 2"));
        Assert.Contains($"ApprovalSteps {GuardTriggers.AlreadyThere}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(foreign, "ApprovalSteps"));
        Assert.Equal(1, await DoAsync(foreign, "UPDATE \"ApprovalSteps\" SET \"Outcome\" = 'Agreed' WHERE rowid = 2"));
    }

    [Fact]
    public async Task Without_its_trigger_the_same_statement_replaces_an_edition()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        arranged.HangEverythingOn(arranged.Document(), arranged.Document());
        await arranged.SaveAsync(Ct);
        await using var foreign = await ForeignAsync(database);
        await DoAsync(foreign, "DROP TRIGGER \"Editions_NoReplace\"");
        Assert.True(await DoAsync(foreign, "INSERT OR REPLACE INTO \"Editions\" SELECT * FROM \"Editions\"") > 0);
    }

    [Fact]
    public async Task The_triggers_know_every_key_of_the_model()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenFor(Reader.Nobody);
        foreach (var (entity, keys) in GuardTriggers.Keys)
        {
            var type = db.Model.FindEntityType(entity)!;
            var unique = type.GetKeys().Select(k => k.Properties).Concat(type.GetIndexes().Where(i => i.IsUnique).Select(i => i.Properties));
            Assert.Equal(unique.Select(p => string.Join(' ', p.Select(x => x.GetColumnName()))).Order(StringComparer.Ordinal), keys.Select(k => string.Join(' ', k)).Order(StringComparer.Ordinal));
        }
    }

    private static async Task<SqliteConnection> ForeignAsync(TestDatabase database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false, ForeignKeys = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var asked = connection.CreateCommand();
        asked.CommandText = "PRAGMA recursive_triggers";
        Assert.Equal(0L, await asked.ExecuteScalarAsync(Ct));
        return connection;
    }

    private static string Listed(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    private static string Another(string column) => column switch
    {
        nameof(ApprovalStep.Round) or nameof(ApprovalStep.Ordinal) or nameof(DraftStep.Sequence) => $"\"{column}\" + 1000",
        _ => "lower(hex(randomblob(16)))",
    };

#pragma warning disable CA2100 // Names of the model's own tables and columns.
    private static async Task<int> DoAsync(SqliteConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<List<string>> RowsAsync(SqliteConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT rowid, * FROM \"{table}\" ORDER BY rowid";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}")));
        return rows;
    }
#pragma warning restore CA2100
}
