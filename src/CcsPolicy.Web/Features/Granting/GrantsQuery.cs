using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Granting;

/// <summary>A procedure whose need to know the reader decides.</summary>
/// <param name="AwaitsFirst">Nobody has ever been granted it: the first grant is the CISO's.</param>
public sealed record GrantedDocument(DocumentId Id, string Code, string Title, int Grants, int ToConfirm, bool AwaitsFirst);

/// <param name="SeesAll">The reader sees every procedure, not only those in the own custody.</param>
public sealed record GrantingView(bool SeesAll, IReadOnlyList<GrantedDocument> Documents);

/// <summary>A grant as its custodian sees it.</summary>
/// <param name="To">Name of the person, department or post.</param>
/// <param name="Holds">It opens the document today.</param>
/// <param name="Opens">Names of those who see the document by it today.</param>
/// <param name="EndReason">Why it was ended, where that was said.</param>
/// <param name="Waiting">Stays of others that are covered by the grant but have not been confirmed: they open nothing.</param>
/// <param name="OwnWaits">So is a stay of the reader, which somebody else confirms.</param>
public sealed record GrantRow(
    GrantId Id, string To, string Reason, DateOnly From, DateOnly Until, bool HasEnded, string? EndReason, bool Holds, IReadOnlyList<string> Opens, IReadOnlyList<WaitingStay> Waiting, bool OwnWaits);

/// <summary>A stay that waits for confirmation.</summary>
public sealed record WaitingStay(AssignmentId Id, string Name);

/// <summary>Somebody to whom it can be opened.</summary>
/// <param name="HasAccount">Without an account nobody signs in, so a grant opens nothing yet.</param>
public sealed record PersonToGrant(PersonId Id, string Name, string StaffNumber, bool HasAccount);

/// <summary>Whom a grant can be given to.</summary>
/// <param name="MayGive">Whether the reader may open the document to anybody: the first grant is the CISO's or the deputy's.</param>
public sealed record GrantsView(PolicyDocument Document, bool MayGive, DateOnly UsualEnd, string Code, string Title, IReadOnlyList<GrantRow> Grants,
    IReadOnlyList<PersonToGrant> People, IReadOnlyList<Department> Departments, IReadOnlyList<Post> Posts);

/// <summary>Reads the grants on documents that the reader is custodian of, or on all of them for whoever sees the catalogue.</summary>
public sealed class GrantsQuery(ReaderDb store)
{
    public async Task<GrantingView> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var documents = (await db.KnownDocumentsAsync(ct)).Where(known => known.Document is { Openness: Openness.NeedToKnow } or { Openness: Openness.AllStaff, Tier: Tier.Procedure } && known.Document.IsGrantedBy(db.Reader)).ToList();
        var stays = await db.StaysAsync(ct);
        var rows =
            from known in documents
            let id = known.Document.Id
            let grants = known.NeedToKnow.Grants
            let holding = grants.Where(g => g.HoldsOn(db.Reader.Day)).ToList()
            select new GrantedDocument(id, db.Open(id, known.Document.Code), known.TitleOn(db.Reader.Day, db), holding.Count, holding.Sum(g => g.ConfirmedBy(db.Reader.PersonId!.Value, stays).Count()), grants.IsEmpty);
        return new GrantingView(db.Reader.SeesCatalogue, [.. rows.OrderBy(d => d.Code, StringComparer.Ordinal)]);
    }

    /// <summary>Null when the document is not there for the reader, or not in the reader's hand.</summary>
    public async Task<GrantsView?> OfAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.KnownDocumentAsync(id, ct) is not { Document: { } document } known || !document.IsGrantedBy(db.Reader))
            return null;
        var office = await db.OfficeAsync(ct);
        var (people, departments, posts, grants) = (office.People, office.Departments, office.Posts, known.NeedToKnow.Grants);
        var stays = await db.StaysAsync(ct);
        var administrators = await db.AdministratorsAsync(ct);
        var active = office.Employments.SelectMany(person => person).Where(e => e.HoldsOn(db.Reader.Day)).Select(e => e.PersonId).ToHashSet();
        var accounts = (await db.Users.Where(a => a.ClosedAt == null).Select(a => a.PersonId).ToListAsync(ct)).ToHashSet();
        return new GrantsView(document, document.MayBeGrantedBy(db.Reader, grants.Length > 0), NeedToKnowGrant.UsualEnd(db.Reader.Day), db.Open(id, document.Code), known.TitleOn(db.Reader.Day, db),
            [.. grants.OrderBy(g => g.EndedAt is not null).ThenBy(g => g.From).ThenBy(g => g.Id.Value).Select(Row)],
            [.. people.Values.Where(p => p.Id != db.Reader.PersonId && active.Contains(p.Id) && !administrators.Contains(p.Id)).OrderBy(p => p.Kana, StringComparer.Ordinal)
                .Select(p => new PersonToGrant(p.Id, p.Name, p.StaffNumber, accounts.Contains(p.Id)))],
            [.. departments.Values.Where(d => d.Until is null).OrderBy(d => d.Code, StringComparer.Ordinal)],
            [.. posts.Values.OrderBy(p => p.Name, StringComparer.Ordinal)]);

        GrantRow Row(NeedToKnowGrant grant) => new(
            grant.Id,
            grant.To(person => office.NameOf(person), department => office.NameOf(department), post => office.NameOf(post)),
            db.Open(id, grant.Reason), grant.From, grant.Until, grant.EndedAt is not null, grant.EndReason is { IsEmpty: false } said ? db.Open(id, said) : null, grant.HoldsOn(db.Reader.Day),
            [.. grant.HoldsOn(db.Reader.Day) ? Opened(grant).Where(p => active.Contains(p) && !administrators.Contains(p)).Select(office.NameOf) : []],
            [.. grant.HoldsOn(db.Reader.Day) ? grant.ConfirmedBy(db.Reader.PersonId!.Value, stays).Select(s => new WaitingStay(s.Id, office.NameOf(s.PersonId))) : []],
            grant.HoldsOn(db.Reader.Day) && grant.WaitingIn(stays).Any(s => s.PersonId == db.Reader.PersonId));

        IEnumerable<PersonId> Opened(NeedToKnowGrant grant) =>
            grant.PersonId is { } person ? [person] : stays.Where(s => grant.Confirmations.Any(c => s.ConfirmedAs.Contains(c.AssignmentId))).Select(s => s.PersonId).Distinct();
    }
}
