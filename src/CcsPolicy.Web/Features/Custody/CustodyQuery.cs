using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Custody;

/// <param name="Gap">The first day without a custodian, when one is known; not after today when there is none already.</param>
/// <param name="Successor">Who follows, and from when, when that is decided.</param>
public sealed record CustodyLine(
    DocumentId Id, Tier Tier, string Code, string Title, PersonId CustodianId, string Custodian, string StaffNumber, DateOnly? Gap, (string Name, DateOnly From)? Successor, int Decided);

/// <param name="People">Who works here today, but for the reader.</param>
/// <param name="Today">The reader's day.</param>
/// <param name="Several">Who keeps more than one of the documents, whose custody can pass at once.</param>
public sealed record CustodyView(IReadOnlyList<CustodyLine> Lines, IReadOnlyList<Person> People, DateOnly Today, IReadOnlyList<(PersonId Id, string Name)> Several);

/// <summary>Documents with their custodians: procedures, or basic policy and standards. Those that need another custodian come first.</summary>
public sealed class CustodyQuery(ReaderDb store)
{
    /// <summary>Empty for whoever does not decide about such documents.</summary>
    /// <param name="of">The custodian whose documents alone are wanted; null for all.</param>
    public async Task<CustodyView> ListAsync(bool procedures, PersonId? of, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var today = db.Reader.Day;
        if (!db.Reader.Can(HandOverCustodyHandler.Needed(procedures ? Tier.Procedure : Tier.Standard)))
            return new CustodyView([], [], today, []);
        var documents = (await db.KnownDocumentsAsync(ct)).Select(known => known.Document).Where(d => d.Tier == Tier.Procedure == procedures).ToList();
        var custodians = await db.CustodiansAsync(ct);
        var gaps = (await db.CustodyGapsAsync(documents, ct)).ToDictionary(gap => gap.Document.Id, gap => gap.From);
        var office = await db.OfficeAsync(ct);
        var people = office.People;
        var titles = await db.TitlesAsync(ct);
        // Codes and titles are sealed: opened and sorted here, over what this reader may see.
        List<CustodyLine> lines =
        [
            .. from document in documents
               where people.ContainsKey(custodians.Today(document))
               let custodian = people[custodians.Today(document)]
               let next = custodians.Of(document).After(today)
               select new CustodyLine(document.Id, document.Tier, db.Open(document.Id, document.Code), titles.Of(document), custodian.Id, custodian.Name, custodian.StaffNumber,
                gaps.TryGetValue(document.Id, out var gap) ? gap : null, next is null ? null : (office.NameOf(next.SuccessorId), next.From), custodians.Decided(document.Id)),
        ];
        return new CustodyView([.. lines.Where(line => of is null || line.CustodianId == of).OrderBy(line => line.Gap ?? DateOnly.MaxValue).ThenBy(line => line.Tier).ThenBy(line => line.Code, StringComparer.Ordinal).ThenBy(line => line.Id.Value)],
            [.. (await db.EmployedPeopleAsync(procedures, ct)).Where(person => person.Id != db.Reader.PersonId)], today,
            [.. lines.GroupBy(line => (line.CustodianId, line.Custodian)).Where(own => own.Count() > 1).Select(own => own.Key).OrderBy(one => one.Custodian, StringComparer.Ordinal)]);
    }
}
