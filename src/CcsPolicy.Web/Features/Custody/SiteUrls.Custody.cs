namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string CustodyOfProcedures = "/custody/procedures";
    public const string CustodyOfStandards = "/custody/standards";
}
