using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.People.Systems;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

/// <summary>A stay of a person: an employment, or a time in a department or on a post, exactly one of which is set; or a time of leave; or the use of a system.</summary>
public sealed record RecordStay(PersonId Person, EmploymentKind? Kind, DepartmentId? Department, PostId? Post, DateOnly? From, DateOnly? Until)
{
    /// <summary>休業・休職</summary>
    public bool IsLeave { get; init; }

    /// <summary>利用システム</summary>
    public InformationSystemId? System { get; init; }
}

/// <summary>Records stays. Nobody records the own: an administrator would give himself what a department or post brings.</summary>
public sealed class RecordStayHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(RecordStay command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (db.Reader.PersonId == command.Person)
            return AccessErrors.NotYourself;
        if (await db.People.SingleOrDefaultAsync(p => p.Id == command.Person, ct) is not { } person)
            return AccessErrors.Gone;
        if (command.From is not { } from)
            return PeopleErrors.FromMissing;
        if (command.Until < from)
            return PeopleErrors.UntilBeforeFrom;
        var refusal = command.System is { } system ? await SystemUsesHandler.PutAsync(db, command.Person, system, from, command.Until, ct) : command.IsLeave ? await LeaveAsync(db, command, from, ct) : command.Kind is { } kind ? await EmployAsync(db, command, kind, from, ct) : await AssignAsync(db, command, from, ct);
        if (refusal is not null)
            return refusal;
        db.Record(new JournalFact(command.System is not null ? "system.use-recorded" : command.IsLeave ? "leave.recorded" : command.Kind is null ? "assignment.recorded" : "employment.recorded")
            .With("person", command.Person).With("kind", command.Kind).With("department", command.Department).With("post", command.Post).With("system", command.System)
            .With("from", from).With("until", command.Until));
        db.OneAtATime(person);
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    private static async Task<DomainError?> EmployAsync(PolicyDb db, RecordStay command, EmploymentKind kind, DateOnly from, CancellationToken ct)
    {
        var present = await db.Employments.AsNoTracking().Where(e => e.PersonId == command.Person && e.WithdrawnAt == null).ToListAsync(ct);
        if (present.Any(row => StayDays.Overlap(row, from, command.Until)))
            return PeopleErrors.EmploymentsOverlap;
        db.Employments.Add(new Employment
        {
            Id = db.Ids.Next<EmploymentId>(), PersonId = command.Person, Kind = kind, From = from, Until = command.Until, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
        });
        return null;
    }

    private static async Task<DomainError?> LeaveAsync(PolicyDb db, RecordStay command, DateOnly from, CancellationToken ct)
    {
        if ((await db.Leaves.AsNoTracking().Where(row => row.PersonId == command.Person && row.WithdrawnAt == null).ToListAsync(ct)).Exists(row => StayDays.Overlap(row, from, command.Until)))
            return PeopleErrors.SameStay;
        db.Leaves.Add(new Leave { Id = db.Ids.Next<LeaveId>(), PersonId = command.Person, From = from, Until = command.Until, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId });
        return null;
    }

    private static async Task<DomainError?> AssignAsync(PolicyDb db, RecordStay command, DateOnly from, CancellationToken ct)
    {
        var known = (command.Department is { } department && await db.Departments.AnyAsync(d => d.Id == department, ct))
            || (command.Post is { } post && await db.Posts.AnyAsync(p => p.Id == post, ct));
        if (!known || (command.Department is not null && command.Post is not null))
            return PeopleErrors.WhatMissing;
        var present = await db.Assignments.AsNoTracking().Where(a => a.PersonId == command.Person && a.WithdrawnAt == null
            && ((a.DepartmentId != null && a.DepartmentId == command.Department) || (a.PostId != null && a.PostId == command.Post))).ToListAsync(ct);
        // A stay from before the person left is over, whatever its days say.
        var left = Leaving.LastOf(await db.Employments.AsNoTracking().Where(e => e.PersonId == command.Person).ToListAsync(ct), TokyoTime.DateOf(db.Now));
        if (present.Any(row => row.RecordedAt >= left && StayDays.Overlap(row, from, command.Until)))
            return PeopleErrors.SameStay;
        db.Assignments.Add(new Assignment
        {
            Id = db.Ids.Next<AssignmentId>(), PersonId = command.Person, DepartmentId = command.Department, PostId = command.Post,
            From = from, Until = command.Until, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
        });
        return null;
    }
}

internal static class StayDays
{
    public static bool Overlap(IDatedRow row, DateOnly from, DateOnly? until) =>
        row.WithdrawnAt is null && (until is not { } last || row.From <= last) && (row.Until is not { } rowLast || rowLast >= from);
}
