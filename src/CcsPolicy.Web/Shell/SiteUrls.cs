namespace CcsPolicy.Web.Shell;

/// <summary>住所録。The one place that spells an address of the portal. Features add theirs; nothing else writes a path.</summary>
public static partial class SiteUrls
{
    public const string Home = "/";
    public const string Find = "/find";
    public const string Display = "/display";
    public const string Account = "/account";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Session = "/account/session";
    public const string Status = "/status";
    public const string Error = "/error";
    /// <summary>Whether the program answers at all.</summary>
    public const string Live = "/health/live";

    /// <summary>Whether database and keys answer too.</summary>
    public const string Ready = "/health/ready";

    /// <summary>The path of the hub that circuits talk to.</summary>
    public const string Circuit = "/_blazor";

    /// <summary>Faces of letters, by family.</summary>
    public const string Fonts = "/fonts";

    /// <summary>In the query of a page that somebody is led back to: what was to be done had changed before.</summary>
    public const string MeanwhileKey = "meanwhile";

    /// <summary>
    /// The address to return to when it lies in this portal, else the home page: a path of ours, never another host
    /// (not <c>//host</c>, not <c>/\host</c>, no control characters).
    /// </summary>
    public static string Local(string? returnTo) =>
        returnTo is ['/', ..] && returnTo is not ['/', '/' or '\\', ..] && !returnTo.Any(char.IsControl) ? returnTo : Home;
}
