using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Testing.Web;

/// <summary>People and departments for tests of the product.</summary>
public static class PortalPeople
{
    /// <summary>Someone employed for a year past and with the roles from then on.</summary>
    public static Task<PersonId> AddPersonAsync(this Portal portal, string name, params Role[] roles) =>
        portal.AddPersonAsync(name, EmploymentKind.Employee, null, roles);

    public static async Task<PersonId> AddPersonAsync(
        this Portal portal, string name, EmploymentKind kind, DepartmentId? department = null, params Role[] roles)
    {
        await using var db = portal.Open(Reader.Nobody);
        var (now, from) = (db.Now, portal.Today.AddYears(-1));
        var number = "T" + ((await db.People.CountAsync()) + 1).ToString("D4", CultureInfo.InvariantCulture);
        var person = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = number, Name = name, Kana = name };
        db.People.Add(person);
        db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = kind, From = from, RecordedAt = now });
        if (department is not null)
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, DepartmentId = department, From = from, RecordedAt = now });
        foreach (var role in roles)
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, Role = role, From = from, RecordedAt = now });
        db.Record(new JournalFact("person.recorded").With("person", person.Id));
        await db.SaveChangesAsync();
        return person.Id;
    }

    public static async Task<DepartmentId> AddDepartmentAsync(this Portal portal, string code, string name)
    {
        await using var db = portal.Open(Reader.Nobody);
        var department = new Department { Id = db.Ids.Next<DepartmentId>(), Code = code, Name = name };
        db.Departments.Add(department);
        db.Record(new JournalFact("department.recorded").With("department", department.Id));
        await db.SaveChangesAsync();
        return department.Id;
    }

    /// <summary>A system that those people use since today.</summary>
    public static async Task<InformationSystemId> AddSystemAsync(this Portal portal, string code, string name, params PersonId[] users)
    {
        await using var db = portal.Open(Reader.Nobody);
        var system = new InformationSystem { Id = db.Ids.Next<InformationSystemId>(), Code = code, Name = name };
        db.InformationSystems.Add(system);
        foreach (var user in users)
            db.SystemUses.Add(new SystemUse { Id = db.Ids.Next<SystemUseId>(), PersonId = user, SystemId = system.Id, From = portal.Today, RecordedAt = db.Now });
        db.Record(new JournalFact("system.recorded").With("system", system.Id));
        await db.SaveChangesAsync();
        return system.Id;
    }

    /// <summary>Makes the person manager of the department by a post of it.</summary>
    public static async Task MakeManagerAsync(this Portal portal, PersonId person, DepartmentId department)
    {
        await using var db = portal.Open(Reader.Nobody);
        var post = new Post { Id = db.Ids.Next<PostId>(), Name = "課長", DepartmentId = department, ConfersManager = true };
        db.Posts.Add(post);
        db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person, PostId = post.Id, From = portal.Today.AddYears(-1), RecordedAt = db.Now });
        db.Record(new JournalFact("assignment.recorded").With("person", person));
        await db.SaveChangesAsync();
    }
}
