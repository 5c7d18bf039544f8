using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;

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
        var office = await db.OfficeAsync(ct);
        foreach (var change in office.Changes.Where(c => c.UndoneAt is null && c.RecordedAt > since).OrderByDescending(c => c.EffectiveOn))
        {
            var people = change.Rows.Select(row => row.PersonId).ToHashSet();
            var ended = change.Rows.Where(row => !row.IsRecorded && row.AssignmentId is not null).ToList();
            // A part of a stay ends what the whole of it opened.
            var wholes = ended.SelectMany(row => office.Assignments[row.PersonId].Where(stay => stay.Id == row.AssignmentId)).Select(stay => stay.PartOf).OfType<AssignmentId>();
            var ending = ended.Select(row => row.AssignmentId!.Value).Concat(wholes).ToHashSet();
            foreach (var grant in reviewed.Where(one => one.LastAt is not { } last || last < change.RecordedAt).SelectMany(one => one.Grants).Where(grant => grant.GrantedAt < change.RecordedAt && grant.Until >= change.EffectiveOn))
            {
                if (grant.PersonId is { } person ? people.Contains(person) : grant.Confirmations.Exists(one => ending.Contains(one.AssignmentId)))
                    found[grant.Id] = change;
            }
        }
        return found;
    }
}
