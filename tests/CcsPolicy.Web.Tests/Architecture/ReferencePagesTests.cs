using System.Globalization;
using System.Reflection;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Tests.Shell;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>Pages of the reference against the code: what is typed, who reaches what, which data there are, whom the portal speaks with, and what it writes down.</summary>
public sealed class ReferencePagesTests
{
    private static readonly Assembly[] Product = [typeof(DomainError).Assembly, typeof(PolicyDb).Assembly, typeof(Program).Assembly];
    private static readonly List<(string By, string Uses)> Uses = [.. Product.SelectMany(assembly => CodeUses.Of(assembly.Location).All).Distinct()];

    [Fact]
    [Trait("ASVS", "V2.1.1"), Trait("ASVS", "V2.1.2")]
    public void The_page_of_refusals_lists_every_rule_by_which_what_is_typed_is_judged()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var errors = Product.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters && !type.Name.StartsWith('<')).SelectMany(type => type.GetFields(Static).Where(field => field.FieldType == typeof(DomainError)).Select(field => (DomainError)field.GetValue(null)!)
            .Concat(type.GetProperties(Static).Where(property => property.PropertyType == typeof(DomainError)).Select(property => (DomainError)property.GetValue(null)!)))
            .DistinctBy(error => error.Code).OrderBy(error => error.Code, StringComparer.Ordinal).ToList();
        Assert.True(errors.Count > 50, $"{errors.Count} refusals");
        var rows = errors.Select(error => $"| `{error.Code}` | {error.English.ReplaceLineEndings(" ")} |").ToList();
        if (Environment.GetEnvironmentVariable("CCSPOLICY_WRITE_DOCS") == "1")
            Compare("refusals.md", rows);
        // A sentence may be mended and a rule added before the page is written anew; ten of them are too many.
        var away = rows.Except(Lines("refusals.md")).ToList();
        Assert.True(away.Count < 10, $"{away.Count} rules are not on docs/reference/refusals.md as they are in the code; write it anew with CCSPOLICY_WRITE_DOCS=1:\n" + string.Join('\n', away));
    }

    [Fact]
    [Trait("ASVS", "V8.1.2"), Trait("ASVS", "V14.1.1"), Trait("ASVS", "V14.1.2"), Trait("ASVS", "V14.2.4")]
    public async Task The_page_of_data_has_every_table_with_its_level_its_sealed_columns_and_whether_it_can_be_changed()
    {
        await using var portal = new Portal();
        await using var db = portal.Open(Reader.Nobody);
        var rows = db.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null && !entity.IsOwned()).OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal).Select(entity =>
        {
            var sealedColumns = entity.GetProperties().Where(property => property.ClrType == typeof(SealedText)).Select(property => property.Name).Order(StringComparer.Ordinal).ToList();
            return $"| `{entity.GetTableName()}` | {DataLevels.Of(entity.ClrType, entity.GetDeclaredQueryFilters().Count > 0, sealedColumns.Count > 0)} | {(sealedColumns.Count == 0 ? "—" : string.Join(", ", sealedColumns))} | {(entity.GetDeclaredTriggers().Any(trigger => trigger.ModelName.EndsWith("_NoDelete", StringComparison.Ordinal)) ? "no" : "yes")} |";
        }).Distinct().ToList();
        Compare("data.md", rows);
    }

    [Fact]
    [Trait("ASVS", "V13.1.1"), Trait("ASVS", "V13.1.2"), Trait("ASVS", "V13.1.3")]
    public void The_page_of_connections_names_whoever_the_portal_speaks_with_and_every_limit_and_time()
    {
        var (postgres, server) = (new NpgsqlConnectionStringBuilder(), new SqlConnectionStringBuilder());
        Compare("connections.md",
        [
            "| speaks http | " + By("System.Net.Http.HttpClient::.ctor") + " |", "| starts a program | " + By("System.Diagnostics.Process::Start") + " |",
            "| opens a socket | " + By("System.Net.Sockets.Socket::.ctor") + " |", "| sends mail | " + By("MailKit.Net.Smtp.SmtpClient::.ctor") + " |", "| sends its log | " + By("Serilog.OpenTelemetryLoggerConfigurationExtensions::OpenTelemetry") + " |",
            Row("PostgreSQL: connections at most", postgres.MaxPoolSize), Row("PostgreSQL: seconds until a connection is given up", postgres.Timeout), Row("PostgreSQL: seconds until a statement is given up", postgres.CommandTimeout),
            Row("SQL Server: connections at most", server.MaxPoolSize), Row("SQL Server: seconds until a connection is given up", server.ConnectTimeout), Row("SQL Server: seconds until a statement is given up", server.CommandTimeout),
            Row("SQLite: milliseconds of waiting for another writer", Source("CcsPolicy.Data", "Providers", "SqliteSettings.cs").Split("busy_timeout=")[1].Split(';')[0]),
            Row("provider: seconds until an answer is given up", Source("CcsPolicy.Web", "Features", "OpenId", "OpenIdSetup.cs").Split("Timeout = TimeSpan.FromSeconds(")[1].Split(')')[0]),
            Row("scanner: seconds until an answer is given up", (int)CcsPolicy.Web.Imports.Scanning.ClamdScanner.Patience.TotalSeconds),
            Row("mail server: seconds until an answer is given up", (int)CcsPolicy.Web.Mail.MailSender.Patience.TotalSeconds),
            Row("statements that are tried again by the program", Uses.Any(use => use.Uses.Contains("EnableRetryOnFailure", StringComparison.Ordinal)) ? "some" : "none"),
        ]);

        string By(string symbol) => string.Join(", ", Uses.Where(use => use.Uses == symbol).Select(use => $"`{use.By.Split('.')[^1]}`").Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } some ? some : "nobody";
    }

    [Fact]
    [Trait("ASVS", "V16.1.1"), Trait("ASVS", "V16.2.3")]
    public void The_page_of_logs_names_whatever_is_written_and_by_which_class()
    {
        var sinks = Uses.Where(use => use.Uses.Contains("LoggerConfigurationExtensions::", StringComparison.Ordinal) || use.Uses.Contains("Serilog.Sinks", StringComparison.Ordinal) || use.Uses is "System.Diagnostics.EventLog::WriteEntry" or "Microsoft.Extensions.Logging.LoggingBuilder::AddProvider")
            .Where(use => use.Uses.Contains("::File", StringComparison.Ordinal) || use.Uses.Contains("::Console", StringComparison.Ordinal) || use.Uses.Contains("::OpenTelemetry", StringComparison.Ordinal) || !use.Uses.Contains("Serilog.", StringComparison.Ordinal))
            .Select(use => $"| {use.Uses.Split("::")[^1]} | `{use.By.Split('.')[^1]}` |").Distinct().Order(StringComparer.Ordinal);
        var files = System.Text.RegularExpressions.Regex.Matches(Source("CcsPolicy.Web", "Shell", "Logging", "ShellLogging.cs"), "Path\\.Combine\\(folder, \"([a-z]+)-\\.log\"\\)").Select(match => $"| logs/{match.Groups[1].Value}-*.log | JSON, a line each |");
        Compare("logs.md", [.. sinks, .. files, $"| files of each kind that are kept | {Source("CcsPolicy.Web", "Shell", "Logging", "ShellLogging.cs").Split("KeptFiles = ")[1].Split(';')[0]} |"]);
    }

    [Fact]
    [Trait("ASVS", "V6.1.3"), Trait("ASVS", "V6.3.4")]
    public void The_page_on_accounts_names_every_way_in()
    {
        var ways = Uses.Where(use => use.Uses is "CcsPolicy.Web.Access.Sessions::EnterAsync" or "CcsPolicy.Web.Access.Sessions::GoOnAsync" or "CcsPolicy.Web.Access.Sessions::RenewAsync" or "CcsPolicy.Web.Access.Sessions::BeginAsync" or "CcsPolicy.Web.Access.CodeWait::BeginAsync"
            || use.Uses == "Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions::SignInAsync").Select(use => use.By.Split('.')[^1]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(ways, Lines("accounts.md").SkipWhile(line => line != "## Ways in").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));
    }

    [Fact]
    [Trait("ASVS", "V7.1.3")]
    public void The_page_on_accounts_says_how_sessions_of_portal_and_provider_go_together()
    {
        var page = string.Join('\n', Lines("accounts.md"));
        Assert.Equal((TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromMinutes(10)), (new OpenIdOptions().SessionTime, new SecurityOptions().SessionTime, new SecurityOptions().FreshTime));
        foreach (var said in new[] { "It ends after `OpenId:SessionTime` (four hours), or `Security:SessionTime` when that is shorter", "(`prompt=login`, `max_age=0`)", "Leaving for the provider", "the last 10 minutes (`Security:FreshTime`)", "after 12 hours in any case (`Security:SessionTime`)" })
            Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("ASVS", "V15.1.3")]
    public async Task The_page_on_limits_lists_every_address_that_costs_much()
    {
        await using var portal = new Portal();
        var limited = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>() is not null)
            .Select(endpoint => $"- `/{endpoint.RoutePattern.RawText!.TrimStart('/')}`: {endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()!.PolicyName}").Distinct().Order(StringComparer.Ordinal);
        Compare("limits.md", limited, "- `/");
    }

    [Fact]
    [Trait("ASVS", "V15.1.2")]
    public void The_page_of_packages_lists_all_that_the_portal_is_made_of()
    {
        using var locked = System.Text.Json.JsonDocument.Parse(Source("CcsPolicy.Web", "packages.lock.json"));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()).Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => $"| `{package.Name}` | {package.Value.GetProperty("resolved").GetString()} |").Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(packages.Count > 10, $"{packages.Count} packages");
        Compare("packages.md", packages);
    }

    private static string Row(string what, object value) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {value} |");

    private static string Source(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, "src", .. path]));

    private static string[] Lines(string page) => File.ReadAllLines(Path.Combine(Repository.Root, "docs", "reference", page));

    /// <summary>The rows of the page are these; with CCSPOLICY_WRITE_DOCS=1 they are put behind what is written above them.</summary>
    private static void Compare(string page, IEnumerable<string> rows, string begin = "| ")
    {
        var lines = Lines(page);
        var should = rows.ToList();
        bool IsRow(string line) => line.StartsWith(begin, StringComparison.Ordinal) && !line.StartsWith("| what ", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("CCSPOLICY_WRITE_DOCS") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, "docs", "reference", page), string.Join('\n', lines.TakeWhile(line => !IsRow(line)).Concat(should).Concat(lines.SkipWhile(line => !IsRow(line)).SkipWhile(IsRow))) + "\n", new UTF8Encoding(false));
        else
            Assert.Equal(should, lines.Where(IsRow));
    }
}
