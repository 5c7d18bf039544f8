using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 対象としての立場。What rules of targets can state of somebody, on a day and on the days before it: each with the days on which it was so. Nothing is so of somebody who does not work here on the day, and what was
/// recorded before the person last left does not count.
/// </summary>
public sealed class TargetStanding
{
    private readonly Dictionary<EmploymentKind, DaySpans> kinds = [];
    private readonly Dictionary<DepartmentId, DaySpans> departments = [];
    private readonly Dictionary<PostId, DaySpans> posts = [];
    private readonly Dictionary<InformationSystemId, DaySpans> systems = [];

    private TargetStanding(DateOnly day) => Day = day;

    /// <summary>Of nobody who works here.</summary>
    public static TargetStanding None { get; } = new(DateOnly.MaxValue);

    /// <summary>The day whose standing it is.</summary>
    public DateOnly Day { get; }

    /// <summary>Whether the person works here on the day.</summary>
    public bool Works { get; private init; }

    /// <summary>The first of the days without a break until that one on which all that the rule states was so; null where something of it was not so on the day, the first of all days where it states nothing.</summary>
    public DateOnly? Since(TargetRule rule, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var since = DateOnly.MinValue;
        return Works && IsSo(kinds, rule.Employment, day, ref since) && IsSo(departments, rule.DepartmentId, day, ref since) && IsSo(posts, rule.PostId, day, ref since) && IsSo(systems, rule.SystemId, day, ref since) ? since : null;
    }

    /// <summary>The standing of one person, whose rows these are.</summary>
    /// <param name="systems">All systems. What is used counts from the later of both first days until the earlier of both last.</param>
    /// <param name="knownAt">By what was recorded at that instant; null for what is recorded now.</param>
    public static TargetStanding Of(
        IEnumerable<Employment> employments, IEnumerable<Assignment> assignments, IEnumerable<SystemUse> uses, IReadOnlyDictionary<InformationSystemId, InformationSystem> systems, DateOnly day, DateTimeOffset? knownAt = null)
    {
        var employed = employments.ToList();
        if (!employed.Exists(row => row.IsKnown(knownAt) && row.Covers(day)))
            return None;
        var left = Leaving.LastOf(employed, day);
        var standing = new TargetStanding(day) { Works = true };
        foreach (var row in employed)
            if (row.IsKnown(knownAt))
                Put(standing.kinds, row.Kind, row.From, row.Until);
        foreach (var row in assignments)
        {
            if (row.RecordedAt < left || !row.IsKnown(knownAt))
                continue;
            if (row.DepartmentId is { } department)
                Put(standing.departments, department, row.From, row.Until);
            if (row.PostId is { } post)
                Put(standing.posts, post, row.From, row.Until);
        }
        foreach (var row in uses)
            if (row.RecordedAt >= left && row.IsKnown(knownAt) && systems.TryGetValue(row.SystemId, out var system))
                Put(standing.systems, row.SystemId, system.From > row.From ? system.From.Value : row.From, row.Until is { } until && !(system.Until < until) ? until : system.Until);
        return standing;
    }

    private static bool IsSo<TKey>(Dictionary<TKey, DaySpans> spans, TKey? wanted, DateOnly day, ref DateOnly since) where TKey : struct
    {
        if (wanted is not { } key)
            return true;
        if (!spans.TryGetValue(key, out var days) || days.Since(day) is not { } first)
            return false;
        if (first > since)
            since = first;
        return true;
    }

    private static void Put<TKey>(Dictionary<TKey, DaySpans> spans, TKey key, DateOnly from, DateOnly? until) where TKey : struct
    {
        if (!spans.TryGetValue(key, out var days))
            spans[key] = days = new DaySpans();
        days.Add(from, until ?? DateOnly.MaxValue);
    }

    /// <summary>Days on which something was so.</summary>
    private sealed class DaySpans
    {
        private readonly List<(DateOnly From, DateOnly Until)> spans = [];

        public void Add(DateOnly from, DateOnly until) => spans.Add((from, until));

        /// <summary>The first of the days without a break until that one; null where it was not so on the day.</summary>
        public DateOnly? Since(DateOnly day)
        {
            var (first, found) = (day, false);
            // Each round goes back over one more row at least: somebody has a handful.
            for (var again = true; again;)
            {
                again = false;
                foreach (var (from, until) in spans)
                {
                    var reached = found ? first.AddDays(-1) : day;
                    if (from > reached || until < reached)
                        continue;
                    (first, found) = (from, true);
                    if (first == DateOnly.MinValue)
                        return first;
                    again = true;
                }
            }
            return found ? first : null;
        }
    }
}
