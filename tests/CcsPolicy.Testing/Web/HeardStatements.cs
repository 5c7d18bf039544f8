using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CcsPolicy.Testing.Web;

/// <summary>Hears every statement to the database, registered as <see cref="IInterceptor"/>: how many there are for a page, and of what.</summary>
public sealed class HeardStatements : DbCommandInterceptor
{
    private ImmutableList<string> heard = [];

    /// <summary>What was asked since this was last called.</summary>
    public ImmutableList<string> Take() => Interlocked.Exchange(ref heard, []);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ImmutableInterlocked.Update(ref heard, known => known.Add(command.CommandText));
        return ValueTask.FromResult(result);
    }
}
