using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace CcsPolicy.Web.Access;

/// <summary>On whose behalf something is looked at: of a request or circuit <see cref="CurrentReader"/>.</summary>
public interface IReaderSource
{
    /// <summary>The reader as of now.</summary>
    Task<Reader> NowAsync(CancellationToken ct = default);

    /// <summary>The stamps under which that reader was made, where they were asked with the session: what else is kept under them need not ask again.</summary>
    Stamps? Asked { get; }

    /// <summary>Nothing is changed in this request, so that those stamps hold to its end.</summary>
    bool OnlyLooks => false;
}

/// <summary>
/// On whose behalf this request or circuit looks. Worked out anew at every call from the rows as they are now (kept in memory only while nothing
/// that access depends on has changed), so that what was taken away is gone with the next operation, also in an open circuit.
/// </summary>
public sealed class CurrentReader(IHttpContextAccessor http, IServiceProvider services, TimeProvider clock) : IReaderSource
{
    /// <summary>Claim that names the person; the only thing about a person that the cookie holds.</summary>
    public const string PersonClaim = "person";

    private Reader? ofRequest;

    /// <inheritdoc/>
    public async Task<Reader> NowAsync(CancellationToken ct = default) => await OfAsync(await PrincipalAsync(), ct);

    public async Task<Reader> OfAsync(ClaimsPrincipal? principal, CancellationToken ct)
    {
        if (principal?.Identity?.IsAuthenticated != true || PublicId.TryParse<PersonId>(principal.FindFirstValue(PersonClaim)) is not { } person)
            return Reader.Anonymous(TokyoTime.Today(clock));
        // A request is one operation: its authorization, its page and its navigation look with the same eyes. A circuit is many.
        if (IsRequest && ofRequest?.PersonId == person)
            return ofRequest;
        // Whatever a principal says of itself: nobody looks without a session that stands.
        return (await services.GetRequiredService<Sessions>().LookAsync(principal, ct))?.Reader ?? Reader.Anonymous(TokyoTime.Today(clock));
    }

    /// <summary>The session of this request has been looked at, and its person with it: nothing is asked twice.</summary>
    internal void LooksAs(StandingSession standing) => (ofRequest, Asked) = (standing.Reader, standing.Asked);

    /// <inheritdoc/>
    public Stamps? Asked { get; private set; }

    /// <inheritdoc/>
    public bool OnlyLooks => IsRequest && http.HttpContext!.Request.Method is var method && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method));

    private bool IsRequest => http.HttpContext is { } context && !context.WebSockets.IsWebSocketRequest;

    private async Task<ClaimsPrincipal?> PrincipalAsync() =>
        IsRequest
            ? http.HttpContext!.User
            // In a circuit there is no request; whoever opened it is what the circuit knows.
            : services.GetService<AuthenticationStateProvider>() is { } state ? (await state.GetAuthenticationStateAsync()).User : null;
}

/// <summary>Opens the database for whoever is looking, and lets the request or circuit know what of procedures is shown.</summary>
public sealed class ReaderDb(IReaderSource current, KnownProcedures procedures, ShownContent shown)
{
    /// <summary>A context for the current reader; dispose it after the operation. In a circuit, open one per operation.</summary>
    public async Task<PolicyDb> OpenAsync(CancellationToken ct = default) => await OpenForAsync(await current.NowAsync(ct), ct);

    /// <inheritdoc cref="IReaderSource.Asked"/>
    public Stamps? Asked => current.Asked;

    public Task<PolicyDb> OpenForAsync(Reader reader, CancellationToken ct) => procedures.OpenForAsync(reader, shown, current.Asked, current.OnlyLooks, ct);
}
