using CcsPolicy.Data;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Granting;

/// <summary>Opens a document to a person, a department or a post. Who is there on the day of granting is confirmed with it; who comes later waits.</summary>
public sealed record GiveGrant(DocumentId Document, string To, string Reason, DateOnly? From, DateOnly? Until);

/// <summary>Gives, ends and confirms grants. Whoever may not decide on the document gets the answer for a document that never was.</summary>
public sealed class GrantHandlers(ReaderDb store)
{
    public async Task<Result<Done>> GiveAsync(GiveGrant ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (kind, id) = ask.To.Split(':') is [var k, var i] ? (k, i) : ("", "");
        var to = new Grantee(
            kind == "person" ? PublicId.TryParse<PersonId>(id) : null,
            kind == "department" ? PublicId.TryParse<DepartmentId>(id) : null,
            kind == "post" ? PublicId.TryParse<PostId>(id) : null);
        if ((await db.GiveAsync(ask.Document, to, ask.Reason, ask.From, ask.Until, ct)).Error is { } refusal)
            return refusal;
        return await db.TrySaveAsync(GrantErrors.ChangedMeanwhile, ct);
    }

    /// <summary>Ends a grant at once, for a reason that stays on record with it.</summary>
    public async Task<Result<Done>> EndAsync(DocumentId id, GrantId grantId, string? reason, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await InHandAsync(db, id, grantId, ct) is not var (document, grant))
            return DocumentErrors.NotFound;
        if (grant.EndedAt is not null)
            return GrantErrors.ChangedMeanwhile;
        if (TypedWords.Refusal(reason, TypedWords.FewestOfAReason, GrantErrors.EndReasonMissing) is { } unsaid)
            return unsaid;
        grant.End(db.Reader.PersonId!.Value, db.Now, db.Seal(id, reason!.Trim()));
        db.Record(new JournalFact("grant.ended").With("grant", grantId), document);
        db.OneAtATime(document);
        return await db.TrySaveAsync(GrantErrors.ChangedMeanwhile, ct);
    }

    /// <summary>在任確認: the newcomers' stays open the grant from now on, all of them or none. The own one is refused by name, and is not one of all.</summary>
    /// <param name="everybody">How many waited when all of them were chosen at once; null when <paramref name="chosen"/> were chosen one by one.</param>
    public async Task<Result<Done>> ConfirmAsync(DocumentId id, GrantId grantId, IReadOnlyCollection<AssignmentId> chosen, int? everybody, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        await using var db = await store.OpenAsync(ct);
        if (await InHandAsync(db, id, grantId, ct) is not var (document, grant))
            return DocumentErrors.NotFound;
        if (everybody is null && chosen.Count == 0)
            return GrantErrors.NobodyToConfirm;
        var all = grant.HoldsOn(db.Reader.Day) ? grant.WaitingIn(await db.StaysAsync(ct)).ToList() : [];
        if (all.Exists(stay => stay.PersonId == db.Reader.PersonId && chosen.Contains(stay.Id)))
            return GrantErrors.YourOwnStay;
        var waiting = grant.ConfirmedBy(db.Reader.PersonId!.Value, all).Select(stay => stay.Id).ToHashSet();
        if (everybody is { } many ? many != waiting.Count : !chosen.All(waiting.Contains))
            return GrantErrors.ChangedMeanwhile;
        foreach (var stay in everybody is null ? chosen.Distinct() : waiting)
        {
            db.Confirm(grantId, stay);
            db.Record(new JournalFact("grant.stay-confirmed").With("grant", grantId).With("stay", stay), document);
        }
        db.OneAtATime(document);
        return await db.TrySaveAsync(GrantErrors.ChangedMeanwhile, ct);
    }

    private static async Task<(PolicyDocument Document, NeedToKnowGrant Grant)?> InHandAsync(PolicyDb db, DocumentId id, GrantId grantId, CancellationToken ct) =>
        await db.InHandAsync(id, ct) is { } document && await db.Grants.SingleOrDefaultAsync(g => g.Id == grantId && g.DocumentId == id, ct) is { } grant ? (document, grant) : null;
}
