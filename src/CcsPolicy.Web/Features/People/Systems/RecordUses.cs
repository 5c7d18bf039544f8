using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People.Systems;

/// <summary>What keeps somebody on the list from being recorded.</summary>
public enum UseFault
{
    Unknown,
    NotEmployed,
    UsesAlready,
    Twice,
    Yourself,
}

/// <summary>A line of the list.</summary>
public sealed record ListedUser(int Line, string Number, PersonId? Id, string Name, UseFault? Fault);

/// <summary>A use that is not over.</summary>
/// <param name="HoldsToday">Whether it counts today: the person is employed and the system in use.</param>
public sealed record UseLine(SystemUseId Id, PersonId Person, string StaffNumber, string Name, DateOnly From, DateOnly? Until, bool HoldsToday, bool IsReader);

/// <param name="Uses">Of one page.</param>
/// <param name="Total">Uses of all pages.</param>
public sealed record SystemView(InformationSystem System, DateOnly Today, IReadOnlyList<UseLine> Uses, int Total);

/// <summary>Who begins to use a system, and when.</summary>
/// <param name="List">Staff numbers, one in a line.</param>
public sealed record TypedUses(DateOnly? From, DateOnly? Until, string? List);

/// <summary>利用システム。Enters who uses a system: all of a list or nobody. Nobody enters the own.</summary>
public sealed class SystemUsesHandler(ReaderDb store)
{
    /// <summary>People of one entry.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>Uses of a page, by staff number.</summary>
    public const int PageSize = 100;

