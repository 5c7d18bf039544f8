using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CcsPolicy.Data.Saving;

/// <summary>Inserts many rows of one table by few statements, without tracking each: for what comes with every entry of the journal, where a row saved by the context costs several times its insert.</summary>
internal static class ManyRows
{
    /// <summary>So many parameters has a statement at most; SQL Server takes 2,100.</summary>
    private const int MostParameters = 500;

    /// <summary>All of them or none, in the transaction under way or in one of its own.</summary>
    /// <exception cref="DbException">A key or a unique index holds one of them already (<see cref="SaveOutcome.IsAlreadyThere(DbException)"/>), or the database cannot be written to.</exception>
    public static async Task InsertManyAsync<T>(this PolicyDb db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var columns = entity.GetProperties().Select(property => new Column(property)).ToArray();
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        DbCommand? command = null;
        try
        {
            foreach (var some in rows.Chunk(MostParameters / columns.Length))
            {
                if (command?.Parameters.Count != some.Length * columns.Length)
                {
                    if (command is not null)
                        await command.DisposeAsync();
                    command = Command(db, db.Database.CurrentTransaction!.GetDbTransaction(), entity, columns, some);
                }
                var number = 0;
                foreach (var row in some)
                    foreach (var column in columns)
                        command.Parameters[number++].Value = column.ValueOf(row);
                await command.ExecuteNonQueryAsync(ct);
            }
        }
        finally
        {
            if (command is not null)
                await command.DisposeAsync();
        }
        if (own is not null)
            await own.CommitAsync(ct);
    }

    private static DbCommand Command<T>(PolicyDb db, DbTransaction transaction, IEntityType entity, Column[] columns, T[] rows)
        where T : class
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        var text = new StringBuilder().Append("INSERT INTO \"").Append(entity.GetTableName()).Append("\" (").AppendJoin(", ", columns.Select(column => $"\"{column.Name}\"")).Append(") VALUES ");
        for (var row = 0; row < rows.Length; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Length; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{(row * columns.Length) + column}");
                text.Append(column == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(columns[column].Parameter(command, name, rows[row]));
            }
            text.Append(')');
        }
        command.CommandText = text.ToString();
        return command;
    }

    private sealed class Column(IProperty property)
    {
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();
        private readonly Func<object?, object?>? convert = property.GetRelationalTypeMapping().Converter?.ConvertToProvider;

        public string Name { get; } = property.GetColumnName();

        public DbParameter Parameter(DbCommand command, string name, object row) => mapping.CreateParameter(command, name, property.GetGetter().GetClrValue(row), property.IsNullable);

        public object ValueOf(object row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return (convert is null ? value : convert(value)) ?? DBNull.Value;
        }
    }
}
