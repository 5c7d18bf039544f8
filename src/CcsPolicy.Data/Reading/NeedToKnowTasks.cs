using CcsPolicy.Data.Granting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>知る必要性の仕事の種類。</summary>
public enum NeedToKnowTaskKind
{
    /// <summary>The document has no custodian, or will have none.</summary>
    Successor,

    /// <summary>Nobody has ever been granted the procedure.</summary>
    FirstGrant,

    /// <summary>Somebody came to a department or post that a grant covers, and waits for the confirmation.</summary>
    Newcomers,

    /// <summary>Somebody asked for a procedure, and the answer is the reader's.</summary>
    Requests,

    /// <summary>The half-yearly review of grants is due.</summary>
    Review,

    /// <summary>人事異動: somebody who was granted a procedure moves or leaves, and the grants have not been gone through since that was recorded.</summary>
    Moves,

    /// <summary>A custodian is late with it, which whoever sees the catalogue follows up.</summary>
    LateReviews,

    /// <summary>All grants are to be gone through by whoever sees the catalogue.</summary>
    WholeReview,

    /// <summary>Somebody for whom the procedure is meant cannot see it.</summary>
    Targets,
}

/// <summary>知る必要性の仕事。Something about who may know a document that waits for the reader.</summary>
/// <param name="Document">Null where it is about no single one.</param>
/// <param name="Since">From when it has waited; of a missing custodian, from when there is none.</param>
public sealed record NeedToKnowTask(NeedToKnowTaskKind Kind, PolicyDocument? Document, DateOnly Since);

/// <summary>
/// What waits for those who decide who may know what: a custodian for the own procedures; the CISO and the deputy for first grants, for documents without
/// a custodian, and for what would be the custodian's there. Whoever decides on no document gets none.
/// </summary>
public static class NeedToKnowTasks
{
    /// <param name="documents">All documents that the reader may know.</param>
    public static async Task<IReadOnlyList<NeedToKnowTask>> NeedToKnowTasksAsync(
        this PolicyDb db, Readers readers, IReadOnlyCollection<PolicyDocument> documents, CancellationToken ct)
    {
        var reader = db.Reader;
        var placing = documents.Where(document => reader.Can(document.Tier == Tier.Procedure ? Ability.SeeProcedureCatalogue : Ability.EditStandards)).ToList();
        var granting = documents.Where(document => document.Tier == Tier.Procedure && document.IsGrantedBy(reader)).ToList();
        if (placing.Count == 0 && granting.Count == 0 && !reader.Can(Ability.GrantNeedToKnow))
            return [];
        var gaps = placing.Count == 0 ? [] : await db.CustodyGapsAsync(placing, ct);
        var tasks = gaps.Select(gap => new NeedToKnowTask(NeedToKnowTaskKind.Successor, gap.Document, gap.From)).ToList();
        var orphaned = gaps.Where(gap => gap.From <= reader.Day).Select(gap => gap.Document.Id).ToHashSet();
        if (granting.Count > 0)
        {
            var grants = (await db.KnownDocumentsAsync(ct)).SelectMany(known => known.NeedToKnow.Grants).ToLookup(grant => grant.DocumentId);
            tasks.AddRange(granting.Where(document => reader.SeesCatalogue && document.Openness == Openness.NeedToKnow && !grants[document.Id].Any())
                .Select(document => new NeedToKnowTask(NeedToKnowTaskKind.FirstGrant, document, TokyoTime.DateOf(document.CreatedAt))));
            var reviewed = await db.ReviewedDocumentsAsync(granting, orphaned, ct);
            if (reviewed.Where(one => one.IsInHand && one.DueOn <= reader.Day).Min(one => one.DueOn) is { } due)
                tasks.Add(new NeedToKnowTask(NeedToKnowTaskKind.Review, null, due));
            if ((await db.MovesOfGrantsAsync([.. reviewed.Where(one => one.IsInHand)], ct)) is { Count: > 0 } moves)
                tasks.Add(new NeedToKnowTask(NeedToKnowTaskKind.Moves, null, moves.Values.Min(move => TokyoTime.DateOf(move.RecordedAt))));
            if (reader.SeesCatalogue && reviewed.Where(one => !one.IsInHand && one.DueOn < reader.Day).Min(one => one.DueOn) is { } late)
                tasks.Add(new NeedToKnowTask(NeedToKnowTaskKind.LateReviews, null, late));
            if (reader.SeesCatalogue && (await db.WholeReviewAsync(reviewed, ct)).DueOn is { } whole && whole <= reader.Day)
                tasks.Add(new NeedToKnowTask(NeedToKnowTaskKind.WholeReview, null, whole));
            List<PolicyDocument> own = [.. granting.Where(document => document.IsReviewedBy(reader, orphaned.Contains(document.Id)))];
            tasks.AddRange(await NewcomersAsync(db, own, grants, ct));
            tasks.AddRange((await db.MeantInVainAsync(readers, own, ct))
                .Select(one => new NeedToKnowTask(NeedToKnowTaskKind.Targets, one.Document, TokyoTime.DateOf(one.Targets.DecidedAt))));
        }
        if (reader.Can(Ability.GrantNeedToKnow) && await OldestRequestAsync(db, documents, orphaned, ct) is { } oldest)
            tasks.Add(new NeedToKnowTask(NeedToKnowTaskKind.Requests, null, TokyoTime.DateOf(oldest)));
        return tasks;
    }

