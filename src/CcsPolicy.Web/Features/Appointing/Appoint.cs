using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Appointing;

/// <summary>An appointment by the CISO: to a role from a day on; to <see cref="Role.Ciso"/> it hands the office over.</summary>
public sealed record Appoint(string? StaffNumber, Role? Role, DateOnly? From, DateOnly? Until);

/// <summary>Appoints. Nobody appoints himself, the administrator appoints nobody, and some offices do not go together.</summary>
public sealed class AppointHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(Appoint command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.AppointOfficers))
            return AccessErrors.NotAllowed;
        if (command.Role is not { } role || !Roles.Appointed.Contains(role))
            return AppointingErrors.RoleMissing;
        if (command.From is not { } from || from < db.Reader.Day.AddDays(role == Role.Ciso ? 1 : 0))
            return role == Role.Ciso ? AppointingErrors.HandOverTooSoon : AppointingErrors.FromPast;
        if (command.Until < from)
            return AppointingErrors.UntilBeforeFrom;
        var number = AccountOpening.Written(command.StaffNumber);
        if (await db.People.SingleOrDefaultAsync(p => p.StaffNumber == number, ct) is not { } person)
            return AppointingErrors.NoSuchPerson;
        if (person.Id == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        var employments = await db.Employments.AsNoTracking().Where(e => e.PersonId == person.Id).ToListAsync(ct);
        if (employments.Find(e => e.HoldsOn(from)) is not { } employment)
            return AppointingErrors.NotEmployed;
        if (!employment.Kind.MayHold(role))
            return AppointingErrors.EmployedElsewhere;
        // What was given before somebody left counts for nothing, and is in the way of nothing.
        var left = Leaving.LastOf(employments, db.Reader.Day);
        var held = await db.Assignments.AsNoTracking().Where(a => a.PersonId == person.Id && a.Role != null && a.WithdrawnAt == null && a.RecordedAt >= left).ToListAsync(ct);
        var meeting = held.Where(a => (command.Until is not { } last || a.From <= last) && (a.Until is not { } end || end >= from)).Select(a => a.Role!.Value).ToList();
        if (meeting.Contains(role))
            return AppointingErrors.HeldAlready;
        if (meeting.Find(other => !JointOffices.Allows(role, other)) is var clash && meeting.Exists(other => !JointOffices.Allows(role, other)))
            return AppointingErrors.DoNotGoTogether(role, clash);
        if (!JointOffices.Allows(role, Role.Custodian) && await KeepsAnyAsync(db, person.Id, from, command.Until, left, ct))
            return AppointingErrors.KeepsDocuments;
        if (role == Role.Ciso && await EndPresentCisoAsync(db, from, ct) is { } refusal)
            return refusal;
        db.Assignments.Add(new Assignment
        {
            Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, Role = role, From = from, Until = role == Role.Ciso ? null : command.Until,
            RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
        });
        db.Record(new JournalFact(role == Role.Ciso ? "ciso.handed-over" : "officer.appointed")
            .With("person", person.Id).With("role", role).With("from", from).With("until", command.Until));
        db.OneAtATime(person);
        // The office of the CISO is handed over once, to whomever.
        if (role == Role.Ciso)
            db.OneAtATime(await db.People.SingleAsync(p => p.Id == db.Reader.PersonId, ct));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    private static async Task<bool> KeepsAnyAsync(PolicyDb db, PersonId person, DateOnly from, DateOnly? until, DateTimeOffset left, CancellationToken ct)
    {
        var custodians = await db.CustodiansAsync(ct);
        return (await db.Documents.AsNoTracking().ToListAsync(ct)).Exists(document => custodians.Of(document).IsKeptWithin(person, from, until, left));
    }

    /// <summary>The office is never held by two: every present or coming CISO ends the day before.</summary>
    private static async Task<DomainError?> EndPresentCisoAsync(PolicyDb db, DateOnly from, CancellationToken ct)
    {
        var rows = await db.Assignments.Where(a => a.Role == Role.Ciso && a.WithdrawnAt == null && (a.Until == null || a.Until >= from)).ToListAsync(ct);
        if (rows.Exists(row => row.From >= from))
            return AppointingErrors.SuccessorNamed;
        foreach (var row in rows)
        {
            row.Withdraw(db.Now);
            db.Assignments.Add(Offices.Until(row, from.AddDays(-1), db));
        }
        return null;
    }
}

/// <summary>The end of an appointment; <paramref name="Until"/> null for at once.</summary>
public sealed record EndAppointment(AssignmentId Appointment, DateOnly? Until);

public sealed class EndAppointmentHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(EndAppointment command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.AppointOfficers))
            return AccessErrors.NotAllowed;
        // Read before the row that is judged.
        if (await db.People.SingleOrDefaultAsync(p => db.Assignments.Any(a => a.Id == command.Appointment && a.PersonId == p.Id), ct) is not { } holder
            || await db.Assignments.SingleOrDefaultAsync(a => a.Id == command.Appointment && a.Role != null && a.WithdrawnAt == null, ct) is not { } row)
            return AccessErrors.ChangedMeanwhile;
        if (row.Role == Role.Ciso && row.From <= db.Reader.Day)
            return AppointingErrors.CisoHandsOver;
        var until = command.Until ?? db.Reader.Day.AddDays(-1);
        if (command.Until is { } last && (last < db.Reader.Day || last < row.From))
            return AppointingErrors.UntilPast;
        row.Withdraw(db.Now);
        if (until >= row.From)
            db.Assignments.Add(Offices.Until(row, until, db));
        db.Record(new JournalFact("officer.appointment-ended").With("person", row.PersonId).With("role", row.Role).With("until", until));
        db.OneAtATime(holder);
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}

internal static class Offices
{
    public static Assignment Until(Assignment row, DateOnly until, PolicyDb db) => new()
    {
        Id = db.Ids.Next<AssignmentId>(), PersonId = row.PersonId, Role = row.Role, From = row.From, Until = until, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
    };
}
