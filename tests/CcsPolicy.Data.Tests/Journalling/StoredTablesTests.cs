using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>On PostgreSQL an owner can put something else in the place of a table, or hide rows of it: the verifier says so, whoever runs it.</summary>
public sealed class StoredTablesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Acknowledgements", """ALTER TABLE "Acknowledgements" ENABLE ROW LEVEL SECURITY""")]
    [InlineData("Journal", """ALTER TABLE "Journal" ENABLE ROW LEVEL SECURITY; ALTER TABLE "Journal" FORCE ROW LEVEL SECURITY; CREATE POLICY hide ON "Journal" USING (false)""")]
    [InlineData("People", """ALTER TABLE "People" RENAME TO "Hidden"; CREATE VIEW "People" AS SELECT * FROM "Hidden" """)]
    [InlineData("JournalNotes", """ALTER TABLE "JournalNotes" RENAME TO "Hidden"; CREATE MATERIALIZED VIEW "JournalNotes" AS SELECT * FROM "Hidden" """)]
    [InlineData("Grants", """ALTER TABLE "Grants" RENAME TO "Hidden"; CREATE TABLE "Grants" (LIKE "Hidden") PARTITION BY LIST ("Id")""")]
    [InlineData("Grants", """ALTER TABLE "Grants" RENAME TO "Hidden"; CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere; CREATE FOREIGN TABLE "Grants" ("Id" uuid) SERVER nowhere""")]
    [InlineData("JournalPositions", """CREATE TABLE "More" () INHERITS ("JournalPositions")""")]
    [InlineData("Editions", """CREATE RULE aside AS ON INSERT TO "Editions" DO INSTEAD NOTHING""")]
    [InlineData("Posts", """CREATE SCHEMA other; CREATE TABLE other."Posts" (LIKE "Posts")""")]
    [InlineData("Posts", """CREATE SCHEMA other; CREATE FUNCTION other.current_schema() RETURNS name LANGUAGE sql AS 'SELECT ''public''::name'; CREATE TABLE other."Posts" (LIKE "Posts"); ALTER DATABASE "{0}" SET search_path = other, public, pg_catalog""", true)]
    public async Task What_is_no_ordinary_table_of_the_one_schema_is_a_finding(string table, string trick, bool isEvery = false)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var journal = await AJournal.OpenAsync(DatabaseProvider.PostgreSql);
        await using var arranged = new AnOrganisation(journal.Database);
        arranged.Acknowledged(arranged.Edition(arranged.Document()), arranged.Founder);
        await arranged.SaveAsync(Ct);
        await journal.SignedAsync(3, Ct);
        Assert.Empty((await VerifyAsync()).Findings);
        await using (var db = journal.Database.OpenFor(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync(trick.Replace("{0}", db.Database.GetDbConnection().Database, StringComparison.Ordinal), Ct);
        // What a connection was told when it was opened holds for as long as it is open.
        NpgsqlConnection.ClearAllPools();
        var findings = (await VerifyAsync()).Findings;
        Assert.Equal((JournalFault.Table, table), (findings[0].Fault, isEvery ? table : findings[0].What));
        Assert.Equal(isEvery, findings.Count(finding => finding.Fault == JournalFault.Table) > 1);

        Task<JournalReport> VerifyAsync() => new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
    }

    /// <summary>An account whom the policy binds is told so too, and not that rows are missing or there are none.</summary>
    [Fact]
    public async Task A_policy_binds_no_verifier_unseen()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var journal = await AJournal.OpenAsync(DatabaseProvider.PostgreSql);
        await using var arranged = new AnOrganisation(journal.Database);
        await arranged.SaveAsync(Ct);
        await journal.SignedAsync(3, Ct);
        await using var db = journal.Database.OpenFor(Reader.Nobody);
        var (database, reader) = (db.Database.GetDbConnection().Database, "verifier_" + Guid.NewGuid().ToString("N"));
#pragma warning disable EF1002 // The name is made here.
        await db.Database.ExecuteSqlRawAsync($"""
            CREATE ROLE {reader} LOGIN PASSWORD 'x'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader};
            ALTER TABLE "JournalPositions" ENABLE ROW LEVEL SECURITY; CREATE POLICY first ON "JournalPositions" USING ("Number" < 2)
            """, Ct);
        var connection = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Database = database, Username = reader, Password = "x", Pooling = false }.ConnectionString;
        try
        {
            var report = await JournalVerifier.Of(DatabaseProvider.PostgreSql, connection, journal.Database.Clock).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);
            Assert.Equal((JournalFault.Table, "JournalPositions"), (report.Findings[0].Fault, report.Findings[0].What));
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync($"DROP OWNED BY {reader}; DROP ROLE {reader}", Ct);
        }
#pragma warning restore EF1002
    }
}
