using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Asking;

/// <summary>An own request as its asker sees it: nothing here depends on what became of it.</summary>
public sealed record OwnRequest(string Words, DateOnly Day);

/// <summary>Asks, and shows the asker what was asked. The answer is the same whatever there is.</summary>
public sealed class AskHandler(ReaderDb store)
{
    public async Task<Result<Done>> HandleAsync(string words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.AskForProcedures) || db.Reader.PersonId is not { } me)
            return AccessErrors.NotAllowed;
        var since = TokyoTime.StartOf(db.Reader.Day);
        var today = await db.AccessRequests.AsNoTracking().Where(r => r.AskedBy == me && r.AskedAt >= since).ToListAsync(ct);
        if (AccessRequest.Refusal(words, today.ConvertAll(db.Open)) is { } refusal)
            return refusal;
        var id = db.Ids.Next<AccessRequestId>();
        db.AccessRequests.Add(new AccessRequest { Id = id, AskedBy = me, Words = db.SealRequest(id, words.Trim()), AskedAt = db.Now });
        // That somebody asked is told to whoever reads the journal; about what is not.
        db.Record(new JournalFact("request.asked"));
        // Of many that are sent at once some may be kept beyond the number of a day. To count them one after the other would take a row that others see change: they would learn that somebody asked.
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }

    /// <summary>A page of what the reader has asked, the newest first, and how many requests there are.</summary>
    public async Task<(IReadOnlyList<OwnRequest> Requests, int Total)> OwnAsync(int page, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var me = db.Reader.PersonId;
        var own = await db.AccessRequests.AsNoTracking().Where(r => r.AskedBy == me).ToListAsync(ct);
        return ([.. own.OrderByDescending(r => r.AskedAt).ThenBy(r => r.Id.Value).Skip((page - 1) * RequestsQuery.PageSize).Take(RequestsQuery.PageSize)
            .Select(r => new OwnRequest(db.Open(r), TokyoTime.DateOf(r.AskedAt)))], own.Count);
    }
}
