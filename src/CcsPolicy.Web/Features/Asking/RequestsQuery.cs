using CcsPolicy.Data;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Asking;

/// <summary>A procedure to choose from.</summary>
public sealed record ProcedureChoice(DocumentId Id, string Name);

/// <summary>A procedure that a request can be answered with.</summary>
/// <param name="IsSeen">Whoever asked sees it already.</param>
/// <param name="CanBePassed">It has a custodian today who is not who asked.</param>
public sealed record ProcedureAnswer(ProcedureChoice Procedure, bool IsSeen, bool CanBePassed);

/// <summary>A request that waits for an answer.</summary>
/// <param name="After">The number of the last step: whoever answers names it, so that of two the second is told.</param>
/// <param name="PassedTo">The procedure whose custodian has it in hand, as the reader knows it.</param>
public sealed record OpenRequest(AccessRequestId Id, string Asker, string StaffNumber, DateOnly Day, string Words, int After, ProcedureChoice? PassedTo);

/// <summary>A request that was answered.</summary>
public sealed record ClosedRequest(string Asker, DateOnly Day, string Words, RequestStepKind Outcome, string? Procedure, DateOnly AnsweredOn);

/// <summary>A page of the requests as whoever answers them sees them.</summary>
/// <param name="Open">Those that wait, the oldest first.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Closed">Those that were answered, the latest first.</param>
/// <param name="Answered">How many were answered.</param>
public sealed record RequestsView(bool MayPassOn, IReadOnlyList<OpenRequest> Open, int Waiting, IReadOnlyList<ClosedRequest> Closed, int Answered);

/// <summary>A request that is answered now, and the procedures that this reader may open.</summary>
/// <param name="MayPassOn">The reader sees the catalogue: passes requests on and sets them aside.</param>
public sealed record RequestToAnswer(bool MayPassOn, OpenRequest Request, DateOnly UsualEnd, IReadOnlyList<ProcedureAnswer> Procedures);

