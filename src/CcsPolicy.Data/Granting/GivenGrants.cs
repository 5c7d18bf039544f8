using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Data.Saving;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Granting;

/// <summary>To whom a document is opened: exactly one of the three.</summary>
public sealed record Grantee(PersonId? Person = null, DepartmentId? Department = null, PostId? Post = null);

/// <summary>許可の仕方。The one way in which grants are given and stays confirmed.</summary>
public static class GivenGrants
{
    /// <summary>The document, when its need to know is the reader's to decide; null otherwise, as if it never was.</summary>
    public static async Task<PolicyDocument?> InHandAsync(this PolicyDb db, DocumentId id, CancellationToken ct) =>
        await db.Documents.SingleOrDefaultAsync(d => d.Id == id, ct) is { } document && document.IsGrantedBy(db.Reader) ? document : null;

    /// <summary>Stays in departments and on posts that hold on the reader's day, without those from before their person last left.</summary>
    public static async Task<List<Assignment>> StaysAsync(this PolicyDb db, CancellationToken ct)
    {
        var day = db.Reader.Day;
        var office = await db.OfficeAsync(ct);
        return
        [
            .. from person in office.Assignments
               let left = Leaving.LastOf(office.Employments[person.Key], day)
               from stay in person
               where stay.Role is null && stay.StandsOn(day, left)
               select stay,
        ];
    }

    /// <summary>
    /// Puts down a grant for the next save, with its journal entry. Whoever stays in the department or on the post on the day of granting is confirmed with it;
    /// who comes later waits, and so does the stay of whoever grants: custody and office pass on, and nobody opens a document to oneself beyond that. Whoever may not decide on the document gets the answer for a document that never was.
    /// </summary>
    /// <param name="from">The first day; null for today.</param>
    public static async Task<Result<NeedToKnowGrant>> GiveAsync(
        this PolicyDb db, DocumentId id, Grantee to, string? reason, DateOnly? from, DateOnly? until, CancellationToken ct)
    {
        if (await db.InHandAsync(id, ct) is not { } document)
            return DocumentErrors.NotFound;
        if (!document.MayBeGrantedBy(db.Reader, await db.Grants.AnyAsync(g => g.DocumentId == id, ct)))
            return GrantErrors.FirstIsForTheCiso;
        var begins = from ?? db.Reader.Day;
        if (TypedWords.Refusal(reason, TypedWords.FewestOfAReason, GrantErrors.ReasonMissing) is { } unsaid)
            return unsaid;
        if (until is not { } ends)
            return GrantErrors.EndMissing;
        if (ends < begins)
            return GrantErrors.EndsBeforeItBegins;
        if (ends < db.Reader.Day)
            return GrantErrors.InThePast;
        if (ends >= begins.AddYears(NeedToKnowGrant.MostYears))
            return GrantErrors.TooLong;
        if (await RefusalAsync(db, to, begins, ends, ct) is { } refusal)
            return refusal;
        var grant = new NeedToKnowGrant
        {
            Id = db.Ids.Next<GrantId>(), DocumentId = id, PersonId = to.Person, DepartmentId = to.Department, PostId = to.Post, Reason = db.Seal(id, reason!.Trim()),
            From = begins, Until = ends, GrantedBy = db.Reader.PersonId!.Value, GrantedAt = db.Now,
        };
        var left = to.Person is { } person ? Leaving.LastOf(await db.Employments.AsNoTracking().Where(e => e.PersonId == person).ToListAsync(ct), db.Reader.Day) : DateTimeOffset.MinValue;
        if ((await db.Grants.AsNoTracking().Where(g => g.DocumentId == id && g.EndedAt == null).ToListAsync(ct)).Exists(g => g.GrantedAt >= left && g.Overlaps(grant)))
            return GrantErrors.AlreadyGiven;
        db.Add(grant);
        db.OneAtATime(document);
        if (to.Person is null)
            foreach (var stay in grant.ConfirmedBy(grant.GrantedBy, await db.StaysAsync(ct)))
                db.Confirm(grant.Id, stay.Id);
        db.Record(new JournalFact("grant.given").With("grant", grant.Id).With("from", begins).With("until", ends), document);
        return grant;
    }

    /// <summary>在任確認, for the next save.</summary>
    public static void Confirm(this PolicyDb db, GrantId grant, AssignmentId stay) => db.Add(new GrantConfirmation
    {
        Id = db.Ids.Next<ConfirmationId>(), GrantId = grant, AssignmentId = stay, ConfirmedBy = db.Reader.PersonId!.Value, ConfirmedAt = db.Now,
    });

    /// <summary>システム管理者。Those who administer the system on the reader's day and see no procedure whatever a grant says.</summary>
    public static async Task<HashSet<PersonId>> AdministratorsAsync(this PolicyDb db, CancellationToken ct) =>
        [.. (await db.OfficeAsync(ct)).Appointments.Where(a => a.Role == Role.SystemAdministrator && a.HoldsOn(db.Reader.Day)).Select(a => a.PersonId)];

    // A grant that would open nothing is refused: whoever gave it would believe the work done.
    private static async Task<DomainError?> RefusalAsync(PolicyDb db, Grantee to, DateOnly begins, DateOnly ends, CancellationToken ct)
    {
        if (to.Person is not { } person)
            return to.Department is { } department && await db.Departments.AnyAsync(d => d.Id == department, ct)
                || to.Post is { } post && await db.Posts.AnyAsync(p => p.Id == post, ct) ? null : GrantErrors.NobodyChosen;
        if (person == db.Reader.PersonId)
            return GrantErrors.Yourself;
        if (!await db.People.AnyAsync(p => p.Id == person, ct))
            return GrantErrors.NobodyChosen;
        if (!await db.Employments.AnyAsync(e => e.PersonId == person && e.WithdrawnAt == null && e.From <= ends && (e.Until == null || e.Until >= begins), ct))
            return GrantErrors.NotEmployed;
        return (await db.AdministratorsAsync(ct)).Contains(person) ? GrantErrors.Administrator : null;
    }
}
