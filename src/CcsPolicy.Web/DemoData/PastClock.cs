namespace CcsPolicy.Web.DemoData;

/// <summary>見本の時計。Stands where the history of the demo organisation is being told; what is journalled carries the time of the deed.</summary>
internal sealed class PastClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset At { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => At;
}
