using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 対象としての立場。What rules of targets can state of somebody on a day, each with the day since which it has been so without a day between. Nothing is so of somebody who does not work here, and nothing from before
/// the person last left.
/// </summary>
public sealed class TargetStanding
{
    public static TargetStanding None { get; } = new();

    public EmploymentKind? Employment { get; private init; }

    /// <summary>Since when the kind of employment is that one.</summary>
    public DateOnly EmployedSince { get; private init; }

    public IReadOnlyDictionary<DepartmentId, DateOnly> Departments { get; private init; } = new Dictionary<DepartmentId, DateOnly>();

    public IReadOnlyDictionary<PostId, DateOnly> Posts { get; private init; } = new Dictionary<PostId, DateOnly>();

    /// <summary>利用システム, of those that are in use on the day.</summary>
    public IReadOnlyDictionary<InformationSystemId, DateOnly> Systems { get; private init; } = new Dictionary<InformationSystemId, DateOnly>();

    /// <summary>The standing of one person, whose rows these are.</summary>
    /// <param name="systems">All systems.</param>
    /// <param name="knownAt">By what was recorded at that instant; null for what is recorded now.</param>
    public static TargetStanding Of(
        IEnumerable<Employment> employments, IEnumerable<Assignment> assignments, IEnumerable<SystemUse> uses, IReadOnlyDictionary<InformationSystemId, InformationSystem> systems, DateOnly day, DateTimeOffset? knownAt = null)
    {
        var employed = employments.ToList();
        var kinds = Since(employed, row => (EmploymentKind?)row.Kind, DateTimeOffset.MinValue);
        if (employed.Where(row => IsKnown(row) && Covers(row, day)).MaxBy(row => row.From) is not { } employment)
            return None;
        var (left, stays) = (Leaving.LastOf(employed, day), assignments.ToList());
        return new TargetStanding
        {
            Employment = employment.Kind, EmployedSince = kinds[employment.Kind], Departments = Since(stays, row => row.DepartmentId, left), Posts = Since(stays, row => row.PostId, left),
            Systems = Since(uses.Where(use => systems.TryGetValue(use.SystemId, out var system) && system.IsInUseOn(day)), use => (InformationSystemId?)use.SystemId, left),
        };

        bool IsKnown(IDatedRow row) => knownAt is { } at ? row.RecordedAt <= at && (row.WithdrawnAt is not { } withdrawn || withdrawn > at) : row.WithdrawnAt is null;

        Dictionary<TKey, DateOnly> Since<TRow, TKey>(IEnumerable<TRow> rows, Func<TRow, TKey?> key, DateTimeOffset from) where TRow : IDatedRow where TKey : struct
        {
            var since = new Dictionary<TKey, DateOnly>();
            foreach (var group in rows.Where(row => key(row) is not null && row.RecordedAt >= from && IsKnown(row)).GroupBy(row => key(row)!.Value))
                if (Unbroken([.. group], day) is { } first)
                    since[group.Key] = first;
            return since;
        }
    }

    private static DateOnly? Unbroken<TRow>(List<TRow> rows, DateOnly day) where TRow : IDatedRow
    {
        if (!rows.Exists(row => Covers(row, day)))
            return null;
        var since = rows.Where(row => Covers(row, day)).Min(row => row.From);
        while (since > DateOnly.MinValue && rows.Where(row => Covers(row, since.AddDays(-1))).ToList() is { Count: > 0 } before)
            since = before.Min(row => row.From);
        return since;
    }

    private static bool Covers(IDatedRow row, DateOnly day) => row.From <= day && (row.Until is not { } until || until >= day);
}
