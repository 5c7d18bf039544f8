using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CcsPolicy.Data.Journalling;

/// <summary>Rows of legal weight as the database holds them, read past the mapper: of a column nothing is known but its name.</summary>
internal sealed class StoredRows : IAsyncDisposable
{
    private readonly DbCommand command;
    private readonly DbDataReader reader;
    private readonly RecordedRows kind;
    private readonly (string Name, int At, bool IsDay)[] columns;
    private readonly int[] key;

    private StoredRows(DbCommand command, DbDataReader reader, RecordedRows kind)
    {
        (this.command, this.reader, this.kind) = (command, reader, kind);
        columns = [.. Enumerable.Range(0, reader.FieldCount).Select(at => (reader.GetName(at), at, reader.GetDataTypeName(at) == "date"))
            .OrderBy(column => column.Item1, StringComparer.Ordinal)];
        key = [.. kind.KeyColumns.Select(name => columns.First(column => column.Name == name).At)];
    }

    /// <summary>The name of the row in journal entries.</summary>
    public string Name => RecordedRows.NameOf(kind.Table, key.Select(at => StoredValue.Of(reader, at)));

    public static Task<StoredRows> OpenAsync(StoredJournal stored, RecordedRows kind, CancellationToken ct)
    {
        var command = stored.Connection.CreateCommand();
        command.Transaction = stored.Transaction;
        return OpenAsync(command, $"SELECT * FROM {stored.Scan(kind.Table)}", kind, ct);
    }

    /// <summary>Some of the rows, as they are in the transaction of the context.</summary>
    /// <param name="condition">Over columns of the model, and the parameter <c>@of</c>.</param>
    public static Task<StoredRows> OpenAsync(PolicyDb db, RecordedRows kind, string condition, object of, CancellationToken ct)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@of", of);
        command.Parameters.Add(parameter);
        return OpenAsync(command, $"SELECT * FROM \"{kind.Table}\" WHERE {condition}", kind, ct);
    }

    private static async Task<StoredRows> OpenAsync(DbCommand command, string question, RecordedRows kind, CancellationToken ct)
    {
#pragma warning disable CA2100 // Names of the model.
        command.CommandText = question;
#pragma warning restore CA2100
        return new StoredRows(command, await command.ExecuteReaderAsync(ct), kind);
    }

    public Task<bool> NextAsync(CancellationToken ct) => reader.ReadAsync(ct);

    public string HashOf(ReadOnlySpan<byte> salt, RowDigest digest)
    {
        digest.Begin(salt);
        foreach (var (name, at, isDay) in columns)
        {
            var value = StoredValue.Of(reader, at);
            digest.Add(name, value is DateTime day && isDay ? DateOnly.FromDateTime(day) : value);
        }
        return digest.End();
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await command.DisposeAsync();
    }
}
