using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.People;

/// <summary>
/// 離職。When somebody last stopped working here, as the records said at that time. What the person had been given before (roles, stays, custody, grants) ended with it and does not come back when
/// an employment is recorded or corrected afterwards: it is given anew by whoever decides it. What goes on without a day between, as a contract that is renewed in time, is no leaving.
/// </summary>
public static class Leaving
{
    /// <param name="employments">All rows of one person, withdrawn ones too.</param>
    /// <param name="day">The last day that counts.</param>
    /// <returns>The instant; <see cref="DateTimeOffset.MinValue"/> when the person never left.</returns>
    public static DateTimeOffset LastOf(IEnumerable<Employment> employments, DateOnly day)
    {
        var rows = employments.ToList();
        // Most people have one employment, and it lasts.
        if (rows is [{ WithdrawnAt: null } only] && only.HoldsOn(day))
            return DateTimeOffset.MinValue;
        var changes = rows.SelectMany(row => new[] { row.RecordedAt, row.WithdrawnAt, TokyoTime.StartOf(row.From), row.Until is { } until && until < DateOnly.MaxValue ? TokyoTime.StartOf(until.AddDays(1)) : null })
            .OfType<DateTimeOffset>().Where(change => TokyoTime.DateOf(change) <= day).Distinct().Order();
        var (worked, left) = (false, DateTimeOffset.MinValue);
        foreach (var change in changes)
        {
            var works = rows.Exists(row => row.HoldsOn(TokyoTime.DateOf(change), change));
            if (worked && !works)
                left = change;
            worked = works;
        }
        return left;
    }

    /// <summary>The first day of an employment that goes on without a day between until this one.</summary>
    /// <param name="employments">All rows of one person.</param>
    /// <param name="knownAt">By what was recorded at that instant; null for what is recorded now.</param>
    public static DateOnly SinceWithoutBreak(this IEnumerable<Employment> employments, Employment last, DateTimeOffset? knownAt = null)
    {
        var (rows, since) = (employments.ToList(), last.From);
        while (since > DateOnly.MinValue && rows.Find(row => knownAt is { } at ? row.HoldsOn(since.AddDays(-1), at) : row.HoldsOn(since.AddDays(-1))) is { } before)
            since = before.From;
        return since;
    }

    /// <summary>Whether the row holds on the day and was recorded after its person last left.</summary>
    public static bool StandsOn(this IDatedRow row, DateOnly day, DateTimeOffset left) => row.HoldsOn(day) && row.RecordedAt >= left;
}
