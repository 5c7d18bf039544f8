using CcsPolicy.Data;
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
        if (await InHandAsync(db, ask.Document, ct) is not { } document)
            return DocumentErrors.NotFound;
        if (!document.MayBeGrantedBy(db.Reader, await db.Grants.AnyAsync(g => g.DocumentId == document.Id, ct)))
            return GrantErrors.FirstIsForTheCiso;
        var from = ask.From ?? db.Reader.Day;
        if (string.IsNullOrWhiteSpace(ask.Reason))
            return GrantErrors.ReasonMissing;
        if (ask.Until < from)
            return GrantErrors.EndsBeforeItBegins;
        var (kind, id) = ask.To.Split(':') is [var k, var i] ? (k, i) : ("", "");
        var grant = new NeedToKnowGrant
        {
            Id = db.Ids.Next<GrantId>(),
            DocumentId = document.Id,
            PersonId = kind == "person" ? PublicId.TryParse<PersonId>(id) : null,
            DepartmentId = kind == "department" ? PublicId.TryParse<DepartmentId>(id) : null,
            PostId = kind == "post" ? PublicId.TryParse<PostId>(id) : null,
            Reason = db.Seal(document.Id, ask.Reason.Trim()),
            From = from,
            Until = ask.Until,
            GrantedBy = db.Reader.PersonId!.Value,
            GrantedAt = db.Now,
        };
        if (!await ExistsAsync(db, grant, ct))
            return GrantErrors.NobodyChosen;
        db.Add(grant);
        foreach (var stay in (await GrantsQuery.StaysAsync(db, ct)).Where(grant.Covers))
            db.Add(Confirmation(db, grant.Id, stay.Id));
        db.Record(new JournalFact("grant.given").With("grant", grant.Id).With("from", from).With("until", ask.Until), document);
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }

    public async Task<Result<Done>> EndAsync(DocumentId id, GrantId grantId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await InHandAsync(db, id, ct) is not { } document
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
        if (await InHandAsync(db, id, ct) is not { } document
            || await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == grantId && g.DocumentId == id, ct) is not { } grant
            || grant.WaitingIn(await GrantsQuery.StaysAsync(db, ct)).All(s => s.Id != stayId))
            return DocumentErrors.NotFound;
        db.Add(Confirmation(db, grantId, stayId));
        db.Record(new JournalFact("grant.stay-confirmed").With("grant", grantId).With("stay", stayId), document);
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }

    private static GrantConfirmation Confirmation(PolicyDb db, GrantId grant, AssignmentId stay) => new()
    {
        Id = db.Ids.Next<ConfirmationId>(),
        GrantId = grant,
        AssignmentId = stay,
        ConfirmedBy = db.Reader.PersonId!.Value,
        ConfirmedAt = db.Now,
    };

    private static async Task<PolicyDocument?> InHandAsync(PolicyDb db, DocumentId id, CancellationToken ct) =>
        await db.Documents.SingleOrDefaultAsync(d => d.Id == id, ct) is { } document && document.IsGrantedBy(db.Reader) ? document : null;

    private static async Task<bool> ExistsAsync(PolicyDb db, NeedToKnowGrant grant, CancellationToken ct) =>
        grant.PersonId is { } person ? await db.People.AnyAsync(p => p.Id == person, ct)
        : grant.DepartmentId is { } department ? await db.Departments.AnyAsync(d => d.Id == department, ct)
        : grant.PostId is { } post && await db.Posts.AnyAsync(p => p.Id == post, ct);
}

/// <summary>閲覧の許可についての拒否の理由。</summary>
public static class GrantErrors
{
    public static readonly DomainError ReasonMissing = new("grant.reason-missing",
        "許可の理由を入力してください。まだ許可していません。", "Enter the reason. Nothing was granted yet.");

    public static readonly DomainError FirstIsForTheCiso = new("grant.first-is-for-the-ciso",
        "この手順の最初の許可は、CISO（またはCISO代理）が決めます。まだ許可していません。CISOに頼んでください。",
        "The first grant of this procedure is decided by the CISO or the deputy. Nothing was granted yet. Ask the CISO.");

    public static readonly DomainError NobodyChosen = new("grant.nobody-chosen",
        "許可する相手を選んでください。まだ許可していません。", "Choose whom to open it to. Nothing was granted yet.");

    public static readonly DomainError EndsBeforeItBegins = new("grant.ends-before-it-begins",
        "終わりの日が始まりの日より前です。まだ許可していません。日付を確かめてください。", "The last day lies before the first. Nothing was granted yet. Check the dates.");
}
