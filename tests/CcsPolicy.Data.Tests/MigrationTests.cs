using System.Text.RegularExpressions;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Providers;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed partial class MigrationTests
{
    public static TheoryData<DatabaseProvider> Providers => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory, MemberData(nameof(Providers))]
    public void The_migrations_lead_to_the_model_as_it_is(DatabaseProvider provider)
    {
        using var db = DesignTimeContexts.Open(provider);
        Assert.False(db.Database.HasPendingModelChanges(), $"Run src/CcsPolicy.Data/add-migration.sh: {provider} lacks a migration.");
    }

    [Fact]
    public void The_three_databases_have_the_same_migrations_in_the_same_order()
    {
        var names = Enum.GetValues<DatabaseProvider>().Select(provider =>
        {
            using var db = DesignTimeContexts.Open(provider);
            return string.Join(' ', db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]));
        });
        Assert.Single(names.Distinct());
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Passkeys_have_their_table(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.OpenFor(Reader.Nobody);
        Assert.Equal(0, await db.Set<IdentityUserPasskey<Guid>>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Script)]
    [InlineData(MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent)]
    public void The_script_for_SQL_Server_is_well_formed(MigrationsSqlGenerationOptions options)
    {
        var script = SqlServerScript(options);
        Assert.Empty(ErrorsIn(script));
        var inner = Executed().Matches(script).Select(match => match.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)).ToList();
        foreach (var statement in inner)
            Assert.Empty(ErrorsIn(statement));
        foreach (var name in GuardTriggers.Names(DatabaseProvider.SqlServer))
            Assert.Contains(inner, statement => statement.Contains($"TRIGGER [{name}]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_slip_in_the_script_is_found()
    {
        var script = SqlServerScript(MigrationsSqlGenerationOptions.Script);
        Assert.NotEmpty(ErrorsIn(script.Replace("CREATE TABLE [Editions]", "CREATE TABEL [Editions]", StringComparison.Ordinal)));
        Assert.NotEmpty(ErrorsIn("CREATE OR ALTER TRIGGER [a] ON [b] AFTER UPDATED AS RETURN"));
    }

    [Fact]
    public void Text_compares_by_its_code_units_everywhere()
    {
        using var sqlServer = DesignTimeContexts.Open(DatabaseProvider.SqlServer);
        using var postgreSql = DesignTimeContexts.Open(DatabaseProvider.PostgreSql);
        foreach (var (db, collation) in new[] { (sqlServer, "Latin1_General_100_BIN2"), (postgreSql, "C") })
            Assert.All(db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.ClrType == typeof(string)),
                property => Assert.Equal(collation, property.GetCollation()));
    }

    private static string SqlServerScript(MigrationsSqlGenerationOptions options)
    {
        using var db = DesignTimeContexts.Open(DatabaseProvider.SqlServer);
        return db.GetService<IMigrator>().GenerateScript(options: options);
    }

    private static IList<ParseError> ErrorsIn(string script)
    {
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        return errors;
    }

    // What the migrations hand to EXEC is a text of its own, and is read as one.
    [GeneratedRegex(@"EXEC\(N'((?:[^']|'')*)'\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Executed();
}
