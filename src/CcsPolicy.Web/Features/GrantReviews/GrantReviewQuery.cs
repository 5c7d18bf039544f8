using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.GrantReviews;

/// <summary>A grant to go through.</summary>
/// <param name="To">Name of the person, department or post.</param>
/// <param name="HasLeft">It opens to nobody any more: the person does not work here today.</param>
/// <param name="MovesOn">人事異動: from when somebody who holds it stands elsewhere, where that was recorded since the last review.</param>
public sealed record GrantToReview(GrantId Id, string To, string Reason, DateOnly From, DateOnly Until, bool HasLeft, DateOnly? MovesOn);

/// <summary>When a procedure was gone through last, and by whom.</summary>
public sealed record LastReview(DateOnly On, string By);

/// <summary>A procedure with the grants that the reader goes through.</summary>
/// <param name="Custodian">Whose it is; null where it is the reader's own.</param>
public sealed record DocumentToReview(DocumentId Id, string Title, string? Custodian, LastReview? Last, DateOnly DueOn, IReadOnlyList<GrantToReview> Grants);

/// <summary>見直しの状況。How the review of a procedure stands; the order is that of the list.</summary>
public enum ReviewState
{
    /// <summary>期限を過ぎている</summary>
    Overdue,

    /// <summary>30日以内に期限が来る</summary>
    Soon,

    /// <summary>まだ先</summary>
    Later,

    /// <summary>許可がない</summary>
    Nothing,
}

/// <summary>A procedure in the list of whoever sees the catalogue.</summary>
/// <param name="IsOrphaned">It has no custodian today.</param>
public sealed record ReviewStanding(
    DocumentId Id, string Code, string Title, PersonId CustodianId, string Custodian, bool IsOrphaned, int Grants, LastReview? Last, DateOnly? DueOn, ReviewState State);

/// <summary>What whoever sees the catalogue asks the list for; null for all.</summary>
public sealed record ReviewFilter(PersonId? Custodian = null, ReviewState? State = null)
{
    /// <summary>How long before its day a review counts as coming soon, in days.</summary>
    public const int SoonDays = 30;

    internal bool Takes(ReviewStanding standing) => (Custodian is null || standing.CustodianId == Custodian) && (State is null || standing.State == State);
}

/// <param name="Own">What the reader goes through: the own procedures, or the one that was asked for.</param>
/// <param name="All">Procedures that the filter takes, the overdue first; empty for a custodian.</param>
/// <param name="Custodians">Custodians to choose from, by name.</param>
/// <param name="Whole">When all of them were gone through and are to be next; null for a custodian.</param>
/// <param name="WholeBy">The name of who did it last.</param>
/// <param name="States">How many procedures there are of each state, whatever the filter takes.</param>
public sealed record GrantReviewView(
    DateOnly Today, bool SeesAll, IReadOnlyList<DocumentToReview> Own, IReadOnlyList<ReviewStanding> All, IReadOnlyList<(PersonId Id, string Name)> Custodians, IReadOnlyDictionary<ReviewState, int> States, WholeReview? Whole = null, string? WholeBy = null);

/// <summary>Reads what is to be gone through, and how all reviews stand for whoever sees the catalogue.</summary>
public sealed class GrantReviewQuery(ReaderDb store)
{
    /// <param name="procedure">The one to be gone through; null for all in the reader's hand.</param>
    /// <returns>Null when the one that is asked for is not the reader's to review, or has no grants.</returns>
    public async Task<GrantReviewView?> ReadAsync(DocumentId? procedure, ReviewFilter filter, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var (reader, today) = (db.Reader, db.Reader.Day);
        var documents = (await db.KnownDocumentsAsync(ct)).Select(known => known.Document).ToList();
        var orphaned = reader.SeesCatalogue ? await db.OrphanedAsync(documents.Where(document => document.Tier == Tier.Procedure), ct) : [];
        var reviewed = await db.ReviewedDocumentsAsync(documents, orphaned, ct);
        var office = await db.OfficeAsync(ct);
        var custodians = await db.CustodiansAsync(ct);
        var titles = await db.TitlesAsync(ct);
        var chosen = reviewed.Where(one => one.DueOn is not null && (procedure is { } asked ? one.Document.Id == asked : one.IsInHand)).ToList();
        if (procedure is not null && chosen.Count == 0)
            return null;
        var moves = await db.MovesOfGrantsAsync(chosen, ct);
        var own = chosen.Select(one => new DocumentToReview(one.Document.Id, titles.Of(one.Document), reader.Keeps(one.Document.Id) ? null : NameOf(custodians.Today(one.Document)), Last(one),
            one.DueOn!.Value, [.. one.Grants.OrderBy(g => g.PersonId is not null).ThenBy(g => g.From).ThenBy(g => g.Id.Value).Select(Row)]));
        List<ReviewStanding> all = !reader.SeesCatalogue || procedure is not null ? [] :
        [
            .. from one in reviewed
               let custodian = custodians.Today(one.Document)
               select new ReviewStanding(one.Document.Id, db.Open(one.Document.Id, one.Document.Code), titles.Of(one.Document), custodian, NameOf(custodian), orphaned.Contains(one.Document.Id),
                   one.Grants.Count, Last(one), one.DueOn, StateOf(one.DueOn, today)),
        ];
        var whole = reader.SeesCatalogue && procedure is null ? await db.WholeReviewAsync(reviewed, ct) : null;
        return new GrantReviewView(today, reader.SeesCatalogue, [.. own.OrderBy(d => d.DueOn).ThenBy(d => d.Title, StringComparer.Ordinal)],
            [.. all.Where(filter.Takes).OrderBy(s => s.State).ThenBy(s => s.DueOn).ThenBy(s => s.Custodian, StringComparer.Ordinal).ThenBy(s => s.Code, StringComparer.Ordinal)],
            [.. all.Select(s => (s.CustodianId, s.Custodian)).Distinct().OrderBy(c => c.Custodian, StringComparer.Ordinal)],
            all.GroupBy(s => s.State).ToDictionary(same => same.Key, same => same.Count()), whole, whole?.LastBy is { } by ? NameOf(by) : null);

        string NameOf(PersonId person) => office.NameOf(person);

        LastReview? Last(ReviewedDocument one) => one.LastOn is { } on ? new LastReview(on, NameOf(one.LastBy!.Value)) : null;

        GrantToReview Row(NeedToKnowGrant grant) => new(grant.Id,
            grant.To(person => NameOf(person), department => office.NameOf(department), post => office.NameOf(post)),
            db.Open(grant.DocumentId, grant.Reason), grant.From, grant.Until, grant.PersonId is { } holder && !office.Employments[holder].Any(row => row.HoldsOn(today)), moves.GetValueOrDefault(grant.Id)?.EffectiveOn);
    }

    private static ReviewState StateOf(DateOnly? due, DateOnly today) =>
        due is not { } day ? ReviewState.Nothing : day < today ? ReviewState.Overdue : day <= today.AddDays(ReviewFilter.SoonDays) ? ReviewState.Soon : ReviewState.Later;
}
