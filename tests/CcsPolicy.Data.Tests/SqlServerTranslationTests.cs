using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Every database of the tests translates its queries for SQL Server too; here is shown that this catches what it is for.</summary>
public sealed class SqlServerTranslationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_that_SQL_Server_cannot_run_fails_although_SQLite_runs_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenFor(Reader.Nobody);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => db.People.Where(p => EF.Functions.Glob("a*", p.Name)).ToListAsync(Ct));
        Assert.StartsWith("SQL Server cannot run this query", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_of_the_store_are_translated_as_they_run()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        arranged.HangEverythingOn(arranged.Document(), arranged.Document());
        await arranged.SaveAsync(Ct);
        await using var db = database.OpenFor(await database.Get<Readers>().TodayAsync(arranged.Founder.Id, Ct));
        var day = TestDatabase.Today;
        var before = SqlServerTranslation.Translated;
        Assert.Equal(1, await db.Editions.CountAsync(e => e.EffectiveFrom <= day && e.Document!.Tier != Tier.Procedure, Ct));
        Assert.True(SqlServerTranslation.Translated > before);
    }
}
