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

    internal static async Task<OfficeRows> ReadAsync(PolicyDb db, CancellationToken ct) => new(
        await db.People.AsNoTracking().ToListAsync(ct),
        await db.Employments.AsNoTracking().ToListAsync(ct),
        await db.Assignments.AsNoTracking().ToListAsync(ct),
        await db.Leaves.AsNoTracking().ToListAsync(ct),
        await db.SystemUses.AsNoTracking().ToListAsync(ct),
        await db.InformationSystems.AsNoTracking().ToListAsync(ct),
        await db.Departments.AsNoTracking().ToListAsync(ct),
        await db.Posts.AsNoTracking().ToListAsync(ct),
        await db.PersonnelChanges.AsNoTracking().Include(change => change.Rows).ToListAsync(ct),
        await db.FormerNames.AsNoTracking().ToListAsync(ct),
        await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == WholeReviews.Row, ct));
}
