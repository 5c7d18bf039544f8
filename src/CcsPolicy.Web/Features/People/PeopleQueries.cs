using System.Linq.Expressions;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

public sealed record PersonLine(PersonId Id, string StaffNumber, string Name, string Kana, EmploymentKind? Kind, string Departments, string Posts);

public sealed record PeopleList(IReadOnlyList<PersonLine> Lines, int Total);

/// <summary>A dated row of a person as the page shows it. <paramref name="What"/>: name of department or post; null for employments and roles.</summary>
public sealed record StayLine(Guid Row, EmploymentKind? Kind, string? Department, string? Post, Role? Role, DateOnly From, DateOnly? Until, bool HoldsToday)
{
    /// <summary>利用システム: the name of the system.</summary>
    public string? System { get; init; }

    /// <summary>休業・休職</summary>
    public bool IsLeave => Kind is null && Department is null && Post is null && Role is null && System is null;
}

/// <param name="Departments">What can be chosen, as <paramref name="Posts"/> and <paramref name="Systems"/>.</param>
public sealed record PersonView(Person Person, IReadOnlyList<StayLine> Stays, bool HasAccount, Guid? Account, bool IsReader,
    IReadOnlyList<Department> Departments, IReadOnlyList<Post> Posts, IReadOnlyList<InformationSystem> Systems);

public sealed record PostLine(PostId Id, string Name, string? Department, bool ConfersManager, Guid RowVersion);

/// <summary>The list of people for who keeps it. Nothing of a document is asked here.</summary>
public sealed class PeopleQueries(ReaderDb store)
{
    public const int PageSize = 50;

    public async Task<PeopleList> ListAsync(string? words, DepartmentId? department, bool all, int page, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return new PeopleList([], 0);
        var today = db.Reader.Day;
        var people = db.People.AsNoTracking();
        if (!all)
            people = people.Where(p => db.Employments.Any(e => e.PersonId == p.Id && e.WithdrawnAt == null && e.From <= today && (e.Until == null || e.Until >= today)));
        if (department is { } one)
            people = people.Where(p => db.Assignments.Any(a => a.PersonId == p.Id && a.DepartmentId == one && a.WithdrawnAt == null && a.From <= today && (a.Until == null || a.Until >= today)));
        if (PersonWords.Written(words) is { Length: > 0 } text)
            people = people.Where(p => p.StaffNumber.Contains(text) || p.Name.Contains(text) || p.Kana.Contains(text));
        var found = await people.OrderBy(p => p.StaffNumber).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var office = await db.OfficeAsync(ct);
        return new PeopleList([.. found.Select(Line)], await people.CountAsync(ct));

        PersonLine Line(Person person)
        {
            var held = office.Assignments[person.Id].Where(a => a.HoldsOn(today)).ToList();
            return new PersonLine(person.Id, person.StaffNumber, person.Name, person.Kana,
                office.Employments[person.Id].FirstOrDefault(e => e.HoldsOn(today))?.Kind,
                string.Join("、", held.Where(a => a.DepartmentId is not null).Select(a => office.Departments[a.DepartmentId!.Value].Name)),
                string.Join("、", held.Where(a => a.PostId is not null).Select(a => office.Posts[a.PostId!.Value].Name)));
        }
    }

    public async Task<PersonView?> OneAsync(PersonId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return null;
        var office = await db.OfficeAsync(ct);
        if (!office.People.TryGetValue(id, out var person))
            return null;
        var today = db.Reader.Day;
        var (departments, posts, systems) = (office.Departments, office.Posts, office.Systems);
        var all = office.Employments[id].ToList();
        var (employments, left) = (all.FindAll(e => e.WithdrawnAt is null), Leaving.LastOf(all, today));
        var works = employments.Exists(e => e.HoldsOn(today));
        var assignments = office.Assignments[id].Where(a => a.WithdrawnAt is null);
        var stays = employments.Select(e => new StayLine(e.Id.Value, e.Kind, null, null, null, e.From, e.Until, e.HoldsOn(today)))
            .Concat(assignments.Select(a => new StayLine(a.Id.Value, null,
                a.DepartmentId is { } d ? departments[d].Name : null, a.PostId is { } p ? posts[p].Name : null, a.Role, a.From, a.Until, works && a.StandsOn(today, left))))
            .Concat(office.SystemUses[id].Where(use => use.WithdrawnAt is null).Select(use =>
                new StayLine(use.Id.Value, null, null, null, null, use.From, use.Until, works && systems[use.SystemId].IsInUseOn(today) && use.StandsOn(today, left)) { System = systems[use.SystemId].Name }))
            .Concat(office.Leaves[id].Where(row => row.WithdrawnAt is null).Select(row => new StayLine(row.Id.Value, null, null, null, null, row.From, row.Until, works && row.HoldsOn(today))))
            .OrderBy(stay => stay.IsLeave).ThenBy(stay => stay.System is not null).ThenBy(stay => stay.Kind is null).ThenBy(stay => stay.Department is null).ThenBy(stay => stay.Post is null).ThenByDescending(stay => stay.From).ToList();
        var account = await db.Users.Where(a => a.PersonId == id).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(ct);
        return new PersonView(person, stays, account is not null, account, db.Reader.PersonId == id, [.. departments.Values.Where(d => d.Until is null).OrderBy(d => d.Code, StringComparer.Ordinal)],
            [.. posts.Values.OrderBy(p => p.DepartmentId is { } d ? departments[d].Code : "", StringComparer.Ordinal).ThenByDescending(p => p.ConfersManager).ThenBy(p => p.Name, StringComparer.Ordinal)],
            [.. systems.Values.Where(s => s.Until is null || s.Until >= today).OrderBy(s => s.Code, StringComparer.Ordinal)]);
    }

    public async Task<IReadOnlyList<Department>> DepartmentsAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return db.Reader.Can(Ability.ManagePeople) ? [.. (await db.OfficeAsync(ct)).Departments.Values.OrderBy(d => d.Code, StringComparer.Ordinal)] : [];
    }

    public async Task<IReadOnlyList<PostLine>> PostsAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return [];
        var office = await db.OfficeAsync(ct);
        var departments = office.Departments;
        return [.. office.Posts.Values.OrderBy(p => p.DepartmentId is { } d ? departments[d].Code : "", StringComparer.Ordinal).ThenByDescending(p => p.ConfersManager).ThenBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => new PostLine(p.Id, p.Name, p.DepartmentId is { } d ? departments[d].Name : null, p.ConfersManager, p.RowVersion))];
    }

    /// <summary>Former names of the kind, of those that stand; the latest first.</summary>
    public async Task<IReadOnlyList<FormerName>> FormerNamesAsync(Expression<Func<FormerName, bool>> of, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return db.Reader.Can(Ability.ManagePeople) ? await db.FormerNames.AsNoTracking().Where(name => name.WithdrawnAt == null).Where(of).OrderByDescending(name => name.Until).ToListAsync(ct) : [];
    }
}
