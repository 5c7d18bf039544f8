using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

/// <summary>
/// A correction of a recorded stay: withdrawn, and recorded again with another last day when <paramref name="Until"/> is given.
/// The old row stays on record as withdrawn, so that what was known on a day can still be told.
/// </summary>
public sealed record CorrectStay(PersonId Person, Guid Row, bool Withdraw, DateOnly? Until);

public sealed class CorrectStayHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(CorrectStay command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (db.Reader.PersonId == command.Person)
            return AccessErrors.NotYourself;
        if (await db.People.SingleOrDefaultAsync(p => p.Id == command.Person, ct) is not { } person)
            return AccessErrors.ChangedMeanwhile;
        // One instant for what is withdrawn and what takes its place: between two of them the person would not be employed, and have left.
        var now = db.Now;
        var (employment, assignment, away, used) = (EmploymentId.From(command.Row), AssignmentId.From(command.Row), LeaveId.From(command.Row), SystemUseId.From(command.Row));
        if (await db.Employments.SingleOrDefaultAsync(e => e.Id == employment && e.PersonId == command.Person && e.WithdrawnAt == null, ct) is { } employed)
        {
            if (!command.Withdraw && command.Until < employed.From)
                return PeopleErrors.UntilBeforeFrom;
            employed.Withdraw(now);
            if (!command.Withdraw)
                db.Employments.Add(StayRows.Until(employed, command.Until, db.Ids, now, db.Reader.PersonId));
        }
        else if (await db.Assignments.SingleOrDefaultAsync(a => a.Id == assignment && a.PersonId == command.Person && a.WithdrawnAt == null, ct) is { } assigned)
        {
            if (assigned.Role is not null)
                return PeopleErrors.RoleIsAppointed;
            if (!command.Withdraw && command.Until < assigned.From)
                return PeopleErrors.UntilBeforeFrom;
            assigned.Withdraw(now);
            if (!command.Withdraw)
                db.Assignments.Add(assigned.Again(db.Ids.Next<AssignmentId>(), command.Until,
                    Leaving.LastOf(await db.Employments.AsNoTracking().Where(e => e.PersonId == command.Person).ToListAsync(ct), db.Reader.Day), now, db.Reader.PersonId));
        }
        else if (await db.Leaves.SingleOrDefaultAsync(row => row.Id == away && row.PersonId == command.Person && row.WithdrawnAt == null, ct) is { } leave)
        {
            if (!command.Withdraw && command.Until < leave.From)
                return PeopleErrors.UntilBeforeFrom;
            leave.Withdraw(now);
            if (!command.Withdraw)
                db.Leaves.Add(StayRows.Until(leave, command.Until, db.Ids, now, db.Reader.PersonId));
        }
        else if (await db.SystemUses.SingleOrDefaultAsync(row => row.Id == used && row.PersonId == command.Person && row.WithdrawnAt == null, ct) is { } use)
        {
            if (!command.Withdraw && command.Until < use.From)
                return PeopleErrors.UntilBeforeFrom;
            use.Withdraw(now);
            if (!command.Withdraw)
                db.SystemUses.Add(StayRows.Until(use, command.Until, db.Ids, now, db.Reader.PersonId));
        }
        else
            return AccessErrors.ChangedMeanwhile;
        db.Record(new JournalFact(command.Withdraw ? "stay.withdrawn" : "stay.ended")
            .With("person", command.Person).With("row", command.Row.ToString("N")).With("until", command.Withdraw ? null : command.Until));
        db.OneAtATime(person);
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}

/// <summary>A stay recorded anew with another last day.</summary>
internal static class StayRows
{
    public static Employment Until(Employment row, DateOnly? until, IdSource ids, DateTimeOffset at, PersonId? by) => new()
    {
        Id = ids.Next<EmploymentId>(), PersonId = row.PersonId, Kind = row.Kind, From = row.From, Until = until, RecordedAt = at, RecordedBy = by,
    };

    public static Leave Until(Leave row, DateOnly? until, IdSource ids, DateTimeOffset at, PersonId? by) => new()
    {
        Id = ids.Next<LeaveId>(), PersonId = row.PersonId, From = row.From, Until = until, RecordedAt = at, RecordedBy = by,
    };

    public static SystemUse Until(SystemUse row, DateOnly? until, IdSource ids, DateTimeOffset at, PersonId? by) => new()
    {
        Id = ids.Next<SystemUseId>(), PersonId = row.PersonId, SystemId = row.SystemId, From = row.From, Until = until, RecordedAt = at, RecordedBy = by,
    };
}