    /// <summary>
    /// When the oldest request was asked that the reader is to answer: with the catalogue those that no custodian has, or whose custodian is gone or has asked it; otherwise those passed on.
    /// </summary>
    private static async Task<DateTimeOffset?> OldestRequestAsync(PolicyDb db, IReadOnlyCollection<PolicyDocument> documents, HashSet<DocumentId> orphaned, CancellationToken ct)
    {
        var reader = db.Reader;
        var requests = await db.AccessRequests.AsNoTracking().Where(r => r.AskedBy != reader.PersonId).Select(r => new { r.AskedBy, r.AskedAt, Steps = db.AccessRequestSteps.Where(step => step.RequestId == r.Id).ToList() }).ToListAsync(ct);
        if (requests.Count == 0)
            return null;
        Dictionary<DocumentId, PersonId> keepers = [];
        if (reader.SeesCatalogue)
            keepers = documents.ToDictionary(document => document.Id, (await db.CustodiansAsync(ct)).Today);
        return requests.FindAll(request => AccessRequests.IsOpen(request.Steps)
                && (AccessRequests.WithCustodianOf(request.Steps) is { } with
                    ? reader.Keeps(with) || (reader.SeesCatalogue && (orphaned.Contains(with) || keepers.GetValueOrDefault(with) == request.AskedBy)) : reader.SeesCatalogue))
            .Min(request => (DateTimeOffset?)request.AskedAt);
    }

    private static async Task<IEnumerable<NeedToKnowTask>> NewcomersAsync(
        PolicyDb db, List<PolicyDocument> own, ILookup<DocumentId, NeedToKnowGrant> grants, CancellationToken ct)
    {
        var day = db.Reader.Day;
        var holding = own.SelectMany(document => grants[document.Id]).Where(grant => grant.PersonId is null && grant.HoldsOn(day)).ToList();
        if (holding.Count == 0)
            return [];
        var stays = (await db.StaysAsync(ct)).FindAll(stay => holding.Exists(grant => grant.Covers(stay)));
        return
            from document in own
            let waiting = holding.Where(grant => grant.DocumentId == document.Id).SelectMany(grant => grant.ConfirmedBy(db.Reader.PersonId!.Value, stays).Select(grant.WaitsSince)).ToList()
            where waiting.Count > 0
            select new NeedToKnowTask(NeedToKnowTaskKind.Newcomers, document, waiting.Min());
    }
}
