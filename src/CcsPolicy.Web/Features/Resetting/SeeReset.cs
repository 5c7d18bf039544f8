using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Resetting;

/// <summary>A reset as the owner of the account is told of it.</summary>
/// <param name="ConfirmedBy">Null when it needed no second person.</param>
public sealed record DoneReset(ResetKind Kind, string MadeBy, DateTimeOffset MadeAt, string? ConfirmedBy, DateTimeOffset DoneAt);

/// <summary>Tells the owner which resets of the account were carried out, and puts down that the owner has seen them.</summary>
public sealed class SeeResetHandler(PolicyDbFactory databases)
{
    public async Task<IReadOnlyList<DoneReset>> ListAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = databases.OpenFor(Reader.Nobody);
        var rows = await Unseen(db, http).AsNoTracking().ToListAsync(http.RequestAborted);
        var people = rows.SelectMany(row => new[] { row.MadeBy, row.ConfirmedBy }).OfType<PersonId>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, http.RequestAborted);
        return [.. rows.OrderBy(row => row.DoneAt).Select(row =>
            new DoneReset(row.Kind, names[row.MadeBy], row.MadeAt, row.ConfirmedBy is { } second ? names[second] : null, row.DoneAt!.Value))];
    }

    public async Task HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = databases.OpenFor(Reader.Nobody);
        var rows = await Unseen(db, http).ToListAsync(http.RequestAborted);
        if (rows.Count == 0)
            return;
        foreach (var row in rows)
            row.SeenAt = db.Now;
        var account = rows[0].AccountId;
        db.Record(new JournalFact("account.reset-seen").With("account", account.ToString("N")).With("count", rows.Count),
            actor: await db.Users.Where(a => a.Id == account).Select(a => a.PersonId).SingleAsync(http.RequestAborted));
        await db.SaveChangesAsync(http.RequestAborted);
    }

    private static IQueryable<AccountReset> Unseen(PolicyDb db, HttpContext http)
    {
        var account = Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;
        return db.Resets.Where(reset => reset.AccountId == account && reset.DoneAt != null && reset.SeenAt == null);
    }
}
