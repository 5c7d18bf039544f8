namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>閲覧の申出: "I need a procedure about …".</summary>
    public const string Asking = "/asking";

    /// <summary>What was asked, for whoever answers.</summary>
    public const string Requests = "/requests";
}
