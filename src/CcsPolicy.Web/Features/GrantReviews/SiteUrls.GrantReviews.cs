namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>許可の見直し: every half-year.</summary>
    public const string GrantReviews = "/grant-reviews";
}
