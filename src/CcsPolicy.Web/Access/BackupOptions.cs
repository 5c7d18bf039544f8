using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Basics;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>Backups: section <c>Backup</c> of the configuration.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Where backups go, relative to the content root; empty: <c>backups</c> in the data folder. In production another disk or host.</summary>
    public string Folder { get; set; } = "";

    /// <summary>After so many days without a backup the page of the administrator warns.</summary>
    public int WarnAfterDays { get; set; } = 2;

    /// <summary>After so many days without a drill it warns too.</summary>
    public int WarnAfterDaysWithoutDrill { get; set; } = 92;

    /// <summary>Folder of pg_dump and pg_restore; empty: the search path.</summary>
    public string PostgreSqlPrograms { get; set; } = "";

    /// <summary>Backups are taken by other means, so that an update begins without one of the product's own.</summary>
    public bool TakenElsewhere { get; set; }
}

/// <summary>Composition of backups.</summary>
public static class BackupSetup
{
    /// <summary>Sections of which a backup keeps the names that are set.</summary>
    private static readonly string[] Sections = ["Storage", "Backup", "Portal", "Security", "OpenId", "Proxies", "Journal", "Logs", "Kestrel", "AllowedHosts"];

    public static void AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section).ValidateOnStart();
        services.AddSingleton(provider => new PostgreSqlPrograms(provider.GetRequiredService<IOptions<BackupOptions>>().Value.PostgreSqlPrograms));
        services.AddSingleton(provider =>
        {
            var storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            var folder = provider.GetRequiredService<IOptions<BackupOptions>>().Value.Folder;
            folder = folder.Length == 0 ? Path.Combine(storage.DataFolder, "backups") : Path.GetFullPath(folder, provider.GetRequiredService<IHostEnvironment>().ContentRootPath);
            var settings = provider.GetRequiredService<IConfiguration>().AsEnumerable().Where(setting => setting.Value is not null && Sections.Contains(setting.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase));
            return new BackupPlaces(folder, storage.DataFolder, storage.KeyFolder, [.. settings.Select(setting => setting.Key).Order(StringComparer.Ordinal)]) { Checkpoints = provider.GetService<CheckpointPlaces>()?.Folders ?? [] };
        });
        services.AddSingleton<BackupMaking>();
        services.AddSingleton(provider => new BackupRestoring(provider.GetRequiredService<PostgreSqlPrograms>(), provider.GetRequiredService<IdSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BackupDrill>();
        services.AddSingleton<BackupHistory>();
        services.AddSingleton(provider => new UpdateBackup(provider.GetRequiredService<BackupMaking>(), provider.GetRequiredService<IOptions<BackupOptions>>().Value.TakenElsewhere));
    }
}