    public async Task<SystemView?> ViewAsync(InformationSystemId id, int page, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople) || await db.InformationSystems.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } system)
            return null;
        var today = db.Reader.Day;
        var all = db.SystemUses.AsNoTracking().Where(use => use.SystemId == id && use.WithdrawnAt == null && (use.Until == null || use.Until >= today))
            .Join(db.People.AsNoTracking(), use => use.PersonId, person => person.Id, (use, person) => new { Use = use, person.StaffNumber, person.Name });
        var rows = await all.OrderBy(row => row.StaffNumber).ThenBy(row => row.Use.From).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = rows.ConvertAll(row => row.Use.PersonId);
        var employments = (await db.Employments.AsNoTracking().Where(e => ids.Contains(e.PersonId)).ToListAsync(ct)).ToLookup(e => e.PersonId);
        return new SystemView(system, today, [.. rows.Select(row => new UseLine(row.Use.Id, row.Use.PersonId, row.StaffNumber, row.Name, row.Use.From, row.Use.Until,
            system.IsInUseOn(today) && row.Use.CountsOn(today, employments[row.Use.PersonId]), row.Use.PersonId == db.Reader.PersonId))],
            await all.CountAsync(ct));
    }

    /// <summary>Looks through the list and changes nothing.</summary>
    public async Task<Result<IReadOnlyList<ListedUser>>> CheckAsync(InformationSystemId id, TypedUses typed, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return !db.Reader.Can(Ability.ManagePeople) ? AccessErrors.NotAllowed
            : await db.InformationSystems.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } system ? AccessErrors.Gone : await ReadAsync(db, system, typed, ct);
    }

    public async Task<Result<Done>> RecordAsync(InformationSystemId id, TypedUses typed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(typed);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (await db.InformationSystems.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } system)
            return AccessErrors.Gone;
        var read = await ReadAsync(db, system, typed, ct);
        if (read.Error is { } unfit)
            return unfit;
        if (read.Value.Any(person => person.Fault is not null))
            return SystemErrors.ListHasFaults;
        var now = db.Now;
        foreach (var person in read.Value)
            db.SystemUses.Add(new SystemUse { Id = db.Ids.Next<SystemUseId>(), PersonId = person.Id!.Value, SystemId = id, From = typed.From!.Value, Until = typed.Until, RecordedAt = now, RecordedBy = db.Reader.PersonId });
        db.Record(new JournalFact("system.uses-recorded").With("system", id).With("people", read.Value.Count).With("from", typed.From).With("until", typed.Until));
        db.OneAtATime(system);
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    /// <summary>Puts down for the next save that the person uses the system.</summary>
    /// <returns>Why not; null when done.</returns>
    internal static async Task<DomainError?> PutAsync(PolicyDb db, PersonId person, InformationSystemId id, DateOnly from, DateOnly? until, CancellationToken ct)
    {
        if (await db.InformationSystems.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } system)
            return PeopleErrors.WhatMissing;
        if (!Covers(system, from, until))
            return SystemErrors.NotInUse;
        if (IsUsed(await db.SystemUses.AsNoTracking().Where(use => use.PersonId == person && use.SystemId == id && use.WithdrawnAt == null).ToListAsync(ct), await db.Employments.AsNoTracking().Where(e => e.PersonId == person).ToListAsync(ct), db.Reader.Day, from, until))
            return SystemErrors.UsedAlready;
        db.SystemUses.Add(new SystemUse { Id = db.Ids.Next<SystemUseId>(), PersonId = person, SystemId = id, From = from, Until = until, RecordedAt = db.Now, RecordedBy = db.Reader.PersonId });
        db.OneAtATime(system);
        return null;
    }

    // Whether one of somebody's uses of a system lies in these days; none from before the person last left does.
    private static bool IsUsed(IEnumerable<SystemUse> uses, IEnumerable<Employment> employments, DateOnly today, DateOnly from, DateOnly? until)
    {
        var left = Leaving.LastOf(employments, today);
        return uses.Any(use => use.RecordedAt >= left && StayDays.Overlap(use, from, until));
    }

    // What begins before the system is there, or after it is gone, is a mistyped day; that a system is closed later ends the uses by itself.
    private static bool Covers(InformationSystem system, DateOnly from, DateOnly? until) => system.IsInUseOn(from) && (until is not { } last || system.IsInUseOn(last));

    private static async Task<Result<IReadOnlyList<ListedUser>>> ReadAsync(PolicyDb db, InformationSystem system, TypedUses typed, CancellationToken ct)
    {
        if (typed.From is not { } from)
            return PeopleErrors.FromMissing;
        if (typed.Until < from)
            return PeopleErrors.UntilBeforeFrom;
        if (!Covers(system, from, typed.Until))
            return SystemErrors.NotInUse;
        var text = typed.List?.ReplaceLineEndings("\n") ?? "";
        if (text.Length > AttendanceList.LongestText)
            return SystemErrors.TooManyListed;
        var list = AttendanceList.Read(text);
        if (list.Count == 0)
            return SystemErrors.NobodyListed;
        if (list.Count > MostAtOnce)
            return SystemErrors.TooManyListed;
        var numbers = list.Select(line => line.Typed).Distinct(StringComparer.Ordinal).ToList();
        var people = await db.People.AsNoTracking().Where(person => numbers.Contains(person.StaffNumber)).ToDictionaryAsync(person => person.StaffNumber, StringComparer.Ordinal, ct);
        var ids = people.Values.Select(person => person.Id).ToList();
        var employments = (await db.Employments.AsNoTracking().Where(row => ids.Contains(row.PersonId)).ToListAsync(ct)).ToLookup(row => row.PersonId);
        var uses = (await db.SystemUses.AsNoTracking().Where(use => use.SystemId == system.Id && use.WithdrawnAt == null && ids.Contains(use.PersonId)).ToListAsync(ct)).ToLookup(use => use.PersonId);
        var seen = new HashSet<PersonId>();
        return list.Select(line => people.GetValueOrDefault(line.Typed) is { } person ? new ListedUser(line.Line, line.Typed, person.Id, person.Name, FaultOf(person)) : new ListedUser(line.Line, line.Typed, null, "", UseFault.Unknown)).ToList();

        UseFault? FaultOf(Person person)
        {
            if (!seen.Add(person.Id))
                return UseFault.Twice;
            if (person.Id == db.Reader.PersonId)
                return UseFault.Yourself;
            if (!employments[person.Id].Any(row => row.HoldsOn(from)))
                return UseFault.NotEmployed;
            return IsUsed(uses[person.Id], employments[person.Id], db.Reader.Day, from, typed.Until) ? UseFault.UsesAlready : null;
        }
    }
}
