using CcsPolicy.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Providers;

/// <summary>SQLite. Text compares by its code units without being told to.</summary>
public sealed class SqlitePolicyDb(DbContextOptions<SqlitePolicyDb> options, PolicyDbSetup setup, Reader reader) : PolicyDb(options, setup, reader)
{
    protected override string? OrdinalCollation => null;
}

/// <summary>SQL Server. Its usual Japanese collation takes あ for ア and Ａ for a: codes would collide there that do not elsewhere.</summary>
public sealed class SqlServerPolicyDb(DbContextOptions<SqlServerPolicyDb> options, PolicyDbSetup setup, Reader reader) : PolicyDb(options, setup, reader)
{
    protected override string? OrdinalCollation => "Latin1_General_100_BIN2";
}

/// <summary>PostgreSQL. Its default collation depends on how the server was set up.</summary>
public sealed class PostgreSqlPolicyDb(DbContextOptions<PostgreSqlPolicyDb> options, PolicyDbSetup setup, Reader reader) : PolicyDb(options, setup, reader)
{
    protected override string? OrdinalCollation => "C";
}
