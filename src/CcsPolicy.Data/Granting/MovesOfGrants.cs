using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Granting;

/// <summary>人事異動の及ぶ許可。Which grants a change of personnel touches, so that whoever decides on them goes through them.</summary>
public static class MovesOfGrants
{
    /// <summary>
    /// Of the grants on these documents those held by somebody who moves or leaves, or opened by a stay that ends, and that go on after that day, with the change that takes effect first: as long as the grants of the document have not been gone through since
    /// the change was recorded.
    /// </summary>
    public static async Task<IReadOnlyDictionary<GrantId, PersonnelChange>> MovesOfGrantsAsync(this PolicyDb db, IReadOnlyCollection<ReviewedDocument> reviewed, CancellationToken ct)
    {
        var found = new Dictionary<GrantId, PersonnelChange>();
        if (reviewed.All(one => one.Grants.Count == 0))
            return found;
        var since = reviewed.Where(one => one.Grants.Count > 0).Min(one => one.LastAt ?? one.Grants.Min(grant => grant.GrantedAt));
        var changes = await db.PersonnelChanges.AsNoTracking().Include(c => c.Rows).Where(c => c.UndoneAt == null && c.RecordedAt > since).OrderByDescending(c => c.EffectiveOn).ToListAsync(ct);
        if (changes.Count == 0)
            return found;
        var wholes = (await db.PersonnelChangeRows.AsNoTracking().Where(row => !row.IsRecorded && db.PersonnelChanges.Any(c => c.Id == row.ChangeId && c.UndoneAt == null && c.RecordedAt > since))
            .Join(db.Assignments, row => row.AssignmentId, stay => stay.Id, (row, stay) => new { row.ChangeId, stay.PartOf }).Where(one => one.PartOf != null).ToListAsync(ct)).ToLookup(one => one.ChangeId, one => one.PartOf!.Value);
        foreach (var change in changes)
        {
            var people = change.Rows.Select(row => row.PersonId).ToHashSet();
            var ending = change.Rows.Where(row => !row.IsRecorded).Select(row => row.AssignmentId).OfType<AssignmentId>().Concat(wholes[change.Id]).ToHashSet();
            foreach (var grant in reviewed.Where(one => one.LastAt is not { } last || last < change.RecordedAt).SelectMany(one => one.Grants).Where(grant => grant.GrantedAt < change.RecordedAt && grant.Until >= change.EffectiveOn))
            {
                if (grant.PersonId is { } person ? people.Contains(person) : grant.Confirmations.Exists(one => ending.Contains(one.AssignmentId)))
                    found[grant.Id] = change;
            }
        }
        return found;
    }
}
