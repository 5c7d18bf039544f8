using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>職場の控え。The people of the office with their dated rows, its departments and posts, as they were under one access stamp. Nothing in it hangs on a document, and whoever is given it changes nothing of it.</summary>
public sealed class OfficeRows
{
    private OfficeRows(List<Person> people, List<Employment> employments, List<Assignment> assignments, List<Leave> leaves, List<SystemUse> uses, List<InformationSystem> systems, List<Department> departments, List<Post> posts,
        List<PersonnelChange> changes, List<FormerName> formerNames, Setting? wholeReview)
    {
        People = people.ToFrozenDictionary(row => row.Id);
        Employments = employments.ToLookup(row => row.PersonId);
        Assignments = assignments.ToLookup(row => row.PersonId);
        Appointments = [.. assignments.Where(row => row.Role is not null)];
        Leaves = leaves.ToLookup(row => row.PersonId);
        SystemUses = uses.ToLookup(row => row.PersonId);
        Systems = systems.ToFrozenDictionary(row => row.Id);
        Departments = departments.ToFrozenDictionary(row => row.Id);
        Posts = posts.ToFrozenDictionary(row => row.Id);
        Changes = [.. changes];
        FormerNames = [.. formerNames];
        WholeReview = wholeReview;
    }

    public FrozenDictionary<PersonId, Person> People { get; }

    public ILookup<PersonId, Employment> Employments { get; }

    public ILookup<PersonId, Assignment> Assignments { get; }

    /// <summary>Those of the assignments that give an office.</summary>
    public ImmutableArray<Assignment> Appointments { get; }

    public ILookup<PersonId, Leave> Leaves { get; }

    public ILookup<PersonId, SystemUse> SystemUses { get; }

    public FrozenDictionary<InformationSystemId, InformationSystem> Systems { get; }

    public FrozenDictionary<DepartmentId, Department> Departments { get; }

    public FrozenDictionary<PostId, Post> Posts { get; }

    /// <summary>Changes of personnel with their rows, undone ones too.</summary>
    public ImmutableArray<PersonnelChange> Changes { get; }

    /// <summary>Former names of people, departments and posts, withdrawn ones too.</summary>
    public ImmutableArray<FormerName> FormerNames { get; }

    /// <summary>What is on record of the last review of all grants; null while there was none.</summary>
    internal Setting? WholeReview { get; }

    /// <summary>The name, or nothing of somebody who came when these rows had been read.</summary>
    public string NameOf(PersonId id) => People.TryGetValue(id, out var person) ? person.Name : "";

    /// <summary>The name, or nothing of one that came when these rows had been read.</summary>
    public string NameOf(DepartmentId id) => Departments.TryGetValue(id, out var department) ? department.Name : "";

    /// <summary>The name, or nothing of one that came when these rows had been read.</summary>
    public string NameOf(PostId id) => Posts.TryGetValue(id, out var post) ? post.Name : "";

    internal static async Task<OfficeRows> ReadAsync(PolicyDb db, CancellationToken ct)
    {
        // Table after table, while others save: what names a row is read before that row, so that each name leads somewhere.
        var wholeReview = await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == WholeReviews.Row, ct);
        var formerNames = await db.FormerNames.AsNoTracking().ToListAsync(ct);
        var changes = await db.PersonnelChanges.AsNoTracking().Include(change => change.Rows).ToListAsync(ct);
        var uses = await db.SystemUses.AsNoTracking().ToListAsync(ct);
        var leaves = await db.Leaves.AsNoTracking().ToListAsync(ct);
        var assignments = await db.Assignments.AsNoTracking().ToListAsync(ct);
        var employments = await db.Employments.AsNoTracking().ToListAsync(ct);
        var systems = await db.InformationSystems.AsNoTracking().ToListAsync(ct);
        var posts = await db.Posts.AsNoTracking().ToListAsync(ct);
        var departments = await db.Departments.AsNoTracking().ToListAsync(ct);
        var people = await db.People.AsNoTracking().ToListAsync(ct);
        return new(people, employments, assignments, leaves, uses, systems, departments, posts, changes, formerNames, wholeReview);
    }
}
