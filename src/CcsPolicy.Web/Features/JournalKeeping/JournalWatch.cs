using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Basics;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.JournalKeeping;

/// <summary>最後の検証。What the portal found when it last verified its own journal.</summary>
/// <param name="IsSound">Null when it could not be done.</param>
internal sealed record JournalVerdict(DateTimeOffset At, bool? IsSound);

/// <summary>
/// 毎日の検証。Verifies the journal once a day, so that a row that somebody changed past the portal is found before an honest change of the same row takes it into the record. The page says whether something was found
/// and not what: where it lies may be in a procedure.
/// </summary>
internal sealed partial class JournalWatch(PolicyDbFactory databases, JournalKey key, CheckpointPlaces places, IOptions<JournalOptions> options, TimeProvider clock, ILogger<JournalWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    /// <summary>Null before the first.</summary>
    public JournalVerdict? Last { get; private set; }

    /// <summary>Verifies now.</summary>
    public async Task VerifyAsync(CancellationToken ct)
    {
        try
        {
            // A key serves one thread, and another signs. One place that is away, which the page tells, keeps nobody from asking the others.
            var report = await new JournalVerifier(databases).VerifyAsync([.. places.Folders.Where(folder => folder.Exists)], key.OfPublic(), ct);
            var isCompared = places.Folders.Count == 0 || report.AnchoredAt is not null || report.Entries == 0;
            Last = new JournalVerdict(clock.Now(), report.IsSound && !isCompared ? null : report.IsSound);
            if (report.IsSound && !isCompared)
                NotCompared(log);
            else if (report.IsSound)
                Sound(log, report.Entries, report.Anchored);
            else
                Unsound(log, report.Findings.Count);
            if (report.Warnings.Count > 0)
                Warned(log, string.Join(", ", report.Warnings));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Last = new JournalVerdict(clock.Now(), null);
            NotVerified(log, fault);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.VerifyDaily)
            return;
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (Last?.IsSound is null || TokyoTime.DateOf(Last.At) != TokyoTime.DateOf(clock.Now()))
                    await VerifyAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal was verified: nothing is wrong. Of {Entries} general entries {Anchored} agree with a checkpoint outside.")]
    private static partial void Sound(ILogger log, long entries, long anchored);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal was verified and is not what was signed: {Findings} findings. Keep a copy of database and folders, run verify-journal, tell the CISO.")]
    private static partial void Unsound(ILogger log, int findings);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal was verified and does not grow as it should: {Warnings}. Run verify-journal, which says more.")]
    private static partial void Warned(ILogger log, string warnings);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be verified: no place outside holds a checkpoint.")]
    private static partial void NotCompared(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be verified.")]
    private static partial void NotVerified(ILogger log, Exception fault);
}
