namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string Resets = "/admin/resets";
    public const string Owners = "/admin/owners";
    public const string ResetSeen = "/account/reset-seen";
}
