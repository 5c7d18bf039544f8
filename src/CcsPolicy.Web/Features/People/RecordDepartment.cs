using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

public sealed record RecordDepartment(string? Code, string? Name, DateOnly? From = null);

/// <summary>Another name for a department, or its days.</summary>
/// <param name="Renamed">First day of the new name, when it was renamed; null when the name was written wrongly.</param>
public sealed record ChangeDepartment(DepartmentId Department, string? Name, DateOnly? From, DateOnly? Until, DateOnly? Renamed, Guid RowVersion);

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
        var department = new Department { Id = db.Ids.Next<DepartmentId>(), Code = code, Name = name, From = command.From };
        db.Departments.Add(department);
        db.Record(new JournalFact("department.recorded").With("department", department.Id).With("code", code).With("from", command.From));
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
        if (command.Until < command.From)
            return PeopleErrors.DepartmentEndsBeforeItBegins;
        if (await Renaming.Of(department).KeepAsync(db, name, command.Renamed, ct) is { } refusal)
            return refusal;
        (department.Name, department.From, department.Until) = (name, command.From, command.Until);
        db.Record(new JournalFact("department.changed").With("department", department.Id).With("from", command.From).With("until", command.Until).With("renamed", command.Renamed));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}