/// <summary>Reads requests: all of them for whoever sees the catalogue, and for a custodian those that were passed on to the own procedures.</summary>
public sealed class RequestsQuery(ReaderDb store, Readers readers)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 20;

    /// <param name="page">Of those that wait, from 1.</param>
    /// <param name="answeredPage">Of those that were answered, from 1.</param>
    public async Task<RequestsView> ListAsync(int page, int answeredPage, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var steps = (await db.AccessRequestSteps.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.RequestId);
        var requests = (await OfOthers(db).ToListAsync(ct)).FindAll(r => !AccessRequests.IsOpen(steps[r.Id]) || IsInHand(db.Reader, steps[r.Id]));
        var open = requests.FindAll(r => AccessRequests.IsOpen(steps[r.Id])).OrderBy(r => r.AskedAt).ThenBy(r => r.Id.Value).ToList();
        var closed = requests.FindAll(r => !AccessRequests.IsOpen(steps[r.Id])).Select(r => (Request: r, Last: steps[r.Id].MaxBy(s => s.Number)!)).OrderByDescending(one => one.Last.TakenAt).ToList();
        var (shownOpen, shownClosed) = (Page(open, page), Page(closed, answeredPage));
        var choices = await ChoicesAsync(db, await GrantedAsync(db, ct), ct);
        var people = await AskersAsync(db, [.. shownOpen, .. shownClosed.Select(one => one.Request)], ct);
        return new RequestsView(db.Reader.SeesCatalogue, [.. shownOpen.Select(r => Waiting(db, r, steps[r.Id], people, choices))], open.Count,
            [.. shownClosed.Select(one => new ClosedRequest(people[one.Request.AskedBy].Name, TokyoTime.DateOf(one.Request.AskedAt), db.Open(one.Request), one.Last.Kind,
                choices.Find(c => c.Id == one.Last.DocumentId)?.Name, TokyoTime.DateOf(one.Last.TakenAt)))], closed.Count);

        static List<T> Page<T>(IEnumerable<T> rows, int page) => [.. rows.Skip((page - 1) * PageSize).Take(PageSize)];
    }

    /// <returns>Not found when there is none for the reader to read; answered meanwhile when it does not wait for the reader any more.</returns>
    public async Task<Result<RequestToAnswer>> OfAsync(AccessRequestId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await OfOthers(db).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } request)
            return DocumentErrors.NotFound;
        var steps = await db.AccessRequestSteps.AsNoTracking().Where(s => s.RequestId == id).ToListAsync(ct);
        if (!AccessRequests.IsOpen(steps) || !IsInHand(db.Reader, steps))
            return RequestErrors.AnsweredMeanwhile;
        var documents = await GrantedAsync(db, ct);
        var choices = await ChoicesAsync(db, documents, ct);
        var passable = await PassableAsync(db, documents, request.AskedBy, ct);
        var asker = await readers.TodayAsync(request.AskedBy, ct);
        var seen = documents.Where(document => asker.MayKnow(document)).Select(document => document.Id).ToHashSet();
        return new RequestToAnswer(db.Reader.SeesCatalogue, Waiting(db, request, steps, await AskersAsync(db, [request], ct), choices), NeedToKnowGrant.UsualEnd(db.Reader.Day),
            [.. choices.Select(choice => new ProcedureAnswer(choice, seen.Contains(choice.Id), passable.Contains(choice.Id)))]);
    }

    /// <summary>Whether a request can be passed on to the custodian of the procedure: there is one today, and it is not who asked.</summary>
    internal static async Task<bool> CanBePassedAsync(PolicyDb db, PolicyDocument procedure, PersonId asker, CancellationToken ct) =>
        (await PassableAsync(db, [procedure], asker, ct)).Count > 0;

    private static async Task<HashSet<DocumentId>> PassableAsync(PolicyDb db, IReadOnlyCollection<PolicyDocument> procedures, PersonId asker, CancellationToken ct)
    {
        var custodians = await db.CustodiansAsync(ct);
        var orphaned = await db.OrphanedAsync(procedures, ct);
        return [.. procedures.Where(one => !orphaned.Contains(one.Id) && custodians.Today(one) != asker).Select(one => one.Id)];
    }

    // The own request of whoever answers too is answered by the other of the two: nobody opens a procedure to oneself.
    private static IQueryable<AccessRequest> OfOthers(PolicyDb db) => db.AccessRequests.AsNoTracking().Where(r => r.AskedBy != db.Reader.PersonId);

    private static async Task<List<PolicyDocument>> GrantedAsync(PolicyDb db, CancellationToken ct) =>
        (await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.Procedure).ToListAsync(ct)).FindAll(d => d.IsGrantedBy(db.Reader));

    private static async Task<List<ProcedureChoice>> ChoicesAsync(PolicyDb db, List<PolicyDocument> documents, CancellationToken ct)
    {
        var titles = await db.TitlesAsync(ct);
        return [.. documents.Select(d => new ProcedureChoice(d.Id, $"{db.Open(d.Id, d.Code)} {titles.Of(d)}")).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    private static async Task<Dictionary<PersonId, Person>> AskersAsync(PolicyDb db, List<AccessRequest> requests, CancellationToken ct)
    {
        var askers = requests.ConvertAll(r => r.AskedBy);
        return await db.People.AsNoTracking().Where(p => askers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    }

    private static OpenRequest Waiting(PolicyDb db, AccessRequest request, IEnumerable<AccessRequestStep> steps, Dictionary<PersonId, Person> people, List<ProcedureChoice> choices) =>
        new(request.Id, people[request.AskedBy].Name, people[request.AskedBy].StaffNumber, TokyoTime.DateOf(request.AskedAt), db.Open(request), AccessRequests.LastOf(steps),
            choices.Find(c => c.Id == AccessRequests.WithCustodianOf(steps)));

    /// <summary>Whether the reader answers it as it stands: with the catalogue always, a custodian while it is with the custodian of an own procedure.</summary>
    internal static bool IsInHand(Reader reader, IEnumerable<AccessRequestStep> steps) =>
        reader.SeesCatalogue || (AccessRequests.WithCustodianOf(steps) is { } document && reader.Keeps(document));
}
