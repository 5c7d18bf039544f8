using System.Collections.Immutable;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Documents;

/// <summary>
/// 規程の管理。Who is custodian of one document on which day. There is exactly one on every day: whoever it was registered for, then whoever the latest
/// handover that has begun names; of two that begin on one day, the one decided last.
/// </summary>
public sealed class Custody
{
    private readonly PersonId first;
    private readonly DateTimeOffset registered;
    private readonly ImmutableArray<CustodyHandover> handovers;

    /// <param name="first">Whoever the document was registered for.</param>
    /// <param name="registered">When that was.</param>
    public Custody(PersonId first, DateTimeOffset registered, IEnumerable<CustodyHandover> handovers) =>
        (this.first, this.registered, this.handovers) = (first, registered, [.. handovers.GroupBy(handover => handover.From).Select(day => day.MaxBy(handover => handover.Number)!).OrderBy(handover => handover.From)]);

    /// <summary>Everybody who is, was or will be custodian.</summary>
    public IEnumerable<PersonId> Custodians => handovers.Select(handover => handover.SuccessorId).Prepend(first).Distinct();

    /// <summary>The custodian of the day.</summary>
    public PersonId On(DateOnly day) => handovers.LastOrDefault(handover => handover.From <= day)?.SuccessorId ?? first;

    /// <summary>Whether the person is custodian on the day and has not left since that was decided.</summary>
    /// <param name="left"><see cref="Leaving.LastOf"/></param>
    public bool IsKeptBy(PersonId person, DateOnly day, DateTimeOffset left) =>
        On(day) == person && (handovers.LastOrDefault(handover => handover.From <= day)?.DecidedAt ?? registered) >= left;

    /// <summary>Whether the person is custodian on a day of the stretch (both ends included; null for without end), as far as is decided.</summary>
    /// <param name="left"><see cref="Leaving.LastOf"/></param>
    public bool IsKeptWithin(PersonId person, DateOnly from, DateOnly? until, DateTimeOffset left) =>
        IsKeptBy(person, from, left) || handovers.Any(handover => handover.From > from && (until is not { } last || handover.From <= last) && IsKeptBy(person, handover.From, left));

    /// <summary>The next handover to somebody else after the day; null when none is decided.</summary>
    public CustodyHandover? After(DateOnly day) => handovers.FirstOrDefault(handover => handover.From > day && handover.SuccessorId != On(day));

    /// <summary>
    /// 管理者の不在。The first day, from <paramref name="today"/> on, whose custodian may not keep the document; null when there is none as far as is known.
    /// When it is today or earlier, the procedure is orphaned.
    /// </summary>
    /// <param name="mayKeep">Whether the person may be custodian on the day.</param>
    /// <param name="changes">Days on which the answer of <paramref name="mayKeep"/> may change for one of <see cref="Custodians"/>.</param>
    public DateOnly? FirstGap(DateOnly today, Func<PersonId, DateOnly, bool> mayKeep, IEnumerable<DateOnly> changes)
    {
        foreach (var day in changes.Concat(handovers.Select(handover => handover.From)).Where(day => day > today).Append(today).Distinct().Order())
            if (!mayKeep(On(day), day))
                return day;
        return null;
    }
}
