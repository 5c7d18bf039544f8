using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.Publishing;

/// <summary>確認を求める人数。How many people a document binds on a day, in force or not: a number for whoever publishes it, never a list.</summary>
internal static class BoundPeople
{
    public static async Task<int> CountAsync(PolicyDb db, PolicyDocument document, DateOnly day, CancellationToken ct)
    {
        if (await db.KnownDocumentAsync(document.Id, ct) is not { } known)
            return 0;
        var office = await db.OfficeAsync(ct);
        var employed = office.Employments.SelectMany(person => person).Where(e => e.HoldsOn(day))
            .GroupBy(e => e.PersonId).ToDictionary(g => g.Key, g => g.MaxBy(e => e.From)!.Kind);
        var granted = document.Audience == Audience.Granted ? Granted(office, known, day) : [];
        var bound = employed.Where(person => document.Audience.Binds(person.Value, granted.Contains(person.Key))).Select(person => person.Key);
        return bound.Count(person => known.Targets.IsEverybody
            || known.Targets.Since(TargetStanding.Of(office.Employments[person], office.Assignments[person], office.SystemUses[person], office.Systems, day)) is not null);
    }

    private static HashSet<PersonId> Granted(OfficeRows office, KnownDocument known, DateOnly day)
    {
        var grants = known.NeedToKnow.Grants.Where(g => g.HoldsOn(day)).ToList();
        var confirmed = grants.SelectMany(g => g.Confirmations).Select(c => c.AssignmentId).ToHashSet();
        var stays = office.Assignments.SelectMany(person => person).Where(a => a.ConfirmedAs.Any(confirmed.Contains) && a.HoldsOn(day))
            .SelectMany(a => a.ConfirmedAs, (a, id) => (Id: id, a.PersonId)).DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.PersonId);
        return
        [
            .. grants.Select(g => g.PersonId).OfType<PersonId>(),
            .. grants.Where(g => g.PersonId is null).SelectMany(g => g.Confirmations).Where(c => stays.ContainsKey(c.AssignmentId)).Select(c => stays[c.AssignmentId]),
        ];
    }
}
