namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 日本標準時。Instants are kept in UTC; a day (施行日, 締切) is a day of Asia/Tokyo, which has had a fixed offset of nine hours since 1951.
/// </summary>
public static class TokyoTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>Now in UTC, cut to the millisecond: what every database keeps exactly, so that a hash over a time read back is the same.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>The day in Tokyo at that instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>Today in Tokyo by the given clock.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOf(clock.GetUtcNow());

    /// <summary>The first instant (0:00 in Tokyo) of the day, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
