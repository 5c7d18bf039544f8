using CcsPolicy.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CcsPolicy.Testing.Data;

/// <summary>Holds two saves of a kind, registered as <see cref="IInterceptor"/>, until both have judged what they were sent: so what two do one after the other in a test, they do at the same moment.</summary>
public sealed class BothAtOnce : SaveChangesInterceptor
{
    private TaskCompletionSource both = new();
    private Func<PolicyDb, bool>? isHeld;
    private int held;

    /// <summary>Holds the next two saves of contexts that are meant, and no later one.</summary>
    public void Close(Func<PolicyDb, bool> meant) => (isHeld, held, both) = (meant, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Open() => isHeld = null;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (isHeld?.Invoke((PolicyDb)eventData.Context!) != true)
            return result;
        if (Interlocked.Increment(ref held) == 2)
            both.SetResult();
        await both.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        return result;
    }
}
