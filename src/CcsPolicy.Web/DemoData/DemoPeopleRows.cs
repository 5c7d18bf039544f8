using CcsPolicy.Data;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本の人の行。The roster as rows of the store.</summary>
internal sealed class DemoPeopleRows(IdSource ids)
{
    private readonly Dictionary<string, Department> departments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Post> posts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InformationSystem> systems = new(StringComparer.Ordinal);
    private readonly List<Assignment> assignments = [];
    private readonly HashSet<PersonId> contractors = [];

    public Department DepartmentNamed(string name) => departments[name];

    public Post PostNamed(string name) => posts[name];

    public InformationSystem SystemNamed(string name) => systems[name];

    public Person PersonNumbered(string staffNumber) => people[staffNumber];

    /// <summary>Stays in the department or on the post that have not ended by the day; a contractor's staff is left to be confirmed one by one.</summary>
    public IEnumerable<Assignment> StaysIn(DepartmentId? department, PostId? post, DateOnly day) =>
        assignments.Where(a => a.Role is null && !contractors.Contains(a.PersonId) && (a.Until ?? day) >= day && (department is not null ? a.DepartmentId == department : a.PostId == post));

    public void Add(PolicyDb db, IReadOnlyList<DemoPerson> roster)
    {
        foreach (var department in DemoRoster.Departments)
            db.Add(departments[department.Name] = new Department { Id = ids.Next<DepartmentId>(), Code = department.Code, Name = department.Name });
        foreach (var post in DemoRoster.Posts)
            db.Add(posts[post.Name] = new Post
            {
                Id = ids.Next<PostId>(),
                Name = post.Name,
                DepartmentId = post.Department is { } name ? departments[name].Id : null,
                ConfersManager = post.ConfersManager,
            });
        foreach (var person in roster)
            Add(db, person);
        db.Record(new JournalFact("people.imported").With("people", roster.Count));
    }

    /// <summary>情報システム, and who uses them: those who stay in a department that does, as long as they stay.</summary>
    public void AddSystems(PolicyDb db, IReadOnlyList<DemoPerson> roster)
    {
        foreach (var from in DemoRoster.Systems)
        {
            var system = new InformationSystem { Id = ids.Next<InformationSystemId>(), Code = from.Code, Name = from.Name };
            db.Add(systems[from.Name] = system);
            var count = 0;
            foreach (var person in roster)
                foreach (var stay in person.Departments.Where(stay => from.Departments?.Contains(stay.What) ?? true))
                {
                    db.Add(new SystemUse { Id = ids.Next<SystemUseId>(), PersonId = people[person.StaffNumber].Id, SystemId = system.Id, From = stay.From, Until = stay.Until, RecordedAt = db.Now });
                    count++;
                }
            db.Record(new JournalFact("system.recorded").With("system", system.Id).With("code", from.Code));
            db.Record(new JournalFact("system.uses-recorded").With("system", system.Id).With("people", count));
        }
    }

    private void Add(PolicyDb db, DemoPerson from)
    {
        var person = new Person { Id = ids.Next<PersonId>(), StaffNumber = from.StaffNumber, Name = from.Name, Kana = from.Kana };
        people[from.StaffNumber] = person;
        db.Add(person);
        if (KindOf(from.Employment.What) == EmploymentKind.Contractor)
            contractors.Add(person.Id);
        db.Add(new Employment
        {
            Id = ids.Next<EmploymentId>(),
            PersonId = person.Id,
            Kind = KindOf(from.Employment.What),
            From = from.Employment.From,
            Until = from.Employment.Until,
            RecordedAt = db.Now,
        });
        foreach (var stay in from.Departments)
            Add(db, Stay(person, stay, db.Now, department: departments[stay.What].Id));
        foreach (var stay in from.Posts)
            Add(db, Stay(person, stay, db.Now, post: posts[stay.What].Id));
        foreach (var stay in from.Roles)
            Add(db, Stay(person, stay, db.Now, role: Enum.Parse<Role>(stay.What)));
    }

    private void Add(PolicyDb db, Assignment assignment)
    {
        assignments.Add(assignment);
        db.Add(assignment);
    }

    private Assignment Stay(Person person, DemoStay stay, DateTimeOffset recorded, DepartmentId? department = null, PostId? post = null, Role? role = null) => new()
    {
        Id = ids.Next<AssignmentId>(),
        PersonId = person.Id,
        DepartmentId = department,
        PostId = post,
        Role = role,
        From = stay.From,
        Until = stay.Until,
        RecordedAt = recorded,
    };

    internal static EmploymentKind KindOf(string written) => written switch
    {
        "役員" => EmploymentKind.Officer,
        "職員" => EmploymentKind.Employee,
        "契約職員" => EmploymentKind.Contract,
        "臨時職員" => EmploymentKind.Temporary,
        "派遣" => EmploymentKind.Dispatched,
        "受託事業者" => EmploymentKind.Contractor,
        _ => throw new FormatException($"Not an employment of the roster: {written}"),
    };
}
