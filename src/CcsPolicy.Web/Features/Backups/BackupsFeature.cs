using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Backups;

/// <summary>バックアップ。When there was one last, and whether it can be restored; for the system administrator.</summary>
public static class BackupsFeature
{
    public static void AddBackupsPage(this IServiceCollection services)
    {
        services.AddScoped<BackupView>();
        services.AddSingleton(new NavigationEntry(typeof(BackupsText), "Nav", SiteUrls.Backups, 75, AbilityPolicies.NameOf(Ability.ManageAccounts)));
    }
}

/// <summary>Names the words of backups.</summary>
public sealed class BackupsText;
