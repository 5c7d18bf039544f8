namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Leads to the provider.</summary>
    public const string OpenId = "/account/openid";

    /// <summary>Where the provider sends its answer; registered there sign for sign.</summary>
    public const string OpenIdCallback = "/account/openid/callback";

    /// <summary>Where the provider leads back to after signing out; registered there as well.</summary>
    public const string OpenIdSignedOut = "/account/openid/signed-out";

    public const string OpenIdNotSignedIn = "/account/openid/not-signed-in";
    public const string OpenIdLeave = "/account/openid/leave";
    public const string OpenIdEnd = "/account/openid/end";

    /// <summary>To the provider, and then to an address of this portal.</summary>
    public static string OpenIdThen(string? returnUrl) => OpenId + "?returnUrl=" + Uri.EscapeDataString(Local(returnUrl));

    /// <summary>To the provider, which asks for the proof again although it knows the person; the session then counts as fresh.</summary>
    public static string OpenIdAgain(string? returnUrl) => OpenIdThen(returnUrl) + "&again=1";

    /// <summary>To the provider, to bind the invited account to the person's identity there.</summary>
    public static string OpenIdFor(string? invitation) => OpenId + "?invitation=" + Uri.EscapeDataString(invitation ?? "");

    /// <summary>What was wrong at the provider.</summary>
    public static string OpenIdFailed(string why, string? returnUrl) =>
        OpenIdNotSignedIn + "?why=" + why + (Local(returnUrl) == Home ? "" : "&returnUrl=" + Uri.EscapeDataString(Local(returnUrl)));
}
