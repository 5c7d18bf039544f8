using System.Collections.Concurrent;
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
    private readonly ILookup<PersonId, (DocumentId Document, Custody Custody)> custodies;
    private readonly ILookup<PersonId, NeedToKnowGrant> grantsToPeople;
    private readonly ILookup<AssignmentId, NeedToKnowGrant> grantsToStays;
    private readonly ConcurrentDictionary<PersonId, Reader> made = new();

    private AccessRows(
        OfficeRows office, List<(DocumentId Document, PersonId Custodian, DateTimeOffset CreatedAt)> documents, List<CustodyHandover> handovers, List<NeedToKnowGrant> grants)
    {
        Office = office;
        var handed = handovers.ToLookup(handover => handover.DocumentId);
        custodies = documents.Select(row => (row.Document, Custody: new Custody(row.Custodian, row.CreatedAt, handed[row.Document])))
            .SelectMany(kept => kept.Custody.Custodians, (kept, custodian) => (custodian, kept)).ToLookup(pair => pair.custodian, pair => pair.kept);
        grantsToPeople = grants.Where(grant => grant.PersonId is not null).ToLookup(grant => grant.PersonId!.Value);
        grantsToStays = grants.SelectMany(grant => grant.Confirmations, (grant, confirmation) => (grant, confirmation.AssignmentId)).ToLookup(pair => pair.AssignmentId, pair => pair.grant);
    }

    public OfficeRows Office { get; }

    public static async Task<AccessRows> ReadAsync(PolicyDb db, CancellationToken ct) => new(
        await OfficeRows.ReadAsync(db, ct),
        // Readers are being made here, so no filter can apply yet: nothing but ids and days comes out of these three questions.
        [.. (await db.Documents.WithoutReader().Select(document => new { document.Id, document.FirstCustodianId, document.CreatedAt }).ToListAsync(ct)).Select(row => (row.Id, row.FirstCustodianId, row.CreatedAt))],
        await db.CustodyHandovers.WithoutReader().AsNoTracking().ToListAsync(ct),
        await db.Grants.WithoutReader().AsNoTracking().Where(grant => grant.EndedAt == null).ToListAsync(ct));

    /// <summary>Those who work here on the day.</summary>
    public IReadOnlyList<Reader> EverybodyOn(DateOnly day) => [.. Office.People.Keys.Select(id => ReaderOf(id, day)).Where(reader => reader.IsWorker)];

    /// <summary>The person on the day; <see cref="Reader.Anonymous"/> when there is no such person.</summary>
    public Reader ReaderOf(PersonId id, DateOnly day)
    {
        if (made.TryGetValue(id, out var reader) && reader.Day == day)
            return reader;
        if (!Office.People.TryGetValue(id, out var person))
            return Reader.Anonymous(day);
        var left = Leaving.LastOf(Office.Employments[id], day);
        reader = Reader.Of(person, Office.Employments[id], Office.Assignments[id], Office.Posts.Values, custodies[id].Where(kept => kept.Custody.IsKeptBy(id, day, left)).Select(kept => kept.Document), day, Office.Leaves[id],
            Office.SystemUses[id], Office.Systems);
        return made[id] = reader.With(grantsToPeople[id].Concat(reader.Assignments.SelectMany(stay => grantsToStays[stay])));
    }
}
