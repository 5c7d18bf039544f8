namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string FirstRun = "/first-run";
}
