using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Features.People.Importing;

namespace CcsPolicy.Web.Features.People.Moving;

/// <summary>What a stay is in: an employment, a department or a post.</summary>
internal readonly record struct StayIn(EmploymentKind? Kind, DepartmentId? Department, PostId? Post)
{
    public string Column => Kind is not null ? RosterColumns.Kind : Department is not null ? RosterColumns.Department : RosterColumns.Post;
}

/// <summary>The dated rows of everybody, seen without a change of personnel and with it.</summary>
internal sealed class StayRowsOfChange
{
    private readonly ILookup<(PersonId Person, bool IsRecorded), (StayIn In, DateOnly From, DateOnly? Until)> rows;
    private readonly ILookup<PersonId, Employment> employments;
    private readonly ILookup<PersonId, Assignment> assignments;
    private readonly ILookup<PersonId, PersonnelChangeRow> noted;
    private readonly Dictionary<EmploymentId, Employment> employmentOf;
    private readonly Dictionary<AssignmentId, Assignment> assignmentOf;

    public StayRowsOfChange(PersonnelChange change, List<Employment> employments, List<Assignment> assignments)
    {
        (this.employments, this.assignments, noted) = (employments.ToLookup(row => row.PersonId), assignments.ToLookup(row => row.PersonId), change.Rows.ToLookup(row => row.PersonId));
        (employmentOf, assignmentOf) = (employments.ToDictionary(row => row.Id), assignments.ToDictionary(row => row.Id));
        rows = change.Rows.ToLookup(row => (row.PersonId, row.IsRecorded), row => row.EmploymentId is { } employed
            ? (new StayIn(employmentOf[employed].Kind, null, null), employmentOf[employed].From, employmentOf[employed].Until)
            : (new StayIn(null, Stay(row).DepartmentId, Stay(row).PostId), Stay(row).From, Stay(row).Until));
        Standing = assignments.FindAll(row => row.WithdrawnAt is null);
    }

    /// <summary>All stays that are not withdrawn.</summary>
    public IReadOnlyList<Assignment> Standing { get; }

    /// <summary>What the change recorded of a person, or withdrew.</summary>
    public IReadOnlyCollection<(StayIn In, DateOnly From, DateOnly? Until)> Of(PersonId person, bool isRecorded) => [.. rows[(person, isRecorded)]];

    /// <summary>Where a person stands on a day without the change and with it; only while it stands.</summary>
    public Move MoveOf(Person person, IReadOnlyList<Post> posts, DateOnly day)
    {
        var recorded = noted[person.Id].Where(row => row.IsRecorded).ToList();
        var withdrawn = noted[person.Id].Where(row => !row.IsRecorded).ToList();
        var employed = employments[person.Id].Where(row => !recorded.Exists(one => one.EmploymentId == row.Id))
            .Concat(withdrawn.Where(row => row.EmploymentId is not null).Select(row => employmentOf[row.EmploymentId!.Value]).Select(row => StayRows.Until(row, row.Until, IdSource.Random, row.RecordedAt, row.RecordedBy)));
        var stayed = assignments[person.Id].Where(row => !recorded.Exists(one => one.AssignmentId == row.Id))
            .Concat(withdrawn.Where(row => row.AssignmentId is not null).Select(Stay).Select(row => row.Again(row.Id, row.Until, DateTimeOffset.MinValue, row.RecordedAt, row.RecordedBy)));
        return new Move(person, day, Reader.Of(person, employed.ToList(), stayed.ToList(), posts, [], day), Reader.Of(person, employments[person.Id], assignments[person.Id], posts, [], day));
    }

    private Assignment Stay(PersonnelChangeRow row) => assignmentOf[row.AssignmentId!.Value];
}
