using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Resetting;

/// <summary>A reset that waits for a second person.</summary>
/// <param name="IsOthers">It was made by somebody else and is about somebody else: the reader may decide it.</param>
public sealed record WaitingReset(Guid Id, ResetKind Kind, string Person, string StaffNumber, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset Until, bool IsOthers);

/// <summary>The second person lets a reset take effect or refuses it; never the one who made it, never the owner.</summary>
public sealed class ConfirmResetHandler(ReaderDb store)
{
    public async Task<IReadOnlyList<WaitingReset>> ListAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ConfirmResets))
            return [];
        var me = db.Reader.PersonId;
        var rows = await (
            from reset in Waiting(db).AsNoTracking()
            join account in db.Users on reset.AccountId equals account.Id
            join person in db.People on account.PersonId equals person.Id
            join maker in db.People on reset.MadeBy equals maker.Id
            orderby reset.MadeAt
            select new { Reset = reset, person.Id, person.Name, person.StaffNumber, Maker = maker.Name }).ToListAsync(ct);
        return [.. rows.Select(row => new WaitingReset(row.Reset.Id, row.Reset.Kind, row.Name, row.StaffNumber, row.Maker, row.Reset.MadeAt, row.Reset.Until,
            row.Id != me && row.Reset.MadeBy != me))];
    }

    public async Task<Result<Done>> HandleAsync(Guid id, bool confirm, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ConfirmResets) || db.Reader.PersonId is not { } me)
            return AccessErrors.NotAllowed;
        if (await Waiting(db).SingleOrDefaultAsync(reset => reset.Id == id, ct) is not { } reset)
            return AccessErrors.Gone;
        var account = await db.Users.SingleAsync(a => a.Id == reset.AccountId, ct);
        if (reset.MadeBy == me || account.PersonId == me)
            return AccessErrors.NotYourself;
        if (account.ClosedAt is not null)
            return AccessErrors.Gone;
        if (confirm)
            await CarryOutAsync(db, reset, account, ct);
        else
            reset.VoidedAt = db.Now;
        db.Record(new JournalFact(confirm ? "account.reset-confirmed" : "account.reset-refused").With("account", account.Id.ToString("N")).With("person", account.PersonId)
            .With("reset", reset.Id.ToString("N")));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    private static async Task CarryOutAsync(PolicyDb db, AccountReset reset, Account account, CancellationToken ct)
    {
        (reset.ConfirmedAt, reset.ConfirmedBy) = (db.Now, db.Reader.PersonId);
        if (reset.Kind == ResetKind.SecondFactor)
        {
            reset.DoneAt = db.Now;
            await AccountOpening.TakeFactorsAsync(db, account, ct);
            // What kept an administrator with a new password out is gone.
            AccountOpening.Doubt(account);
        }
        else
            account.PasswordHash = null;
        // Sessions that are open end with it.
        AccountOpening.Renew(account, db.Ids);
    }

    private static IQueryable<AccountReset> Waiting(PolicyDb db)
    {
        var now = db.Now;
        return db.Resets.Where(reset => reset.ConfirmedAt == null && reset.DoneAt == null && reset.VoidedAt == null && reset.Until > now);
    }
}
