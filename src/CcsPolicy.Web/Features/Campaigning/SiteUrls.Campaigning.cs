using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>閉庁日: the days on which the office is closed.</summary>
    public const string ClosedDays = "/closed-days";

    /// <summary>周知: what the readers of the edition in force are asked to do, and until when.</summary>
    public static string CampaignOf(DocumentId document) => $"/catalogue/{document}/campaign";
}
