using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People.Systems;

public sealed record RecordSystem(string? Code, string? Name, DateOnly? From = null);

/// <summary>Another name for a system, or its days.</summary>
/// <param name="Until">The last day on which it is used; null while it is.</param>
public sealed record ChangeSystem(InformationSystemId System, string? Name, DateOnly? From, DateOnly? Until, Guid RowVersion);

/// <summary>A system, and how many use it today.</summary>
public sealed record SystemLine(InformationSystem System, int Users);

/// <summary>情報システムの一覧。Which systems there are.</summary>
public sealed class SystemsHandler(ReaderDb store)
{
    public async Task<IReadOnlyList<SystemLine>> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return [];
        var day = db.Reader.Day;
        var employments = (await db.Employments.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var used = (await db.SystemUses.AsNoTracking().Where(use => use.WithdrawnAt == null && use.From <= day && (use.Until == null || use.Until >= day)).ToListAsync(ct))
            .Where(use => use.CountsOn(day, employments[use.PersonId])).Select(use => (use.SystemId, use.PersonId)).Distinct().CountBy(use => use.SystemId).ToDictionary();
        return [.. (await db.InformationSystems.AsNoTracking().OrderBy(system => system.Code).ToListAsync(ct)).Select(system => new SystemLine(system, system.IsInUseOn(day) ? used.GetValueOrDefault(system.Id) : 0))];
    }

    public async Task<Result<InformationSystemId>> HandleAsync(RecordSystem command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var (code, name) = (AccountOpening.Written(command.Code), PersonWords.Written(command.Name));
        if (code.Length is 0 or > 20 || name.Length is 0 or > 100)
            return SystemErrors.Unfit;
        if (await db.InformationSystems.AnyAsync(s => s.Code == code || s.Name == name, ct))
            return SystemErrors.Taken;
        var system = new InformationSystem { Id = db.Ids.Next<InformationSystemId>(), Code = code, Name = name, From = command.From };
        db.InformationSystems.Add(system);
        db.Record(new JournalFact("system.recorded").With("system", system.Id).With("code", code).With("from", command.From));
        return (await db.TrySaveAsync(SystemErrors.Taken, ct)).Map(_ => system.Id);
    }

    public async Task<Result<Done>> HandleAsync(ChangeSystem command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var name = PersonWords.Written(command.Name);
        if (name.Length is 0 or > 100)
            return SystemErrors.Unfit;
        if (await db.InformationSystems.SingleOrDefaultAsync(s => s.Id == command.System, ct) is not { } system)
            return AccessErrors.Gone;
        if (system.RowVersion != command.RowVersion)
            return AccessErrors.ChangedMeanwhile;
        if (await db.InformationSystems.AnyAsync(s => s.Name == name && s.Id != command.System, ct))
            return SystemErrors.Taken;
        if (command.Until < command.From)
            return SystemErrors.EndsBeforeItBegins;
        // Figures of days past are counted with the system as it was then.
        if (command.Until != system.Until && (system.Until < db.Reader.Day || command.Until < db.Reader.Day))
            return SystemErrors.ClosedInThePast;
        if (command.From != system.From && await WasUsedBetweenAsync(db, system, command.From, ct))
            return SystemErrors.UsedInThePast;
        (system.Name, system.From, system.Until) = (name, command.From, command.Until);
        db.Record(new JournalFact("system.changed").With("system", system.Id).With("from", command.From).With("until", command.Until));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    // Whether some use that is or was on record has a day past on which the system begins, or ends, to be there by another first day.
    private static async Task<bool> WasUsedBetweenAsync(PolicyDb db, InformationSystem system, DateOnly? from, CancellationToken ct)
    {
        var (id, was, becomes) = (system.Id, system.From ?? DateOnly.MinValue, from ?? DateOnly.MinValue);
        var (first, next) = was < becomes ? (was, becomes) : (becomes, was);
        if (next > db.Reader.Day)
            next = db.Reader.Day;
        return first < next && await db.SystemUses.AnyAsync(use => use.SystemId == id && use.From < next && (use.Until == null || use.Until >= first), ct);
    }
}
