using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>
/// 操作記録。Who did what and when: the general journal for the auditor, what concerns accounts and roles in it for a system administrator, and the journal of procedures for who decides about them.
/// </summary>
public static class JournalReadingFeature
{
    public static void AddJournalReading(this IServiceCollection services)
    {
        services.AddScoped<ReadJournalHandler>();
        services.AddScoped<JournalWords>();
        services.AddScoped<JournalReport>();
        services.AddSingleton(new NavigationEntry(typeof(JournalText), "Nav", SiteUrls.Journal, 55, AbilityPolicies.NameOf(Ability.ReadAccountJournal)));
        services.AddSingleton(new NavigationEntry(typeof(JournalText), "NavProcedures", SiteUrls.ProcedureJournal, 65, AbilityPolicies.NameOf(Ability.ReadProcedureJournal), NavigationPlace.Person));
    }

    public static void MapJournalReading(this IEndpointRouteBuilder routes)
    {
        foreach (var (log, url, ability) in new[] { (JournalLog.General, SiteUrls.ProvenJournal, Ability.ReadJournal), (JournalLog.Restricted, SiteUrls.ProcedureJournalReport("jsonl"), Ability.ReadProcedureJournal) })
            routes.MapPost(url, context => JournalReport.WriteProvenAsync(context, log)).Requires(ability).RequireRateLimiting(RateLimits.Export).WithMetadata(new AsksFreshSignInAttribute());
        foreach (var format in JournalReport.Formats)
            foreach (var (log, url) in new[] { (JournalLog.General, SiteUrls.JournalReport(format.Code)), (JournalLog.Restricted, SiteUrls.ProcedureJournalReport(format.Code)) })
                routes.MapPost(url, context => JournalReport.WriteAsync(context, log, format)).Requires(JournalActions.Needed(log)).RequireRateLimiting(RateLimits.Export).WithMetadata(new AsksFreshSignInAttribute());
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class JournalText;
