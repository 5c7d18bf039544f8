namespace CcsPolicy.Domain.People;

/// <summary>情報システム。A system that people use in their work, as far as it decides what they have to read: a code, a name and days.</summary>
public sealed class InformationSystem
{
    public required InformationSystemId Id { get; init; }

    /// <summary>Unique, chosen by the office; sorts the systems.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>First day on which it was used; null when that was before the days kept here.</summary>
    public DateOnly? From { get; set; }

    /// <summary>廃止の日: the last day on which it is used; null while it is. It is said before that day has passed, and stays once it has, so that a figure of a past day stays the same.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Changes with every change of the row: two people who edit at once are told.</summary>
    public Guid RowVersion { get; set; }

    public bool IsInUseOn(DateOnly day) => (From is not { } from || from <= day) && (Until is not { } until || until >= day);
}

/// <summary>
/// 利用システム。Somebody uses a system, from a day until a day (both included). It counts only while the person is employed and the system is in use. Never changed: a correction withdraws the row and records another.
/// </summary>
public sealed class SystemUse : IDatedRow
{
    public required SystemUseId Id { get; init; }

    public required PersonId PersonId { get; init; }

    public required InformationSystemId SystemId { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PersonId? RecordedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Whether it counts on the day, while its system is in use: the person works here, and it was recorded after the person last left.</summary>
    /// <param name="employments">All rows of the person.</param>
    public bool CountsOn(DateOnly day, IEnumerable<Employment> employments)
    {
        var rows = employments.ToList();
        return rows.Exists(row => row.HoldsOn(day)) && this.StandsOn(day, Leaving.LastOf(rows, day));
    }

    public void Withdraw(DateTimeOffset at) => WithdrawnAt ??= at;
}
