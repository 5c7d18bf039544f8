using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace CcsPolicy.Web.Tests.Durability;

/// <summary>A disk that fails one call, and that one only: strace forges what the kernel answers. It counts for each thread; what is asked for here is done by one.</summary>
internal sealed class DiskFault : IDisposable
{
    /// <summary>What puts bytes and names on a disk.</summary>
    public const string Calls = "pwrite64,ftruncate,fdatasync,fsync";

    private readonly Process strace;
    private readonly TaskCompletionSource<bool> struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;

    private DiskFault(Process strace, CancellationToken ct) => (this.strace, reading) = (strace, ReadAsync(strace, struck, ct));

    /// <summary>Comes when a call was failed; false when it ended without one.</summary>
    public Task<bool> Struck => struck.Task;

    /// <summary>In turns the one and the other.</summary>
    public static string ErrorOf(int turn) => turn % 2 == 0 ? "ENOSPC" : "EIO";

    /// <summary>Takes hold of a running process.</summary>
    /// <param name="files">Only calls on these count.</param>
    public static async Task<DiskFault> OnAsync(int process, string error, string calls, int nth, IEnumerable<string> files, CancellationToken ct)
    {
        var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-p", process.ToString(CultureInfo.InvariantCulture), .. files.SelectMany(file => new[] { "-P", file }), .. Forging(error, calls, nth)]) { RedirectStandardError = true })!;
        // It says when it has taken hold.
        Assert.NotNull(await strace.StandardError.ReadLineAsync(ct));
        return new DiskFault(strace, ct);
    }

    /// <summary>What a program is started by; what it asked of the disk comes into a file.</summary>
    public static IReadOnlyList<string> Under(string error, int nth, string into) => ["strace", "-f", "-qq", "-o", into, .. Forging(error, Calls, nth)];

    /// <summary>The same without a fault.</summary>
    public static IReadOnlyList<string> Watching(string into) => ["strace", "-f", "-qq", "-o", into, "-e", "trace=" + Calls, "-e", "signal=none"];

    /// <summary>How many calls the busiest thread made.</summary>
    public static int Most(string told) => told.Split('\n').Where(line => line.Contains(") ", StringComparison.Ordinal)).GroupBy(line => line.Split(' ')[0]).Max(thread => thread.Count());

    /// <summary>Lets go; whether a call was failed.</summary>
    public async Task<bool> EndAsync(CancellationToken ct)
    {
        using (var end = Process.Start("kill", ["-INT", strace.Id.ToString(CultureInfo.InvariantCulture)]))
            await end.WaitForExitAsync(ct);
        await strace.WaitForExitAsync(ct);
        await reading;
        return await Struck;
    }

    public void Dispose() => strace.Dispose();

    private static async Task ReadAsync(Process strace, TaskCompletionSource<bool> struck, CancellationToken ct)
    {
        while (await strace.StandardError.ReadLineAsync(ct) is { } line)
            if (line.Contains("(INJECTED)", StringComparison.Ordinal))
                struck.TrySetResult(true);
        struck.TrySetResult(false);
    }

    private static string[] Forging(string error, string calls, int nth) => ["-e", "trace=" + calls, "-e", string.Create(CultureInfo.InvariantCulture, $"inject={calls}:error={error}:when={nth}"), "-e", "signal=none"];
}
