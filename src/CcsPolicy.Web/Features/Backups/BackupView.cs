using CcsPolicy.Data.Backups;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Backups;

/// <param name="Last">The last of its kind that went well; null when there was none.</param>
/// <param name="FailedAt">When a later one failed.</param>
/// <param name="Days">Whole days since the last one.</param>
/// <param name="IsLate">There is none, or it is older than the configuration says.</param>
/// <param name="NotBegunAt">When a later one did not begin for want of a key; it is none.</param>
public sealed record BackupStanding(BackupEvent? Last, DateTimeOffset? FailedAt, int Days, int WarnAfter, bool IsLate, DateTimeOffset? NotBegunAt);

/// <param name="Elsewhere">The operator has said that backups are taken by other means.</param>
public sealed record BackupOverview(BackupStanding Backup, BackupStanding Drill, BackupEvent? Restored, IReadOnlyList<string> RecoveryKeys, string Folder, bool Elsewhere);

/// <summary>What the page tells of backups: times and numbers out of the journal, never a title.</summary>
public sealed class BackupView(BackupHistory history, BackupPlaces places, IOptions<BackupOptions> options, TimeProvider clock)
{
    public async Task<BackupOverview> AskAsync(CancellationToken ct)
    {
        var last = await history.LastAsync(ct);
        return new BackupOverview(Standing(last, BackupFacts.Made, BackupFacts.Failed, null, options.Value.WarnAfterDays),
            Standing(last, BackupFacts.Drilled, BackupFacts.DrillFailed, BackupFacts.DrillNotBegun, options.Value.WarnAfterDaysWithoutDrill), last.GetValueOrDefault(BackupFacts.Restored),
            [.. places.Recovery.Select(key => key.Name)], places.Folder, options.Value.TakenElsewhere);
    }

    private BackupStanding Standing(IReadOnlyDictionary<string, BackupEvent> facts, string well, string failed, string? notBegun, int warnAfter)
    {
        var last = facts.GetValueOrDefault(well);
        var age = last is null ? TimeSpan.Zero : clock.Now() - last.At;
        return new BackupStanding(last, Since(failed), (int)age.TotalDays, warnAfter, last is null || age > TimeSpan.FromDays(warnAfter), notBegun is null ? null : Since(notBegun));

        DateTimeOffset? Since(string action) => facts.GetValueOrDefault(action) is { } fact && (last is null || fact.At > last.At) ? fact.At : null;
    }
}
