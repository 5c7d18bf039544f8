using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Basics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CcsPolicy.Data;

/// <summary>Which database.</summary>
public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}

/// <summary>What every context of an installation shares.</summary>
public sealed record PolicyDbSetup(DatabaseProvider Provider, string ConnectionString, DocumentKeys Keys, IdSource Ids, TimeProvider Clock)
{
    /// <summary>What else listens to the contexts; for tests and measurements.</summary>
    public IReadOnlyList<IInterceptor> Listeners { get; init; } = [];
}
