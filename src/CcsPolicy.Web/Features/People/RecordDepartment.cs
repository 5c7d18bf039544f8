using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

public sealed record RecordDepartment(string? Code, string? Name);

/// <summary>Another name for a department, or its last day.</summary>
public sealed record ChangeDepartment(DepartmentId Department, string? Name, DateOnly? Until, Guid RowVersion);

public sealed class DepartmentsHandler(ReaderDb store)
{
    public async Task<Result<DepartmentId>> HandleAsync(RecordDepartment command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var (code, name) = (AccountOpening.Written(command.Code), PersonWords.Written(command.Name));
        if (code.Length is 0 or > 20 || name.Length is 0 or > 100)
            return PeopleErrors.DepartmentUnfit;
        if (await db.Departments.AnyAsync(d => d.Code == code || d.Name == name, ct))
            return PeopleErrors.DepartmentTaken;
        var department = new Department { Id = db.Ids.Next<DepartmentId>(), Code = code, Name = name };
        db.Departments.Add(department);
        db.Record(new JournalFact("department.recorded").With("department", department.Id).With("code", code));
        await db.SaveChangesAsync(ct);
        return department.Id;
    }

    public async Task<Result<Done>> HandleAsync(ChangeDepartment command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var name = PersonWords.Written(command.Name);
        if (name.Length is 0 or > 100)
            return PeopleErrors.DepartmentUnfit;
        if (await db.Departments.SingleOrDefaultAsync(d => d.Id == command.Department, ct) is not { } department)
            return AccessErrors.Gone;
        if (department.RowVersion != command.RowVersion)
            return AccessErrors.ChangedMeanwhile;
        if (await db.Departments.AnyAsync(d => d.Name == name && d.Id != command.Department, ct))
            return PeopleErrors.DepartmentTaken;
        (department.Name, department.Until) = (name, command.Until);
        db.Record(new JournalFact("department.changed").With("department", department.Id).With("until", command.Until));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AccessErrors.ChangedMeanwhile;
        }
        return Done.Instance;
    }
}

public sealed record RecordPost(string? Name, DepartmentId? Department, bool ConfersManager);

public sealed class RecordPostHandler(ReaderDb store)
{
    public async Task<Result<PostId>> HandleAsync(RecordPost command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var name = PersonWords.Written(command.Name);
        if (name.Length is 0 or > 100)
            return PeopleErrors.PostUnfit;
        if (command.ConfersManager && command.Department is null)
            return PeopleErrors.ManagerNeedsDepartment;
        if (command.Department is { } department && !await db.Departments.AnyAsync(d => d.Id == department, ct))
            return PeopleErrors.WhatMissing;
        if (await db.Posts.AnyAsync(p => p.Name == name, ct))
            return PeopleErrors.PostTaken;
        var post = new Post { Id = db.Ids.Next<PostId>(), Name = name, DepartmentId = command.Department, ConfersManager = command.ConfersManager };
        db.Posts.Add(post);
        db.Record(new JournalFact("post.recorded").With("post", post.Id).With("department", command.Department).With("manager", command.ConfersManager));
        await db.SaveChangesAsync(ct);
        return post.Id;
    }
}
