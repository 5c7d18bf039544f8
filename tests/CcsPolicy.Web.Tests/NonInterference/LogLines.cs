using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>The lines of the operational log as whoever looks after the host reads them, without the time that a request took.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public void Emit(LogEvent logEvent)
    {
        logEvent.RemovePropertyIfPresent("Elapsed");
        lines.Enqueue(Masks.Over($"{logEvent.Level} {logEvent.RenderMessage(CultureInfo.InvariantCulture)} {logEvent.Exception?.Message}"));
    }

    /// <summary>The lines since the last call.</summary>
    public List<string> Take()
    {
        var taken = new List<string>();
        while (lines.TryDequeue(out var line))
            taken.Add(line);
        return taken;
    }
}
