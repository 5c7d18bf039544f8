namespace CcsPolicy.Web.Access;

/// <summary>本人の手段。Which means of signing in the person of the request has here, and which the office's provider keeps.</summary>
internal static class OwnMeans
{
    /// <summary>Whether the person has a password in this portal: not whoever signs in by the provider.</summary>
    public static bool HasPassword(this HttpContext http) => !http.IsAtTerminal() && http.Features.Get<StandingSession>() is not { Session.ByProvider: true };

    /// <summary>Whether a second factor of this portal is of use to the person: not where the provider's stands for it and there is none here.</summary>
    public static bool UsesOwnFactor(this HttpContext http) =>
        !http.IsAtTerminal() && (http.Features.Get<StandingSession>() is not { Session: { ByProvider: true, OwnFactor: false } } || !http.User.HasClaim(Sessions.MethodClaim, Sessions.SecondFactor));

    /// <summary>共用端末: nothing of the own account is served here.</summary>
    public static bool IsAtTerminal(this HttpContext http) => http.Features.Get<StandingSession>() is { Session.Terminal: not null };

    /// <summary>Whether the person has a second factor in this portal now.</summary>
    public static bool HasOwnFactor(this HttpContext http) => http.Features.Get<StandingSession>() is { Session.OwnFactor: true };
}
