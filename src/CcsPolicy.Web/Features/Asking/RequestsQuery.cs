using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Asking;

/// <summary>A procedure to choose from.</summary>
public sealed record ProcedureChoice(DocumentId Id, string Name);

/// <summary>A request that waits for an answer.</summary>
/// <param name="After">The number of the last step: whoever answers names it, so that of two the second is told.</param>
/// <param name="PassedTo">The procedure whose custodian has it in hand, as the reader knows it.</param>
public sealed record OpenRequest(AccessRequestId Id, string Asker, string StaffNumber, DateOnly Day, string Words, int After, ProcedureChoice? PassedTo);

/// <summary>A request that was answered.</summary>
public sealed record ClosedRequest(string Asker, DateOnly Day, string Words, RequestStepKind Outcome, string? Procedure, DateOnly AnsweredOn);

/// <summary>Requests as whoever answers them sees them, and the procedures that this reader may open.</summary>
/// <param name="MayPassOn">The reader sees the catalogue: passes requests on and sets them aside.</param>
public sealed record RequestsView(bool MayPassOn, DateOnly UsualEnd, IReadOnlyList<OpenRequest> Open, IReadOnlyList<ClosedRequest> Closed, IReadOnlyList<ProcedureChoice> Procedures);

/// <summary>Reads requests: all of them for whoever sees the catalogue, and for a custodian those that were passed on to the own procedures.</summary>
public sealed class RequestsQuery(ReaderDb store)
{
    private const int MostClosed = 200;

    public async Task<RequestsView> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var reader = db.Reader;
        var documents = (await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.Procedure).ToListAsync(ct)).Where(d => d.IsGrantedBy(reader)).ToList();
        var titles = await db.TitlesAsync(ct);
        var choices = documents.Select(d => new ProcedureChoice(d.Id, $"{db.Open(d.Id, d.Code)} {titles.Of(d)}")).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var steps = (await db.AccessRequestSteps.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.RequestId);
        // The own request of whoever answers too is answered by the other of the two: nobody opens a procedure to oneself.
        var requests = (await db.AccessRequests.AsNoTracking().Where(r => r.AskedBy != reader.PersonId).ToListAsync(ct))
            .FindAll(r => !AccessRequests.IsOpen(steps[r.Id]) || IsInHand(reader, steps[r.Id]));
        var askers = requests.ConvertAll(r => r.AskedBy);
        var people = await db.People.AsNoTracking().Where(p => askers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var open = requests.FindAll(r => AccessRequests.IsOpen(steps[r.Id])).OrderBy(r => r.AskedAt).Select(r => new OpenRequest(r.Id, people[r.AskedBy].Name,
            people[r.AskedBy].StaffNumber, TokyoTime.DateOf(r.AskedAt), db.Open(r), AccessRequests.LastOf(steps[r.Id]), choices.Find(c => c.Id == AccessRequests.WithCustodianOf(steps[r.Id]))));
        var closed =
            from request in requests
            where !AccessRequests.IsOpen(steps[request.Id])
            let last = steps[request.Id].MaxBy(s => s.Number)!
            orderby last.TakenAt descending
            select new ClosedRequest(people[request.AskedBy].Name, TokyoTime.DateOf(request.AskedAt), db.Open(request), last.Kind,
                choices.Find(c => c.Id == last.DocumentId)?.Name, TokyoTime.DateOf(last.TakenAt));
        return new RequestsView(reader.SeesCatalogue, NeedToKnowGrant.UsualEnd(reader.Day), [.. open], [.. closed.Take(MostClosed)], choices);
    }

    /// <summary>Whether the reader answers it as it stands: with the catalogue always, a custodian while it is with the custodian of an own procedure.</summary>
    internal static bool IsInHand(Reader reader, IEnumerable<AccessRequestStep> steps) =>
        reader.SeesCatalogue || (AccessRequests.WithCustodianOf(steps) is { } document && reader.Keeps(document));
}
