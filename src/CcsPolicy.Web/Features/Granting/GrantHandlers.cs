using CcsPolicy.Data.Granting;
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
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }

    public async Task<Result<Done>> EndAsync(DocumentId id, GrantId grantId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.InHandAsync(id, ct) is not { } document
            || await db.Grants.SingleOrDefaultAsync(g => g.Id == grantId && g.DocumentId == id, ct) is not { } grant)
            return DocumentErrors.NotFound;
        grant.End(db.Reader.PersonId!.Value, db.Now);
        db.Record(new JournalFact("grant.ended").With("grant", grantId), document);
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }

    /// <summary>在任確認: the newcomer's stay opens the grant from now on.</summary>
    public async Task<Result<Done>> ConfirmAsync(DocumentId id, GrantId grantId, AssignmentId stayId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.InHandAsync(id, ct) is not { } document
            || await db.Grants.SingleOrDefaultAsync(g => g.Id == grantId && g.DocumentId == id, ct) is not { } grant
            || grant.WaitingIn(await db.StaysAsync(ct)).All(s => s.Id != stayId))
            return DocumentErrors.NotFound;
        db.Confirm(grantId, stayId);
        db.Record(new JournalFact("grant.stay-confirmed").With("grant", grantId).With("stay", stayId), document);
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }
}
