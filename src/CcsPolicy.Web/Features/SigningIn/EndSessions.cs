using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>The owner's own sessions: which are open, and ending others than the one in use.</summary>
public sealed class EndSessionsHandler(ReaderDb store, SessionBook book)
{
    public async Task<IReadOnlyList<SessionLine>> ListAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await using var db = await store.OpenAsync(http.RequestAborted);
        return SetSecondFactorHandler.IdOf(http) is { } account ? await book.OfAsync(db, account, http.RequestAborted) : [];
    }

    /// <param name="session">Null for all but the one in use.</param>
    public async Task<Result<Done>> HandleAsync(HttpContext http, Guid? session)
    {
        ArgumentNullException.ThrowIfNull(http);
        var ct = http.RequestAborted;
        await using var db = await store.OpenAsync(ct);
        var own = Sessions.IdOf(http.User);
        if (await SetSecondFactorHandler.OwnAsync(db, http) is not { } account || own is null || session == own)
            return AccessErrors.NotAllowed;
        if (session is { } one ? !await SessionBook.EndAsync(db, account, one, ct) : await SessionBook.EndAllAsync(db, account, own, ct) == 0)
            return AccessErrors.Gone;
        await db.SaveChangesAsync(ct);
        return Done.Instance;
    }
}
