using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Publishing;

/// <summary>確認を求める人数。How many people a document binds on a day, in force or not: a number for whoever publishes it, never a list.</summary>
internal static class BoundPeople
{
    public static async Task<int> CountAsync(PolicyDb db, PolicyDocument document, DateOnly day, CancellationToken ct)
    {
        var employed = (await db.Employments.AsNoTracking().ToListAsync(ct)).Where(e => e.HoldsOn(day))
            .GroupBy(e => e.PersonId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.From)!.Kind);
        var granted = document.Audience == Audience.Granted ? await GrantedAsync(db, document, day, ct) : [];
        var bound = employed.Where(person => document.Audience.Binds(person.Value, granted.Contains(person.Key))).Select(person => person.Key);
        var targets = new DutyTargets(document.Audience, await db.TargetDecisions.AsNoTracking().Include(d => d.Rules).Where(d => d.DocumentId == document.Id).ToListAsync(ct));
        return targets.IsEverybody ? bound.Count() : await MeantAsync(db, targets, bound, day, ct);
    }

    private static async Task<int> MeantAsync(PolicyDb db, DutyTargets targets, IEnumerable<PersonId> people, DateOnly day, CancellationToken ct)
    {
        var employments = (await db.Employments.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var stays = (await db.Assignments.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var uses = (await db.SystemUses.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId);
        var systems = await db.InformationSystems.AsNoTracking().ToDictionaryAsync(row => row.Id, ct);
        return people.Count(person => targets.Since(TargetStanding.Of(employments[person], stays[person], uses[person], systems, day)) is not null);
    }

    private static async Task<HashSet<PersonId>> GrantedAsync(PolicyDb db, PolicyDocument document, DateOnly day, CancellationToken ct)
    {
        var grants = (await db.Grants.AsNoTracking().Where(g => g.DocumentId == document.Id).ToListAsync(ct)).Where(g => g.HoldsOn(day)).ToList();
        var confirmed = grants.SelectMany(g => g.Confirmations).Select(c => c.AssignmentId).ToList();
        var stays = (await db.Assignments.AsNoTracking().Where(a => confirmed.Contains(a.Id) || (a.PartOf != null && confirmed.Contains(a.PartOf.Value))).ToListAsync(ct)).Where(a => a.HoldsOn(day))
            .SelectMany(a => a.ConfirmedAs, (a, id) => (Id: id, a.PersonId)).DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.PersonId);
        return
        [
            .. grants.Select(g => g.PersonId).OfType<PersonId>(),
            .. grants.Where(g => g.PersonId is null).SelectMany(g => g.Confirmations).Where(c => stays.ContainsKey(c.AssignmentId)).Select(c => stays[c.AssignmentId]),
        ];
    }
}
