using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.GrantReviews;

/// <summary>A grant to go through.</summary>
/// <param name="To">Name of the person, department or post.</param>
/// <param name="HasLeft">It opens to nobody any more: the person does not work here today.</param>
public sealed record GrantToReview(GrantId Id, string To, string Reason, DateOnly From, DateOnly Until, bool HasLeft);

/// <summary>A procedure of the reader's with its grants.</summary>
public sealed record DocumentToReview(DocumentId Id, string Code, string Title, DateOnly DueOn, IReadOnlyList<GrantToReview> Grants);

/// <summary>A procedure in the list of whoever sees the catalogue.</summary>
public sealed record ReviewStanding(DocumentId Id, string Code, string Title, string Custodian, int Grants, DateOnly? LastOn, DateOnly? DueOn);

/// <param name="Own">What the reader goes through.</param>
/// <param name="All">All procedures; empty for a custodian.</param>
public sealed record GrantReviewView(DateOnly Today, IReadOnlyList<DocumentToReview> Own, IReadOnlyList<ReviewStanding> All);

/// <summary>Reads what is to be gone through, and how all reviews stand for whoever sees the catalogue.</summary>
public sealed class GrantReviewQuery(ReaderDb store)
{
    public async Task<GrantReviewView> ReadAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (reader, today) = (db.Reader, db.Reader.Day);
        var reviewed = await db.ReviewedDocumentsAsync(await db.Documents.AsNoTracking().ToListAsync(ct), null, ct);
        var titles = await db.TitlesAsync(ct);
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, ct);
        var posts = await db.Posts.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var working = (await db.Employments.AsNoTracking().ToListAsync(ct)).Where(e => e.HoldsOn(today)).Select(e => e.PersonId).ToHashSet();
        var custodians = await db.CustodiansAsync(ct);
        var own =
            from one in reviewed
            where one.IsInHand && one.DueOn is not null
            select new DocumentToReview(one.Document.Id, db.Open(one.Document.Id, one.Document.Code), titles.Of(one.Document), one.DueOn!.Value,
                [.. one.Grants.OrderBy(g => g.PersonId is not null).ThenBy(g => g.From).ThenBy(g => g.Id.Value).Select(Row)]);
        var all =
            from one in reviewed
            where reader.SeesCatalogue
            select new ReviewStanding(one.Document.Id, db.Open(one.Document.Id, one.Document.Code), titles.Of(one.Document), people[custodians.Today(one.Document)],
                one.Grants.Count, one.LastOn, one.DueOn);
        return new GrantReviewView(today, [.. own.OrderBy(d => d.DueOn).ThenBy(d => d.Code, StringComparer.Ordinal)],
            [.. all.OrderBy(s => s.DueOn ?? DateOnly.MaxValue).ThenBy(s => s.Code, StringComparer.Ordinal)]);

        GrantToReview Row(NeedToKnowGrant grant) => new(grant.Id,
            grant.PersonId is { } person ? people[person] : grant.DepartmentId is { } department ? departments[department] : posts[grant.PostId!.Value],
            db.Open(grant.DocumentId, grant.Reason), grant.From, grant.Until, grant.PersonId is { } holder && !working.Contains(holder));
    }
}
