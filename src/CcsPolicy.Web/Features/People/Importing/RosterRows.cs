using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Features.People.Moving;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>What a list changes, as rows: planned, to see what follows, and for the next save.</summary>
internal static class RosterRows
{
    /// <summary>Where those stand before and after whose stays change.</summary>
    /// <param name="assignments">All that are not withdrawn, offices too.</param>
    public static IReadOnlyList<Move> Moves(IEnumerable<RosterChange> changes, RosterPresent present, IEnumerable<Assignment> assignments, DateTimeOffset now)
    {
        var held = assignments.ToLookup(row => row.PersonId);
        var moves = new List<Move>();
        foreach (var change in changes)
        {
            if (change.FirstDay is not { } day)
                continue;
            var row = change.Row;
            var person = change.Person ?? new Person { Id = IdSource.Random.Next<PersonId>(), StaffNumber = row.StaffNumber, Name = row.Name!, Kana = "" };
            var (employments, stays) = (present.Employments[person.Id].ToList(), held[person.Id].ToList());
            var withdrawn = change.AssignmentsToWithdraw.Concat(change.AssignmentsToCut.Select(cut => cut.Stay)).ToHashSet();
            moves.Add(new Move(person, day, Stands(employments, stays),
                Stands([.. employments.Except(change.EmploymentsToWithdraw), .. Employments(change, person.Id, IdSource.Random, now, null)],
                    [.. stays.Where(stay => !withdrawn.Contains(stay)), .. Assignments(change, person.Id, IdSource.Random, now, null)])));

            Reader Stands(List<Employment> employed, List<Assignment> stayed) => Reader.Of(person, employed, stayed, present.Posts, [], day);
        }
        return moves;
    }

    /// <summary>Puts a change down for the next save.</summary>
    /// <param name="personnel">The step that it is part of; null where the person stands on every day as before, though the rows may be others.</param>
    public static void Write(PolicyDb db, RosterChange change, PersonnelChange? personnel)
    {
        var row = change.Row;
        var person = change.Person;
        // One instant for what is withdrawn and what takes its place: between two of them the person would not be employed, and have left.
        var now = db.Now;
        if (person is null)
        {
            person = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = row.StaffNumber, Name = row.Name!, Kana = row.Kana ?? row.Name!, Mail = row.Mail };
            db.People.Add(person);
        }
        else
        {
            (person.Name, person.Kana) = (row.Name ?? person.Name, row.Kana ?? person.Kana);
            if (row.HasMail)
                person.Mail = row.Mail;
            if (change.ChangesStays)
                db.OneAtATime(person);
        }
        foreach (var employment in change.EmploymentsToWithdraw)
        {
            employment.Withdraw(now);
            Note(employment.Id, null, false);
        }
        foreach (var stay in change.AssignmentsToWithdraw.Concat(change.AssignmentsToCut.Select(cut => cut.Stay)))
        {
            stay.Withdraw(now);
            Note(null, stay.Id, false);
        }
        foreach (var employment in Employments(change, person.Id, db.Ids, now, db.Reader.PersonId))
        {
            db.Employments.Add(employment);
            Note(employment.Id, null, true);
        }
        foreach (var stay in Assignments(change, person.Id, db.Ids, now, db.Reader.PersonId))
        {
            db.Assignments.Add(stay);
            Note(null, stay.Id, true);
        }

        void Note(EmploymentId? employment, AssignmentId? assignment, bool isRecorded) => personnel?.Rows.Add(new PersonnelChangeRow
        {
            ChangeId = personnel.Id, Number = personnel.Rows.Count + 1, PersonId = person.Id, EmploymentId = employment, AssignmentId = assignment, IsRecorded = isRecorded,
        });
    }

    private static IEnumerable<Employment> Employments(RosterChange change, PersonId person, IdSource ids, DateTimeOffset at, PersonId? by) =>
        change.EmploymentsToRecord.Select(one => new Employment { Id = ids.Next<EmploymentId>(), PersonId = person, Kind = one.Kind, From = one.From, Until = one.Until, RecordedAt = at, RecordedBy = by });

    private static IEnumerable<Assignment> Assignments(RosterChange change, PersonId person, IdSource ids, DateTimeOffset at, PersonId? by) =>
        change.AssignmentsToRecord.Select(one => new Assignment { Id = ids.Next<AssignmentId>(), PersonId = person, DepartmentId = one.Department, PostId = one.Post, From = one.From, Until = one.Until, RecordedAt = at, RecordedBy = by })
            .Concat(change.AssignmentsToCut.Select(cut => cut.Stay.Again(ids.Next<AssignmentId>(), cut.Until, change.Left, at, by)));
}
