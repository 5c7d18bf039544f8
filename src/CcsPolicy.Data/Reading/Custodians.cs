using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>規程の管理者。Who is custodian of the documents that the reader may know, on any day.</summary>
public sealed class Custodians
{
    private readonly ILookup<DocumentId, CustodyHandover> handovers;
    private readonly DateOnly today;

    internal Custodians(IEnumerable<CustodyHandover> handovers, DateOnly today) =>
        (this.handovers, this.today) = (handovers.ToLookup(handover => handover.DocumentId), today);

    public Custody Of(PolicyDocument document) => new(document.FirstCustodianId, document.CreatedAt, handovers[document.Id]);

    /// <summary>The custodian on the reader's day.</summary>
    public PersonId Today(PolicyDocument document) => Of(document).On(today);

    /// <summary>How many handovers of the document have been decided so far.</summary>
    public int Decided(DocumentId document) => handovers[document].Count();
}

/// <summary>管理者の不在。A document that has no custodian from a day on.</summary>
/// <param name="CustodianId">Who would be custodian on that day.</param>
/// <param name="From">The day; not after today for what is orphaned already.</param>
public sealed record CustodyGap(PolicyDocument Document, PersonId CustodianId, DateOnly From);

/// <summary>Asking for custodians.</summary>
public static class CustodianQueries
{
    public static async Task<Custodians> CustodiansAsync(this PolicyDb db, CancellationToken ct) =>
        new((await db.KnownDocumentsAsync(ct)).SelectMany(known => known.NeedToKnow.Handovers), db.Reader.Day);

    /// <summary>The custodian of one document on the reader's day.</summary>
    public static async Task<PersonId> CustodianAsync(this PolicyDb db, PolicyDocument document, CancellationToken ct) =>
        (await db.CustodiansAsync(ct)).Today(document);

    /// <summary>
    /// Those of the documents that stand without a custodian today or will from a day that is known already: the custodian has left (coming back does not bring custody back) or will leave, has left the
    /// department in charge, or administers the system and so may see no procedure.
    /// </summary>
    public static async Task<IReadOnlyList<CustodyGap>> CustodyGapsAsync(this PolicyDb db, IEnumerable<PolicyDocument> documents, CancellationToken ct)
    {
        var custodians = await db.CustodiansAsync(ct);
        var kept = documents.Select(document => (Document: document, Custody: custodians.Of(document))).ToList();
        var office = await db.OfficeAsync(ct);
        var (employments, stays) = (office.Employments, office.Assignments);
        var gaps = new List<CustodyGap>();
        foreach (var (document, custody) in kept)
        {
            var days = custody.Custodians.SelectMany(person => employments[person].Cast<IDatedRow>().Concat(stays[person]))
                .SelectMany(row => new[] { row.From, row.Until?.AddDays(1) }).OfType<DateOnly>();
            if (custody.FirstGap(db.Reader.Day, (person, day) => custody.IsKeptBy(person, day, Leaving.LastOf(employments[person], day)) && document.MayBeKeptBy(employments[person], stays[person], day), days) is { } from)
                gaps.Add(new CustodyGap(document, custody.On(from), from));
        }
        return gaps;
    }
}
