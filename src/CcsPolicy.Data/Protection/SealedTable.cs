using System.Data.Common;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CcsPolicy.Data.Protection;

/// <summary>封印された欄のある表。A table with sealed columns, as the model names them: a column that comes later is among them by itself.</summary>
/// <param name="Key">Columns of the primary key.</param>
/// <param name="Columns">Those that are sealed.</param>
/// <param name="Condition">Which rows are sealed under the keys of the document <c>@of</c>.</param>
internal sealed record SealedTable(IEntityType Entity, string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Columns, string Condition)
{
    public static IReadOnlyList<SealedTable> All(IModel model) => [.. model.GetEntityTypes().Select(Of).OfType<SealedTable>()];

    /// <summary>The keys of all rows of the document.</summary>
    public Task<List<object[]>> KeysAsync(PolicyDb db, DocumentId document, CancellationToken ct) =>
        ReadAsync(db, $"SELECT {Listed(Key)} FROM \"{Name}\" WHERE {Condition}", [("@of", document.Value)], ct);

    /// <summary>What the sealed columns of a row hold, in their order.</summary>
    public async Task<IReadOnlyList<SealedText>> WordsAsync(PolicyDb db, object[] key, CancellationToken ct)
    {
        var rows = await ReadAsync(db, $"SELECT {Listed(Columns)} FROM \"{Name}\" WHERE {string.Join(" AND ", Key.Select((column, at) => $"\"{column}\" = @k{at}"))}", [.. key.Select((value, at) => ($"@k{at}", value))], ct);
        return [.. rows.Single().Select(value => value is byte[] bytes ? new SealedText(bytes) : default)];
    }

    /// <summary>Puts words into those sealed columns of a row that hold some.</summary>
    public async Task WriteAsync(PolicyDb db, object[] key, IReadOnlyList<SealedText> words, CancellationToken ct)
    {
        var filled = Columns.Index().Where(column => !words[column.Index].IsEmpty).ToList();
        if (filled.Count == 0)
            return;
        // A parameter of the mapper is a number in braces.
        var sets = string.Join(", ", filled.Select((column, at) => $"\"{column.Item}\" = {{{key.Length + at}}}"));
        var isRow = string.Join(" AND ", Key.Select((column, at) => $"\"{column}\" = {{{at}}}"));
#pragma warning disable EF1002 // Names of the model.
        var changed = await db.Database.ExecuteSqlRawAsync($"UPDATE \"{Name}\" SET {sets} WHERE {isRow}", [.. key, .. filled.Select(column => words[column.Index].ToArray())], ct);
#pragma warning restore EF1002
        if (changed != 1)
            throw new InvalidOperationException($"{changed} rows of {Name} have one key.");
    }

    private static SealedTable? Of(IEntityType entity)
    {
        var columns = entity.GetProperties().Where(property => property.ClrType == typeof(SealedText) || property.ClrType == typeof(SealedText?)).Select(property => property.GetColumnName()).ToList();
        return columns.Count == 0 ? null
            : new SealedTable(entity, entity.GetTableName()!, [.. entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())], columns, ConditionOf(entity));
    }

    private static string ConditionOf(IEntityType entity)
    {
        if (ScopeOf(entity) is { } own)
            return $"\"{own}\" = @of";
        // What has no document of its own hangs on a row that has one.
        var above = entity.GetForeignKeys().FirstOrDefault(above => above.Properties.Count == 1 && ScopeOf(above.PrincipalEntityType) is not null)
            ?? throw new NotSupportedException($"It cannot be told under whose keys {entity.ClrType.Name} is sealed.");
        return $"\"{above.Properties[0].GetColumnName()}\" IN (SELECT \"{above.PrincipalKey.Properties[0].GetColumnName()}\" FROM \"{above.PrincipalEntityType.GetTableName()}\" WHERE \"{ScopeOf(above.PrincipalEntityType)}\" = @of)";
    }

    /// <summary>The column of the document; a document's own id, and that of a request, which is sealed as if it were a document by itself (<see cref="PolicyDb.SealRequest"/>).</summary>
    private static string? ScopeOf(IEntityType entity) =>
        (entity.ClrType == typeof(PolicyDocument) || entity.ClrType == typeof(AccessRequest) ? entity.FindProperty("Id")
            : entity.GetProperties().FirstOrDefault(property => property.ClrType == typeof(DocumentId)))?.GetColumnName();

    private static string Listed(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));

    private static async Task<List<object[]>> ReadAsync(PolicyDb db, string question, IReadOnlyList<(string Name, object Value)> values, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Names of the model.
        command.CommandText = question;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(ct))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
