using System.Globalization;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Granting;

/// <summary>全体の見直し。Every half-year whoever sees the catalogue goes through the grants of all procedures and how the custodians' reviews stand, beside what each custodian does with the own ones.</summary>
/// <param name="LastOn">When it was done last; null when it never was.</param>
/// <param name="DueOn">Null while there is no grant.</param>
/// <param name="Seen">Names the grants that there are: whoever records the review says by it which ones were looked at.</param>
/// <param name="Version">Of the last one: a list that was sent once is not sent again.</param>
public sealed record WholeReview(DateOnly? LastOn, PersonId? LastBy, DateOnly? DueOn, ContentHash Seen, Guid Version)
{
    /// <summary>What the form carries.</summary>
    public string Mark => $"{Seen} {Version:N}";
}

/// <summary>Reading it and putting it down; the evidence of it is the journal's.</summary>
public static class WholeReviews
{
    internal const string Row = "grant-reviews.whole";

    /// <param name="reviewed">All procedures with their grants, as whoever sees the catalogue has them.</param>
    public static async Task<WholeReview> WholeReviewAsync(this PolicyDb db, IEnumerable<ReviewedDocument> reviewed, CancellationToken ct) => Of(db, reviewed, (await db.OfficeAsync(ct)).WholeReview);

    /// <summary>The same as it is on record now, for whoever puts the next one down with the next save: two at once are not both the next one.</summary>
    public static async Task<WholeReview> WholeReviewToChangeAsync(this PolicyDb db, IEnumerable<ReviewedDocument> reviewed, CancellationToken ct) =>
        Of(db, reviewed, await db.Settings.SingleOrDefaultAsync(setting => setting.Name == Row, ct));

    /// <summary>That the reader did it today, for the next save, in the place of the one that <see cref="WholeReviewToChangeAsync"/> found.</summary>
    public static void PutDownWholeReview(this PolicyDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        var value = string.Create(CultureInfo.InvariantCulture, $"{db.Reader.Day:yyyy-MM-dd} {db.Reader.PersonId}");
        if (db.Settings.Local.SingleOrDefault(setting => setting.Name == Row) is { } row)
        {
            row.Value = value;
            // Twice on one day is the same value, and is written all the same.
            db.OneAtATime(row);
        }
        else
            db.Settings.Add(new Setting { Name = Row, Value = value });
    }

    private static WholeReview Of(PolicyDb db, IEnumerable<ReviewedDocument> reviewed, Setting? row)
    {
        var grants = reviewed.SelectMany(one => one.Grants).ToList();
        var parts = row?.Value.Split(' ');
        var last = parts is [var on, _] && DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        var by = parts is [_, var who] && PublicId.TryParse<PersonId>(who) is { } person ? person : (PersonId?)null;
        return new WholeReview(last, by, GrantReviewing.DueOn(grants, last, db.Reader.Day), ContentHash.Of(string.Join(' ', grants.Select(grant => grant.Id.Value).Order())), row?.RowVersion ?? Guid.Empty);
    }
}
