using System.Data.Common;
using CcsPolicy.Data.Rows;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// The access stamp as it is now. It is asked at every request and says nothing but whether something changed, so it is asked on a bare connection:
/// a context costs several times what the answer does.
/// </summary>
internal sealed class AccessStampQuestion(PolicyDbSetup setup)
{
    // Quoted as the standard has it, which all three databases read.
    private const string Question = $"SELECT \"{nameof(AccessStamp.Value)}\" FROM \"AccessStamps\" WHERE \"{nameof(AccessStamp.Id)}\" = 1";

    public async Task<Guid> AskAsync(CancellationToken ct)
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
        return await rows.ReadAsync(ct) ? rows.GetGuid(0) : throw new InvalidOperationException("The database has no access stamp: it has not been prepared.");
    }
}
