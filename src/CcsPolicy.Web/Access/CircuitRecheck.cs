using System.Security.Claims;
using CcsPolicy.Domain.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CcsPolicy.Web.Access;

/// <summary>
/// Who sits at an open circuit. Its session is looked at three times a minute without being used; when it is over, or something was taken
/// from the person, nobody is signed in there and the island leaves the page. A circuit that is taken up again by another session than the one it was opened with is over too.
/// </summary>
internal sealed class CircuitRecheck(ILoggerFactory loggers, Sessions sessions, SessionHeirs heirs, SecondFactorNeed need)
    : RevalidatingServerAuthenticationStateProvider(loggers), IHostEnvironmentAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private Guid? opener;
    private string? made;

    /// <summary>The session is over for this circuit, whatever comes.</summary>
    public bool IsOver { get; private set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    /// <summary>Whether the session still stands; when a person acts, that is a use of it.</summary>
    public async Task<bool> StandsAsync(bool used, CancellationToken ct)
    {
        if (IsOver)
            return false;
        var opened = (await GetAuthenticationStateAsync()).User;
        if (opened.Identity?.IsAuthenticated != true)
            return true;
        // The person may have proved anew who it is in another window: the session goes on under another token.
        var user = sessions.Followed(opened);
        if (user != opened)
            SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        // Whoever is appointed while a circuit is open needs the second factor there too.
        if (await sessions.LookAsync(user, ct) is { } standing && !need.IsMissing(user, standing.Reader) && standing.Rights.Hold(made ??= standing.Rights.Now))
        {
            if (used)
                sessions.Use(standing);
            return true;
        }
        End();
        return false;
    }

    /// <summary>Called by the framework when the circuit is opened, and again when a browser takes it up after its connection dropped.</summary>
    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask) =>
        SetAuthenticationState(SameSessionAsync(authenticationStateTask));

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StandsAsync(used: false, cancellationToken);

    private async Task<AuthenticationState> SameSessionAsync(Task<AuthenticationState> given)
    {
        var state = await given;
        var session = Sessions.IdOf(state.User) ?? Guid.Empty;
        opener ??= session;
        if (heirs.Of(opener.Value) != session)
            IsOver = true;
        return IsOver ? Nobody : state;
    }

    private void End()
    {
        IsOver = true;
        SetAuthenticationState(Task.FromResult(Nobody));
    }
}

/// <summary>Nothing that comes over a circuit reaches a page once the session is over: the first event leads the browser away, a further one ends the circuit.</summary>
internal sealed class CircuitGate(CircuitRecheck recheck) : CircuitHandler
{
    private bool told;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        if (await recheck.StandsAsync(used: true, CancellationToken.None))
        {
            await next(context);
            return;
        }
        if (told)
            throw new UnauthorizedAccessException("The session of this circuit is over.");
        told = true;
    };
}
