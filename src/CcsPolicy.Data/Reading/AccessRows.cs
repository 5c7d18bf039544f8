using System.Collections.Concurrent;
using System.Collections.Frozen;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>Everything that readers are made from, as it was under one access stamp: people with their dated rows, posts, custody, and grants that have not been ended.</summary>
internal sealed class AccessRows
{
    private readonly FrozenDictionary<PersonId, Person> people;
    private readonly ILookup<PersonId, Employment> employments;
    private readonly ILookup<PersonId, Assignment> assignments;
    private readonly ILookup<PersonId, Leave> leaves;
    private readonly ILookup<PersonId, SystemUse> uses;
    private readonly FrozenDictionary<InformationSystemId, InformationSystem> systems;
    private readonly List<Post> posts;
    private readonly ILookup<PersonId, (DocumentId Document, Custody Custody)> custodies;
    private readonly ILookup<PersonId, NeedToKnowGrant> grantsToPeople;
    private readonly ILookup<AssignmentId, NeedToKnowGrant> grantsToStays;
    private readonly ConcurrentDictionary<PersonId, Reader> made = new();

    private AccessRows(
        List<Person> people, List<Employment> employments, List<Assignment> assignments, List<Leave> leaves, List<SystemUse> uses, List<InformationSystem> systems, List<Post> posts,
        List<(DocumentId Document, PersonId Custodian, DateTimeOffset CreatedAt)> documents, List<CustodyHandover> handovers, List<NeedToKnowGrant> grants)
    {
        this.people = people.ToFrozenDictionary(person => person.Id);
        this.employments = employments.ToLookup(row => row.PersonId);
        this.assignments = assignments.ToLookup(row => row.PersonId);
        this.leaves = leaves.ToLookup(row => row.PersonId);
        this.uses = uses.ToLookup(row => row.PersonId);
        this.systems = systems.ToFrozenDictionary(row => row.Id);
        this.posts = posts;
        var handed = handovers.ToLookup(handover => handover.DocumentId);
        custodies = documents.Select(row => (row.Document, Custody: new Custody(row.Custodian, row.CreatedAt, handed[row.Document])))
            .SelectMany(kept => kept.Custody.Custodians, (kept, custodian) => (custodian, kept)).ToLookup(pair => pair.custodian, pair => pair.kept);
        grantsToPeople = grants.Where(grant => grant.PersonId is not null).ToLookup(grant => grant.PersonId!.Value);
        grantsToStays = grants.SelectMany(grant => grant.Confirmations, (grant, confirmation) => (grant, confirmation.AssignmentId)).ToLookup(pair => pair.AssignmentId, pair => pair.grant);
    }

    public static async Task<AccessRows> ReadAsync(PolicyDb db, CancellationToken ct) => new(
        await db.People.AsNoTracking().ToListAsync(ct),
        await db.Employments.AsNoTracking().ToListAsync(ct),
        await db.Assignments.AsNoTracking().ToListAsync(ct),
        await db.Leaves.AsNoTracking().ToListAsync(ct),
        await db.SystemUses.AsNoTracking().ToListAsync(ct),
        await db.InformationSystems.AsNoTracking().ToListAsync(ct),
        await db.Posts.AsNoTracking().ToListAsync(ct),
        // Readers are being made here, so no filter can apply yet: nothing but ids and days comes out of these three questions.
        [.. (await db.Documents.WithoutReader().Select(document => new { document.Id, document.FirstCustodianId, document.CreatedAt }).ToListAsync(ct)).Select(row => (row.Id, row.FirstCustodianId, row.CreatedAt))],
        await db.CustodyHandovers.WithoutReader().AsNoTracking().ToListAsync(ct),
        await db.Grants.WithoutReader().AsNoTracking().Where(grant => grant.EndedAt == null).ToListAsync(ct));

    /// <summary>Those who work here on the day.</summary>
    public IReadOnlyList<Reader> EverybodyOn(DateOnly day) => [.. people.Keys.Select(id => ReaderOf(id, day)).Where(reader => reader.IsWorker)];

    /// <summary>The person on the day; <see cref="Reader.Anonymous"/> when there is no such person.</summary>
    public Reader ReaderOf(PersonId id, DateOnly day)
    {
        if (made.TryGetValue(id, out var reader) && reader.Day == day)
            return reader;
        if (!people.TryGetValue(id, out var person))
            return Reader.Anonymous(day);
        var left = Leaving.LastOf(employments[id], day);
        reader = Reader.Of(person, employments[id], assignments[id], posts, custodies[id].Where(kept => kept.Custody.IsKeptBy(id, day, left)).Select(kept => kept.Document), day, leaves[id], uses[id], systems);
        return made[id] = reader.With(grantsToPeople[id].Concat(reader.Assignments.SelectMany(stay => grantsToStays[stay])));
    }
}
