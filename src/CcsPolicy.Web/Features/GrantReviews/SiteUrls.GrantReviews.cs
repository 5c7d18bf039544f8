namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>許可の見直し: every half-year.</summary>
    public const string GrantReviews = "/grant-reviews";

    /// <summary>One procedure to go through, for whoever sees the catalogue.</summary>
    public static string GrantReviewOf(CcsPolicy.Domain.Documents.DocumentId procedure) => $"{GrantReviews}?procedure={procedure}";
}
