namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>閲覧の申出: "I need a procedure about …".</summary>
    public const string Asking = "/asking";

    /// <summary>What was asked, for whoever answers.</summary>
    public const string Requests = "/requests";

    /// <summary>One of them, to answer it.</summary>
    public static string RequestToAnswer(CcsPolicy.Domain.Access.AccessRequestId request) => $"{Requests}?request={request}";

    /// <summary>A page of those that wait and a page of those that were answered.</summary>
    public static string RequestsOn(int page, int answered) => $"{Requests}?page={page}&answered={answered}";
}
