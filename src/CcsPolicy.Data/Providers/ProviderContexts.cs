using CcsPolicy.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Providers;

/// <summary>SQLite.</summary>
public sealed class SqlitePolicyDb(DbContextOptions<SqlitePolicyDb> options, PolicyDbSetup setup, Reader reader) : PolicyDb(options, setup, reader);

/// <summary>SQL Server.</summary>
public sealed class SqlServerPolicyDb(DbContextOptions<SqlServerPolicyDb> options, PolicyDbSetup setup, Reader reader) : PolicyDb(options, setup, reader);

/// <summary>PostgreSQL.</summary>
public sealed class PostgreSqlPolicyDb(DbContextOptions<PostgreSqlPolicyDb> options, PolicyDbSetup setup, Reader reader) : PolicyDb(options, setup, reader);
