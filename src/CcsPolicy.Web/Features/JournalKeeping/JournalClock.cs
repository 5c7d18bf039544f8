using CcsPolicy.Data.Journalling;

namespace CcsPolicy.Web.Features.JournalKeeping;

/// <summary>Gives the journal its turn every second, and a last one when the program ends.</summary>
internal sealed partial class JournalClock(JournalKeeper keeper, TimeProvider clock, ILogger<JournalClock> log) : BackgroundService
{
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await second.WaitForNextTickAsync(stoppingToken))
                await TurnAsync(keeper.TurnAsync, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        using var last = new CancellationTokenSource(LastTurn);
        await TurnAsync(keeper.LastTurnAsync, last.Token);
    }

    private async Task TurnAsync(Func<CancellationToken, Task> turn, CancellationToken ct)
    {
        var (before, foreign) = (keeper.Standing, keeper.Foreign.ToHashSet());
        try
        {
            await turn(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever stands in the database, the portal goes on. Nothing is lost: the next turn finds what this one left.
            NotKept(log, fault);
        }
        foreach (var entry in keeper.Foreign.Where(entry => !foreign.Contains(entry)))
            Foreign(log, entry.ToString());
        foreach (var (folder, was) in keeper.Standing.Folders.Zip(before.Folders))
            if (folder.State != was.State && folder.State == FolderState.Differs)
                Differs(log, folder.Folder.Path);
            else if (folder.State != was.State && folder.State == FolderState.Emptied)
                Emptied(log, folder.Folder.Path);
            else if (folder.State != was.State && folder.State == FolderState.Unreachable)
                Unreachable(log, folder.Folder.Path);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal was not given its places or its signature in this turn.")]
    private static partial void NotKept(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal has not grown out of the last checkpoint in {Folder}. Nothing is signed until somebody has looked into it: run verify-journal.")]
    private static partial void Differs(ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The folder for checkpoints {Folder} holds none, and no other does, though some were signed. Nothing is signed until one does.")]
    private static partial void Emptied(ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The entry {Entry} of the journal is not of the portal's making: somebody has written it past the portal. It gets no place and no signature.")]
    private static partial void Foreign(ILogger log, string entry);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder for checkpoints {Folder} cannot be reached. What it lacks is sent when it can be.")]
    private static partial void Unreachable(ILogger log, string folder);
}
