using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>自分の予定表の登録。The person makes the secret address of the own calendar, makes another in its place, or revokes it. The secret is told once; its hash alone is kept.</summary>
public sealed class OwnCalendarHandler(ReaderDb store, IOptions<NoticesOptions> options)
{
    private const int SecretLength = 32;

    public bool IsOn => options.Value.CalendarFeed;

    /// <summary>When the present address was made; null where there is none.</summary>
    public async Task<DateTimeOffset?> MadeAtAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await Own(db).Select(account => account.CalendarMadeAt).SingleOrDefaultAsync(ct);
    }

    /// <summary>The secret of the new address; the one before opens nothing any more.</summary>
    public async Task<Result<string>> MakeAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!IsOn || await Own(db).SingleOrDefaultAsync(ct) is not { } account)
            return AccessErrors.NotAllowed;
        var secret = WebEncoders.Base64UrlEncode(db.Ids.NextBytes(SecretLength));
        (account.CalendarHash, account.CalendarMadeAt, account.ConcurrencyStamp) = (HashOf(secret), db.Now, AccountOpening.NewStamp(db.Ids));
        db.Record(new JournalFact("account.calendar-made").With("account", account.Id.ToString("N")));
        var saved = await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
        return saved.Error is { } refusal ? refusal : secret;
    }

    public async Task<Result<Done>> RevokeAsync(CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await Own(db).SingleOrDefaultAsync(account => account.CalendarHash != null, ct) is not { } account)
            return AccessErrors.Gone;
        AccountOpening.TakeCalendar(account);
        account.ConcurrencyStamp = AccountOpening.NewStamp(db.Ids);
        db.Record(new JournalFact("account.calendar-revoked").With("account", account.Id.ToString("N")));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }

    /// <summary>What is kept of a secret. It has 256 random bits: nothing is won by guessing at its hash.</summary>
    internal static string HashOf(string? secret) => ContentHash.Of(secret ?? "").ToString();

    private static IQueryable<Account> Own(PolicyDb db)
    {
        var me = db.Reader.PersonId;
        return db.Users.Where(account => me != null && account.PersonId == me && account.ClosedAt == null);
    }
}
