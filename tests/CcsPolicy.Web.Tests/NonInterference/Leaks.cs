using System.Data.Common;
using System.Globalization;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>A known leak as it would be in this product.</summary>
internal sealed record Leak(string Name)
{
    /// <summary>At these addresses the need-to-know filter is not applied.</summary>
    public Func<string, bool>? Unfiltered { get; init; }

    /// <summary>What an answer shows beside what it should; it sees everything.</summary>
    public Func<HttpContext, string, PolicyDb, Task<string?>>? Answer { get; init; }

    /// <summary>What is put down for people when an edition of a procedure is published.</summary>
    public Func<PolicyDb, Edition, IEnumerable<OutboxMessage>>? Mail { get; init; }

    /// <summary>What the entry of the general journal says in the end; null as it is.</summary>
    public Func<PolicyDb, JournalEntry, Task<byte[]?>>? Journalled { get; init; }

    /// <summary>How many rows of the journal a page has room for.</summary>
    public Func<PolicyDb, Task<int>>? JournalRows { get; init; }
}

/// <summary>
/// Puts one leak at a time into the product by services of the test: an interceptor that undoes the query filter, one that adds to what is saved, a middleware that
/// changes answers. Without a leak they do nothing, and a test says so.
/// </summary>
internal sealed class Leaks(PersonId seesAll)
{
    private static readonly AsyncLocal<bool> Peeking = new();

    private static readonly string[] Asked = ["__p1", "SeesCatalogue", "IsWorker"];

    public Leak? Current { get; set; }

    public void Substitute(IServiceCollection services)
    {
        services.AddSingleton<IInterceptor>(provider => new Unfiltering(this, provider.GetRequiredService<IHttpContextAccessor>(), provider));
        services.AddSingleton<IInterceptor>(new Adding(this));
        services.AddSingleton<IStartupFilter>(new Answering(this));
    }

    /// <summary>A context that sees every document.</summary>
    private async Task<T> PeekAsync<T>(IServiceProvider services, Func<PolicyDb, Task<T>> look)
    {
        Peeking.Value = true;
        try
        {
            var eyes = await services.GetRequiredService<Readers>().TodayAsync(seesAll, CancellationToken.None);
            await using var db = services.GetRequiredService<PolicyDbFactory>().OpenFor(eyes);
            return await look(db);
        }
        finally
        {
            Peeking.Value = false;
        }
    }

    /// <summary>The filter asks what the reader of the context is; here it is told that everybody is the CISO.</summary>
    private sealed class Unfiltering(Leaks leaks, IHttpContextAccessor http, IServiceProvider services) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (Peeking.Value || leaks.Current is not { } leak || http.HttpContext?.Request.Path.Value is not { } path)
                return result;
            if (leak.Unfiltered?.Invoke(path) == true)
                foreach (DbParameter parameter in command.Parameters)
                    // As EF names what the filter asks of the reader; p1 stands for "is no administrator".
                    if (parameter.ParameterName.StartsWith("@ef_filter__", StringComparison.Ordinal) && Asked.Any(name => parameter.ParameterName.Contains(name, StringComparison.Ordinal)))
                        parameter.Value = true;
            if (leak.JournalRows is { } rows && path == "/journal" && command.CommandText.Contains("\"Journal\"", StringComparison.Ordinal) && command.CommandText.Contains("LIMIT", StringComparison.Ordinal))
                foreach (DbParameter parameter in command.Parameters)
                    if (Convert.ToString(parameter.Value, CultureInfo.InvariantCulture) == "31")
                        parameter.Value = await leaks.PeekAsync(services, rows);
            return result;
        }
    }

    /// <summary>Mail to whom it should not go, in the transaction of the publication; and entries that say more than they should, after the product has written them.</summary>
    private sealed class Adding(Leaks leaks) : SaveChangesInterceptor
    {
        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (leaks.Current is not { } leak || eventData.Context is not PolicyDb db)
                return result;
            if (leak.Mail is { } mail)
                foreach (var edition in db.ChangeTracker.Entries<Edition>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList())
                    db.Outbox.AddRange(mail(db, edition));
            if (leak.Journalled is { } journalled)
                foreach (var entry in db.ChangeTracker.Entries<JournalEntry>().Where(entry => entry.State == EntityState.Added && entry.Entity.Log == JournalLog.General).ToList())
                    if (await journalled(db, entry.Entity) is { } bytes)
                        entry.Property(e => e.Bytes).CurrentValue = bytes;
            return result;
        }
    }

    /// <summary>Holds an answer back, and hands it on with what the leak adds.</summary>
    private sealed class Answering(Leaks leaks) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(AnswerAsync);
            next(app);
        };

        private async Task AnswerAsync(HttpContext context, RequestDelegate next)
        {
            if (leaks.Current?.Answer is not { } answer)
            {
                await next(context);
                return;
            }
            var (body, path) = (context.Response.Body, context.Request.Path.Value!);
            using var held = new MemoryStream();
            context.Response.Body = held;
            await next(context);
            context.Response.Body = body;
            var more = await leaks.PeekAsync(context.RequestServices, db => answer(context, path, db));
            if (more is not null)
            {
                held.Write(Encoding.UTF8.GetBytes(more));
                context.Response.ContentLength = null;
            }
            await context.Response.Body.WriteAsync(held.ToArray());
        }
    }
}
