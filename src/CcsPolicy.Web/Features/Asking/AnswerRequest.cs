using CcsPolicy.Data;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Asking;

/// <summary>An answer to a request.</summary>
/// <param name="After">The number of the last step when it was looked at; 0 for none.</param>
/// <param name="Procedure">The one to grant, or whose custodian is to read the request.</param>
public sealed record AnswerRequest(AccessRequestId Request, int After, RequestStepKind Kind, DocumentId? Procedure, string? Reason, DateOnly? Until);

/// <summary>Grants, passes on, hands back or sets aside. The asker is told nothing; a procedure that was granted is simply there.</summary>
public sealed class AnswerRequestHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(AnswerRequest ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.GrantNeedToKnow) || await db.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == ask.Request, ct) is not { } request)
            return DocumentErrors.NotFound;
        var steps = await db.AccessRequestSteps.AsNoTracking().Where(s => s.RequestId == ask.Request).ToListAsync(ct);
        if (request.AskedBy == db.Reader.PersonId)
            return AccessErrors.NotYourself;
        if (AccessRequests.LastOf(steps) != ask.After || !AccessRequests.IsOpen(steps))
            return RequestErrors.AnsweredMeanwhile;
        if (!RequestsQuery.IsInHand(db.Reader, steps))
            return DocumentErrors.NotFound;
        var number = ask.After + 1;
        // What a custodian has in hand is taken back first: the custodian sees steps on own procedures only, and is not to learn of another one.
        if (ask.Kind != RequestStepKind.HandedBack && AccessRequests.WithCustodianOf(steps) is { } passed && passed != ask.Procedure)
            Take(db, request, RequestStepKind.HandedBack, number++, passed);
        var taken = ask.Kind switch
        {
            RequestStepKind.Granted => await GrantAsync(db, request, ask, number, ct),
            RequestStepKind.PassedOn => await PassOnAsync(db, request, ask, number, ct),
            RequestStepKind.HandedBack => HandBack(db, request, steps, number),
            RequestStepKind.SetAside => SetAside(db, request, number),
        };
        return taken.Error is { } refusal ? refusal : await db.TrySaveAsync(RequestErrors.AnsweredMeanwhile, ct);
    }

    private static async Task<Result<Done>> GrantAsync(PolicyDb db, AccessRequest request, AnswerRequest ask, int number, CancellationToken ct)
    {
        if (ask.Procedure is not { } procedure)
            return RequestErrors.ProcedureMissing;
        if ((await db.GiveAsync(procedure, new Grantee(request.AskedBy), ask.Reason, null, ask.Until, ct)).Error is { } refusal)
            return refusal;
        Take(db, request, RequestStepKind.Granted, number, procedure);
        db.Record(new JournalFact("request.granted").With("request", request.Id), await db.InHandAsync(procedure, ct));
        return Done.Instance;
    }

    private static async Task<Result<Done>> PassOnAsync(PolicyDb db, AccessRequest request, AnswerRequest ask, int number, CancellationToken ct)
    {
        if (!db.Reader.SeesCatalogue)
            return AccessErrors.NotAllowed;
        if (ask.Procedure is not { } procedure || await db.InHandAsync(procedure, ct) is not { Tier: Tier.Procedure } document)
            return RequestErrors.ProcedureMissing;
        if (!await RequestsQuery.CanBePassedAsync(db, document, request.AskedBy, ct))
            return RequestErrors.NoCustodian;
        Take(db, request, RequestStepKind.PassedOn, number, procedure);
        db.Record(new JournalFact("request.passed-on").With("request", request.Id), document);
        return Done.Instance;
    }

    private static Result<Done> HandBack(PolicyDb db, AccessRequest request, List<AccessRequestStep> steps, int number)
    {
        if (AccessRequests.WithCustodianOf(steps) is not { } document)
            return RequestErrors.AnsweredMeanwhile;
        Take(db, request, RequestStepKind.HandedBack, number, document);
        db.Record(new JournalFact("request.handed-back").With("request", request.Id), restricted: true);
        return Done.Instance;
    }

    private static Result<Done> SetAside(PolicyDb db, AccessRequest request, int number)
    {
        if (!db.Reader.SeesCatalogue)
            return AccessErrors.NotAllowed;
        Take(db, request, RequestStepKind.SetAside, number, null);
        db.Record(new JournalFact("request.set-aside").With("request", request.Id), restricted: true);
        return Done.Instance;
    }

    private static void Take(PolicyDb db, AccessRequest request, RequestStepKind kind, int number, DocumentId? document) => db.AccessRequestSteps.Add(new AccessRequestStep
    {
        Id = db.Ids.Next<RequestStepId>(), RequestId = request.Id, Number = number, Kind = kind, DocumentId = document, TakenBy = db.Reader.PersonId!.Value, TakenAt = db.Now,
    });
}
