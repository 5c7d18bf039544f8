using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Appointing;

/// <summary>
/// CISOの不在を終える。Names a CISO from the shell, and only while there is none: when the last one has left before handing over, nobody in the portal could appoint another. The journal says that it was done there.
/// </summary>
public sealed class NameCisoHandler(PolicyDbFactory databases)
{
    public async Task<Result<Done>> HandleAsync(string? staffNumber, CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var today = TokyoTime.DateOf(db.Now);
        var number = AccountOpening.Written(staffNumber);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.StaffNumber == number, ct) is not { } person)
            return AppointingErrors.NoSuchPerson;
        var employments = (await db.Employments.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var roles = (await db.Assignments.Where(row => row.Role != null && row.WithdrawnAt == null).ToListAsync(ct)).FindAll(row => row.Until is not { } until || until >= today);
        if (roles.Exists(row => row.Role == Role.Ciso && Stands(row)))
            return AppointingErrors.CisoIsThere;
        if (employments[person.Id].FirstOrDefault(row => row.HoldsOn(today)) is not { } employment)
            return AppointingErrors.NotEmployed;
        if (!employment.Kind.MayHold(Role.Ciso))
            return AppointingErrors.EmployedElsewhere;
        if (roles.Find(row => row.PersonId == person.Id && Stands(row) && !JointOffices.Allows(Role.Ciso, row.Role!.Value)) is { Role: { } clash })
            return AppointingErrors.DoNotGoTogether(Role.Ciso, clash);
        // What is left of former ones counts for nothing, and is taken off the list with it.
        foreach (var row in roles.Where(row => row.Role == Role.Ciso))
            row.Withdraw(db.Now);
        db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, Role = Role.Ciso, From = today, RecordedAt = db.Now });
        db.Record(new JournalFact("ciso.named-at-the-server").With("person", person.Id).With("role", Role.Ciso).With("from", today));
        await db.SaveChangesAsync(ct);
        return Done.Instance;

        // One that is to begin is somebody who can hand over, as soon as it does.
        bool Stands(Assignment row) => row.RecordedAt >= Leaving.LastOf(employments[row.PersonId], today)
            && employments[row.PersonId].Any(one => one.HoldsOn(row.From > today ? row.From : today) && one.Kind.MayHold(row.Role!.Value));
    }
}
