using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Granting;

/// <summary>人事異動の及ぶ許可。Which grants a change of personnel touches, so that whoever decides on them goes through them.</summary>
public static class MovesOfGrants
{
    /// <summary>
    /// Of the grants on these documents those held by somebody who moves or leaves, or opened by a stay that ends, with the change that takes effect first: as long as the grants of the document have not been gone through since
    /// the change was recorded.
    /// </summary>
    public static async Task<IReadOnlyDictionary<GrantId, PersonnelChange>> MovesOfGrantsAsync(this PolicyDb db, IReadOnlyCollection<ReviewedDocument> reviewed, CancellationToken ct)
    {
        var found = new Dictionary<GrantId, PersonnelChange>();
        if (reviewed.All(one => one.Grants.Count == 0))
            return found;
        var since = reviewed.Where(one => one.Grants.Count > 0).Min(one => one.LastAt ?? one.Grants.Min(grant => grant.GrantedAt));
        var changes = await db.PersonnelChanges.AsNoTracking().Include(c => c.Rows).Where(c => c.UndoneAt == null && c.RecordedAt > since).OrderByDescending(c => c.EffectiveOn).ToListAsync(ct);
        foreach (var change in changes)
        {
            var (people, ending) = (change.Rows.Select(row => row.PersonId).ToHashSet(), change.Rows.Where(row => !row.IsRecorded).Select(row => row.AssignmentId).OfType<AssignmentId>().ToHashSet());
            if (ending.Count > 0)
                ending.UnionWith(await RootsAsync(db, change, ct));
            foreach (var grant in reviewed.Where(one => one.LastAt is not { } last || last < change.RecordedAt).SelectMany(one => one.Grants).Where(grant => grant.GrantedAt < change.RecordedAt))
            {
                if (grant.PersonId is { } person ? people.Contains(person) : grant.Confirmations.Exists(one => ending.Contains(one.AssignmentId)))
                    found[grant.Id] = change;
            }
        }
        return found;
    }

    /// <summary>Under which ids those stays were confirmed that had been cut short before.</summary>
    private static async Task<List<AssignmentId>> RootsAsync(PolicyDb db, PersonnelChange change, CancellationToken ct) =>
        await db.PersonnelChangeRows.Where(row => row.ChangeId == change.Id && !row.IsRecorded)
            .Join(db.Assignments, row => row.AssignmentId, stay => stay.Id, (_, stay) => stay.PartOf).Where(root => root != null).Select(root => root!.Value).ToListAsync(ct);
}
