using System.Data.Common;
using CcsPolicy.Data.Rows;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CcsPolicy.Data.Reading;

/// <summary>What was last changed that access, and that sessions depend on. Equal values: nothing has changed.</summary>
public readonly record struct Stamps(Guid Access, Guid Sessions);

/// <summary>
/// The stamps as they are now. They are asked at every request and say nothing but whether something changed, so they are asked on a bare connection:
/// a context costs several times what the answer does.
/// </summary>
public sealed class StampQuestion(PolicyDbSetup setup)
{
    // Quoted as the standard has it, which all three databases read.
    private const string Question =
        $"SELECT \"{nameof(AccessStamp.Value)}\", \"{nameof(AccessStamp.Sessions)}\" FROM \"AccessStamps\" WHERE \"{nameof(AccessStamp.Id)}\" = 1";

    public async Task<Stamps> AskAsync(CancellationToken ct)
    {
        await using DbConnection connection = setup.Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteConnection(setup.ConnectionString),
            DatabaseProvider.SqlServer => new SqlConnection(setup.ConnectionString),
            DatabaseProvider.PostgreSql => new NpgsqlConnection(setup.ConnectionString),
        };
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = Question;
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new Stamps(rows.GetGuid(0), rows.GetGuid(1))
            : throw new InvalidOperationException("The database has no access stamp: it has not been prepared.");
    }
}
