using System.Globalization;
using CcsPolicy.Domain.Access;

namespace CcsPolicy.Domain.Journal;

/// <summary>記録の中の位置。Where reading goes on: at an instant, past as many entries of that very instant as were shown. New entries do not move it.</summary>
public readonly record struct JournalPlace(DateTimeOffset At, int Shown)
{
    private const int MostShown = 1_000_000;

    /// <summary>The place after the last of these entries, which were read newest first from <paramref name="before"/> on; null when there is none.</summary>
    public static JournalPlace? After(IReadOnlyList<JournalEntry> read, JournalPlace? before)
    {
        if (read.Count == 0)
            return before;
        var last = read[^1].At;
        var shown = read.Count(entry => entry.At == last);
        return new JournalPlace(last, before is { } place && place.At == last ? place.Shown + shown : shown);
    }

    /// <summary>The place at which reading begins that shall not go on with what is written meanwhile.</summary>
    public static JournalPlace Now(DateTimeOffset now) => new(now, 0);

    public static JournalPlace? TryParse(string? written) =>
        written?.Split('-') is [var ticks, var shown]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && int.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostShown
            ? new JournalPlace(new DateTimeOffset(at, TimeSpan.Zero), number)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Shown}");
}

/// <summary>記録を読むこと。</summary>
public static class JournalReading
{
    /// <summary>Whether entries are shown with the titles of their documents: never to a system administrator.</summary>
    public static bool SeesTitlesInJournal(this Reader reader, JournalLog log) =>
        reader.Can(log == JournalLog.Restricted ? Ability.ReadProcedureJournal : Ability.ReadJournal) && !reader.IsAdministrator;
}
