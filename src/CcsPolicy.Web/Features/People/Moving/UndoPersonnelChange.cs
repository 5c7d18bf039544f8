using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People.Moving;

/// <summary>
/// 人事異動の取消し. Takes a change of personnel back before its day, whole or not at all: what it recorded is withdrawn, what it withdrew is recorded again. Somebody who was new stays in the list
/// without an employment; names and addresses stay as they are.
/// </summary>
public sealed class UndoPersonnelChangeHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(PersonnelChangeId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (await db.PersonnelChanges.Include(c => c.Rows).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } change)
            return AccessErrors.Gone;
        if (change.UndoneAt is not null)
            return MovingErrors.UndoneAlready;
        if (!change.MayBeUndoneOn(db.Reader.Day))
            return MovingErrors.InEffect;
        var ids = change.Rows.Select(row => row.PersonId).ToHashSet();
        if (db.Reader.PersonId is { } me && ids.Contains(me))
            return AccessErrors.NotYourself;
        // The list of people is short beside what one question may name: of a change of thousands each person would be a parameter.
        var employments = (await db.Employments.ToListAsync(ct)).Where(row => ids.Contains(row.PersonId)).ToDictionary(row => row.Id);
        var stays = (await db.Assignments.ToListAsync(ct)).Where(row => ids.Contains(row.PersonId)).ToDictionary(row => row.Id);
        // One instant for what is withdrawn and what takes its place: between two of them people would not be employed, and have left.
        var now = db.Now;
        var (employed, stayed) = (employments.Values.ToLookup(row => row.PersonId), stays.Values.ToLookup(row => row.PersonId));
        var left = employed.ToDictionary(person => person.Key, person => Leaving.LastOf(person, db.Reader.Day));
        foreach (var row in change.Rows.Where(row => row.IsRecorded))
        {
            if (row.EmploymentId is { } employment && Standing(employments[employment], employed[row.PersonId], one => (one.Kind, one.From, one.Until)) is { } standing)
                standing.Withdraw(now);
            else if (row.AssignmentId is { } assignment && Standing(stays[assignment], stayed[row.PersonId], one => (one.DepartmentId, one.PostId, one.Role, one.From, one.Until)) is { } stay)
                stay.Withdraw(now);
            else
                return MovingErrors.ChangedSince;
        }
        foreach (var row in change.Rows.Where(row => !row.IsRecorded))
        {
            if (row.EmploymentId is { } employment)
            {
                var before = employments[employment];
                if (employed[row.PersonId].Any(one => StayDays.Overlap(one, before.From, before.Until)))
                    return MovingErrors.ChangedSince;
                db.Employments.Add(StayRows.Until(before, before.Until, db.Ids, now, db.Reader.PersonId));
                continue;
            }
            var stay = stays[row.AssignmentId!.Value];
            if (stayed[row.PersonId].Any(one => (one.DepartmentId, one.PostId, one.Role) == (stay.DepartmentId, stay.PostId, stay.Role) && StayDays.Overlap(one, stay.From, stay.Until)))
                return MovingErrors.ChangedSince;
            db.Assignments.Add(stay.Again(db.Ids.Next<AssignmentId>(), stay.Until, left.GetValueOrDefault(row.PersonId, DateTimeOffset.MinValue), now, db.Reader.PersonId));
        }
        change.Undo(db.Reader.PersonId, now);
        foreach (var person in (await db.People.ToListAsync(ct)).Where(person => ids.Contains(person.Id)))
            db.OneAtATime(person);
        db.Record(new JournalFact("people.change-undone").With("change", id).With("people", ids.Count));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    /// <summary>The row, or the one that says the same and stands in its place since a later change was undone; null where neither stands.</summary>
    private static T? Standing<T, TWords>(T row, IEnumerable<T> rows, Func<T, TWords> words) where T : class, IDatedRow where TWords : notnull =>
        row.WithdrawnAt is null ? row : rows.FirstOrDefault(one => one.WithdrawnAt is null && words(one).Equals(words(row)));
}
