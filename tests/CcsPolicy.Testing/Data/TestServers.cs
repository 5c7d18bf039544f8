using CcsPolicy.Data;
using Xunit;
using Xunit.Sdk;

namespace CcsPolicy.Testing.Data;

/// <summary>Where the database servers of the tests are. SQLite needs none; a server that is not named shows as a skipped row with the reason.</summary>
public static class TestServers
{
    public const string PostgreSql = "CCSPOLICY_TEST_POSTGRES";
    public const string SqlServer = "CCSPOLICY_TEST_SQLSERVER";

    /// <summary>Member data of a theory that runs once per provider.</summary>
    public static IEnumerable<ITheoryDataRow> All()
    {
        yield return new TheoryDataRow<DatabaseProvider>(DatabaseProvider.Sqlite);
        yield return Row(DatabaseProvider.PostgreSql);
        yield return Row(DatabaseProvider.SqlServer);
    }

    public static string ConnectionTo(DatabaseProvider provider) =>
        Environment.GetEnvironmentVariable(Variable(provider)) ?? throw new InvalidOperationException($"{Variable(provider)} names no server.");

    private static string Variable(DatabaseProvider provider) => provider == DatabaseProvider.PostgreSql ? PostgreSql : SqlServer;

    private static TheoryDataRow<DatabaseProvider> Row(DatabaseProvider provider) => new(provider)
    {
        Skip = Environment.GetEnvironmentVariable(Variable(provider)) is { Length: > 0 } ? null : $"{Variable(provider)} is not set: no {provider} server was named.",
    };
}
