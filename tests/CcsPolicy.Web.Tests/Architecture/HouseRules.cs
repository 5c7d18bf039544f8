namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>The rules of who may know whom, as functions from what the code uses to the offences found.</summary>
public static class HouseRules
{
    /// <summary>Space that may not know another; the exceptions are spaces inside the first.</summary>
    private static readonly (string Space, string MustNotKnow)[] Forbidden =
    [
        ("CcsPolicy.Web.Exports", "CcsPolicy.Data"),
        ("CcsPolicy.Web.Exports", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Imports", "CcsPolicy.Data"),
        ("CcsPolicy.Web.Imports", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Access", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Shell", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Shell", "CcsPolicy.Data.PolicyDb"),
        ("CcsPolicy.Domain", "Microsoft.EntityFrameworkCore"),
        ("CcsPolicy.Domain", "System.IO.File"),
        ("CcsPolicy.Domain", "System.Net"),
    ];

    private static readonly (string Symbol, string[] AllowedIn, string Why)[] Banned =
    [
        ("System.DateTime::get_Now", [], "time comes from TimeProvider"),
        ("System.DateTime::get_UtcNow", [], "time comes from TimeProvider"),
        ("System.DateTimeOffset::get_Now", [], "time comes from TimeProvider"),
        ("System.DateTimeOffset::get_UtcNow", [], "time comes from TimeProvider"),
        ("System.TimeProvider::GetUtcNow", ["CcsPolicy.Domain.Basics.TokyoTime"], "TokyoTime.Now cuts to what databases keep"),
        ("System.Threading.Tasks.Task::Wait", [], "waiting blocks a thread of the server"),
        ("System.Threading.Tasks.Task`1::get_Result", [], "waiting blocks a thread of the server"),
        ("System.Diagnostics.Process::Start", ["CcsPolicy.Data.Backups.PostgreSqlPrograms"], "the product starts no other program but those that write a PostgreSQL database down"),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::IgnoreQueryFilters", ["CcsPolicy.Data.Reading.Readers", "CcsPolicy.Data.Protection", "CcsPolicy.Data.Preparing"], "need to know is never switched off"),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::SqlQueryRaw", [], "raw queries pass the need-to-know filter by"),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::SqlQuery", [], "raw queries pass the need-to-know filter by"),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteUpdateAsync", ["CcsPolicy.Data"], "bulk changes pass the save guard by"),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteDeleteAsync", ["CcsPolicy.Data"], "bulk changes pass the save guard by"),
        ("Microsoft.Extensions.DependencyInjection.EntityFrameworkServiceCollectionExtensions::AddDbContextPool", [], "a pooled context keeps the reader before"),
    ];

    public static List<string> SpacesKept(CodeUses code) =>
    [
        .. from use in code.All
           from rule in Forbidden
           where In(use.By, rule.Space) && In(use.Uses.Split("::")[0], rule.MustNotKnow)
           select $"{use.By} knows {use.Uses}: {rule.Space} must not know {rule.MustNotKnow}",
    ];

    /// <summary>A feature links to another by its address and shares by the domain.</summary>
    public static List<string> FeaturesApart(CodeUses code) =>
    [
        .. from use in code.All
           let own = FeatureOf(use.By)
           let of = FeatureOf(use.Uses.Split("::")[0])
           where own is not null && of is not null && own != of
           select $"{use.By} knows {use.Uses}: features do not know each other",
    ];

    public static List<string> NothingBanned(CodeUses code) =>
    [
        .. from use in code.All
           from rule in Banned
           where use.Uses == rule.Symbol && !rule.AllowedIn.Any(space => In(use.By, space))
           select $"{use.By} uses {use.Uses}: {rule.Why}",
    ];

    private static bool In(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    private static string? FeatureOf(string name) =>
        name.Split('.') is [_, _, "Features", var feature, _, ..] ? feature : null;
}
