namespace CcsPolicy.Web.Tests.Access;

/// <summary>The addresses that ask for no ability. Whoever adds one adds it here, where it is seen.</summary>
internal static class ClosedLists
{
    /// <summary>Served to everybody.</summary>
    public static readonly string[] Anonymous =
    [
        "/account/sign-in", "/account/sign-in/code", "/account/sign-out", "/account/invitation", "/account/session", "/account/openid/not-signed-in", "/account/openid/leave", "/first-run", "/health/live", "/health/ready",
        "/display", "/display/choose", "/error", "/not-found", "/status/{Code:int}", "/policy", "/calendar.ics", "/terminal",
    ];

    /// <summary>For everybody who has signed in.</summary>
    public static readonly string[] SignedIn =
    [
        "/", "/account/password", "/account/second-factor", "/account/passkeys", "/account/sessions", "/account/confirm", "/account/reset-seen",
    ];

    /// <summary>Files of the look and of the framework.</summary>
    public static bool IsAsset(Microsoft.AspNetCore.Http.Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}
