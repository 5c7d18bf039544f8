namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string Officers = "/officers";
}
