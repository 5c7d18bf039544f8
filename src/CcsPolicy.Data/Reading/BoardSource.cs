using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// What boards are made from under one access stamp: everybody with their dated rows and names, every grant, every decision about openness and every acknowledgement that was taken back, withdrawn and ended ones too, since a
/// day past is counted from them. No reader: a board shows of it what its reader may know.
/// </summary>
internal sealed class BoardSource(
    IReadOnlyList<Person> people, ILookup<PersonId, Employment> employments, ILookup<PersonId, Assignment> assignments, ILookup<PersonId, Leave> leaves,
    ILookup<PersonId, SystemUse> uses, FrozenDictionary<InformationSystemId, InformationSystem> systems, FrozenDictionary<DepartmentId, Department> departments,
    IReadOnlyList<FormerName> names, IReadOnlyList<NeedToKnowGrant> grants, ILookup<DocumentId, OpennessDecision> decisions, FrozenDictionary<ReceiptDigits, DateTimeOffset> takenBack)
{
    /// <summary>Days whose people are kept: today and those of a chart over a year, and some more that somebody looks at.</summary>
    private const int MostDays = 32;

    private readonly ConcurrentDictionary<DateOnly, BoardDay> days = [];

    public static async Task<BoardSource> ReadAsync(PolicyDb db, CancellationToken ct)
    {
        var takenBack = await db.AcknowledgementWithdrawals.WithoutReader().Join(db.Acknowledgements.WithoutReader(), one => one.AcknowledgementId, row => row.Id, (one, row) => new { row.ReceiptNumber, one.At }).ToListAsync(ct);
        return new(
            await db.People.AsNoTracking().ToListAsync(ct), (await db.Employments.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId),
            (await db.Assignments.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId), (await db.Leaves.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId),
            (await db.SystemUses.AsNoTracking().ToListAsync(ct)).ToLookup(row => row.PersonId), (await db.InformationSystems.AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(row => row.Id),
            (await db.Departments.AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(row => row.Id), await db.FormerNames.AsNoTracking().ToListAsync(ct),
            await db.Grants.WithoutReader().AsNoTracking().ToListAsync(ct), (await db.OpennessDecisions.WithoutReader().AsNoTracking().ToListAsync(ct)).ToLookup(row => row.DocumentId),
            takenBack.ToFrozenDictionary(one => ReceiptDigits.Parse(one.ReceiptNumber), one => one.At));
    }

    public IEnumerable<OpennessDecision> DecisionsOf(DocumentId document) => decisions[document];

    /// <summary>Whether the acknowledgement had been taken back before that instant.</summary>
    public bool WasTakenBack(ReceiptDigits receipt, DateTimeOffset before) => takenBack.Count > 0 && takenBack.TryGetValue(receipt, out var at) && at < before;

    /// <summary>The people of a day, by what was on record before it ended.</summary>
    public BoardDay On(DateOnly day)
    {
        if (days.TryGetValue(day, out var kept))
            return kept;
        if (days.Count >= MostDays)
            days.Clear();
        return days[day] = new BoardDay(day, PeopleOn(day), [.. grants.Where(grant => grant.From <= day && grant.Until >= day)],
            person => TargetStanding.Of(employments[person], assignments[person], uses[person], systems, day, TokyoTime.StartOf(day.AddDays(1)).AddTicks(-1)));
    }

    private List<BoardMember> PeopleOn(DateOnly day)
    {
        var until = TokyoTime.StartOf(day.AddDays(1));
        var (known, then) = (until.AddTicks(-1), new NamesThen(names, day, until));
        var found = new List<BoardMember>(people.Count);
        foreach (var person in people)
        {
            var employment = employments[person.Id].Where(row => row.HoldsOn(day, known)).MaxBy(row => row.From);
            if (employment is null)
                continue;
            var held = assignments[person.Id].Where(row => row.HoldsOn(day, known)).ToList();
            var stay = held.Where(row => row.DepartmentId is not null).OrderByDescending(row => row.From).ThenBy(row => row.Id.Value).FirstOrDefault();
            var department = stay?.DepartmentId is { } id ? departments[id] : null;
            var (since, back) = (employments[person.Id].SinceWithoutBreak(employment, known), Leave.BackSince(leaves[person.Id], day, known));
            found.Add(new BoardMember(
                new BoardPerson(person.Id, person.StaffNumber, then.Of(person.Id, person.Name), employment.Kind, department?.Id, department?.Code ?? "", department is null ? "" : then.Of(department.Id, department.Name),
                    back > since ? back.Value : since, leaves[person.Id].Any(row => row.HoldsOn(day, known))),
                [.. held.Select(row => row.DepartmentId).OfType<DepartmentId>()], [.. held.Where(row => row.Role is null).SelectMany(row => row.ConfirmedAs).Distinct()], held.Exists(row => row.Role == Role.SystemAdministrator)));
        }
        found.Sort((one, other) => string.CompareOrdinal(one.Person.DepartmentCode, other.Person.DepartmentCode) is not 0 and var by ? by : string.CompareOrdinal(one.Person.StaffNumber, other.Person.StaffNumber));
        return found;
    }
}

/// <summary>Somebody on a day, with what decides who may follow and what is open.</summary>
internal sealed record BoardMember(BoardPerson Person, ImmutableArray<DepartmentId> Departments, ImmutableArray<AssignmentId> Stays, bool IsAdministrator)
{
    public bool MayBeFollowedBy(Reader reader) =>
        reader.Can(Ability.FollowAcknowledgements)
        || Person.Id == reader.PersonId
        || (reader.Can(Ability.FollowOwnDepartment) && Departments.Any(department => reader.ManagedDepartments.Contains(department)));
}

/// <summary>その日の人と許可。Those who worked here on a day, by department, then number, and the grants that held.</summary>
internal sealed class BoardDay(DateOnly day, List<BoardMember> members, List<NeedToKnowGrant> grants, Func<PersonId, TargetStanding> standingOf)
{
    private readonly ConcurrentDictionary<DocumentId, int[]> meant = [];
    private readonly ILookup<DocumentId, NeedToKnowGrant> grants = grants.ToLookup(grant => grant.DocumentId);
    private readonly Dictionary<AssignmentId, PersonId> stays = members.SelectMany(member => member.Stays, (member, stay) => (stay, member.Person.Id)).ToDictionary(one => one.stay, one => one.Id);
    private readonly HashSet<PersonId> administrators = [.. members.Where(member => member.IsAdministrator).Select(member => member.Person.Id)];

    /// <summary>What was on record before this instant counts.</summary>
    public DateTimeOffset KnownUntil { get; } = TokyoTime.StartOf(day.AddDays(1));

    public IReadOnlyList<BoardMember> Members => members;

    /// <summary>Since when each of <see cref="Members"/> is meant by the rules of a document, in their order, as the number of the day; -1 for whoever is not.</summary>
    /// <param name="all">Documents of which the same may be asked next: everybody's standing is worked out once for all of them.</param>
    public int[] MeantBy(BoardDocument document, IEnumerable<BoardDocument> all)
    {
        if (meant.TryGetValue(document.Id, out var known))
            return known;
        var found = all.Where(one => !one.Targets.IsEverybody && !meant.ContainsKey(one.Id)).Select(one => (one.Id, one.Targets, Since: new int[members.Count])).ToList();
        for (var at = 0; at < members.Count; at++)
        {
            var standing = standingOf(members[at].Person.Id);
            foreach (var (_, targets, since) in found)
                since[at] = targets.Since(standing)?.DayNumber ?? -1;
        }
        foreach (var (id, _, since) in found)
            meant[id] = since;
        return meant[document.Id];
    }

    /// <summary>Since when the document is open to each. A system administrator reads no procedure, whatever grant there is, and so owes none.</summary>
    public Dictionary<PersonId, DateOnly> OpenedTo(DocumentId document)
    {
        var open =
            from grant in grants[document]
            where grant.GrantedAt < KnownUntil && (grant.EndedAt ?? KnownUntil) >= KnownUntil
            from one in grant.PersonId is { } person ? [(Person: person, At: grant.GrantedAt)]
                : grant.Confirmations.Where(c => c.ConfirmedAt < KnownUntil && stays.ContainsKey(c.AssignmentId)).Select(c => (Person: stays[c.AssignmentId], At: c.ConfirmedAt))
            where !administrators.Contains(one.Person)
            let given = TokyoTime.DateOf(one.At)
            select (one.Person, Since: given > grant.From ? given : grant.From);
        return open.GroupBy(one => one.Person).ToDictionary(one => one.Key, one => one.Min(since => since.Since));
    }
}
