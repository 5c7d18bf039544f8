using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CcsPolicy.Data.Tests;

/// <summary>Breaks what is asked of the database off, as a failing power does: at the step that was told, be it a statement or a commit.</summary>
internal sealed class AFault : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int steps;

    /// <summary>How many steps are let through from now on, and one that fails; all after it fail too.</summary>
    public int After
    {
        set => steps = value;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Passed(result));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Passed(result));

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => ValueTask.FromResult(Passed(result));

    private T Passed<T>(T result) => --steps > 0 ? result : throw new IOException("Broken off.");
}
