using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using CcsPolicy.Data;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;

namespace CcsPolicy.Testing.Data;

/// <summary>
/// Where no SQL Server can be installed: every query that a test runs on another database is translated for SQL Server too, once each, and one
/// that its provider cannot translate fails the test that ran it. So what is covered is whatever any test reaches, without a list of queries.
/// </summary>
public sealed class SqlServerTranslation : IQueryExpressionInterceptor
{
    private static readonly ConcurrentDictionary<string, byte> Seen = new();

    private static readonly PolicyDbFactory SqlServer = new(new PolicyDbSetup(DatabaseProvider.SqlServer, "Server=translation.invalid;Database=CcsPolicy",
        new DocumentKeys(MasterKeys.Of(TestDatabase.Key), IdSource.Random), IdSource.Random, TimeProvider.System));

    private static readonly MethodInfo CompileOf = typeof(SqlServerTranslation).GetMethod(nameof(Compile), BindingFlags.NonPublic | BindingFlags.Static)!;

    private SqlServerTranslation()
    {
    }

    /// <summary>One for the process: the mapper builds its services anew for each that it does not know.</summary>
    public static SqlServerTranslation Instance { get; } = new();

    /// <summary>How many different queries were translated in this process.</summary>
    public static int Translated => Seen.Count;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is PolicyDb { Database.ProviderName: not "Microsoft.EntityFrameworkCore.SqlServer" } && Seen.TryAdd(queryExpression.ToString(), 0))
            Translate(queryExpression);
        return queryExpression;
    }

    /// <summary>Translates the query for SQL Server without running it.</summary>
    /// <exception cref="InvalidOperationException">When SQL Server's provider cannot.</exception>
    public static void Translate(Expression query)
    {
        using var db = SqlServer.OpenFor(Reader.Nobody);
        var moved = new RootMover(db).Visit(query);
        var result = moved.Type.IsGenericType && moved.Type.IsAssignableTo(typeof(IQueryable))
            ? typeof(IEnumerable<>).MakeGenericType(moved.Type.GetGenericArguments()[0])
            : moved.Type;
        try
        {
            CompileOf.MakeGenericMethod(result).Invoke(null, [db, moved]);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is { } inner)
        {
            throw new InvalidOperationException($"SQL Server cannot run this query: {query}", inner);
        }
    }

    private static void Compile<TResult>(PolicyDb db, Expression query) =>
        db.GetService<IQueryCompilationContextFactory>().Create(async: false).CreateQueryExecutor<TResult>(query);

    /// <summary>Sets the tables of a query to those of another context.</summary>
    private sealed class RootMover(PolicyDb db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root
            ? root.UpdateEntityType(db.Model.FindEntityType(root.EntityType.Name)!)
            : base.VisitExtension(node);
    }
}
